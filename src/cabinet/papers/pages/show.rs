//! A paper: as it was issued, what it is now, what can be done with it.

use leptos::prelude::*;
use uuid::Uuid;

use super::pay::payable;
use super::words::{numbered, state_badge};
use crate::cabinet::files::pages::attachments;
use crate::cabinet::papers::api::show_cabinet_paper;
use crate::cabinet::papers::model::{CabinetPaper, PaperLink, PaperRow, PaperSheet, PaperState};
use crate::cabinet::signing::AnswerPanel;
use crate::documents::contracts::model::Stage;
use crate::documents::templates::pages::{Mark, PaperSheet as Sheet};
use crate::error::AppError;
use crate::kernel::date::{Date, short_date};
use crate::kernel::format;
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::page::{Facts, PageHead};
use crate::ui::query::id_of_address;

/// `/cabinet/invoices/<id>` and the like.
#[component]
pub fn PaperPage(kind: CabinetPaper) -> impl IntoView {
    let id = id_of_address::<Uuid>();
    let sheet = Data::new(
        move || id.get(),
        move |id| async move { show_cabinet_paper(kind, id.ok_or(AppError::NotFound)?).await },
    );
    view! { <Load resource=sheet let:sheet>{paper(sheet)}</Load> }.into_any()
}

fn paper(sheet: PaperSheet) -> AnyView {
    let PaperSheet {
        row,
        html,
        files,
        basis,
        replacement,
        ended,
        payment,
    } = sheet;
    let today = use_context::<Viewer>().map(|viewer| viewer.today).unwrap_or_default();
    let mark = (row.stage == Stage::Cancelled).then_some(Mark::Cancelled);
    let badge = state_badge(&row, today);
    let title = tr!(
        cabinet_papers.page_title,
        paper = numbered(row.kind, &row.number),
        date = short_date(lang(), row.date)
    );
    let file = row.kind.file(row.id);
    let saved = format!("{file}?download=true");
    // While it waits to be signed, that is the main thing.
    let saving = match row.state(today) {
        PaperState::ToSign => "btn",
        _ => "btn btn-primary",
    };
    let over = over(&row, ended, replacement);
    let about = about(&row, basis);
    let answers = row
        .kind
        .is_signed()
        .then(|| view! { <AnswerPanel kind=row.kind.owner_kind() id=row.id /> });
    let payment = payment.map(|payment| payable(&row, payment));
    view! {
        <PageHead title beside=move || badge>
            <a class="btn" href=file target="_blank" rel="external">"PDF"</a>
            <a class=saving href=saved rel="external" download="">{tr!(cabinet_papers.download)}</a>
        </PageHead>
        {over}
        <div class="with-side paper-page">
            <div><Sheet html mark /></div>
            <aside class="side-column">
                {about}
                {answers}
                {payment}
                {attachments(&files)}
            </aside>
        </div>
    }
    .into_any()
}

/// That it counts no more, and what stands for it.
fn over(row: &PaperRow, ended: Option<Date>, replacement: Option<PaperLink>) -> Option<AnyView> {
    let text = match (row.stage, ended) {
        (Stage::Draft | Stage::Issued, _) => return None,
        (Stage::Terminated, Some(date)) => tr!(cabinet_papers.terminated_on, date = short_date(lang(), date)),
        (Stage::Terminated, None) => tr!(cabinet_papers.state_terminated).to_owned(),
        (Stage::Cancelled, Some(date)) => tr!(cabinet_papers.cancelled_on, date = short_date(lang(), date)),
        (Stage::Cancelled, None) => tr!(cabinet_papers.cancelled_text).to_owned(),
    };
    let replacement = replacement.map(|paper| view! { " " {tr!(cabinet_papers.replaced_by)} " " {link(&paper)} });
    Some(view! { <p class="alert alert-error" role="note"><span>{text} {replacement}</span></p> }.into_any())
}

fn link(paper: &PaperLink) -> AnyView {
    let name = numbered(paper.kind, &paper.number);
    match paper.id {
        Some(id) => view! { <a href=paper.kind.page(id)>{name}</a> }.into_any(),
        None => view! { <span>{name}</span> }.into_any(),
    }
}

/// Its sum, its term and what it is based on. A contract of no sum and no term has none of them, and no card.
fn about(row: &PaperRow, basis: Option<PaperLink>) -> Option<AnyView> {
    let sum = row.money().map(|money| format::money(lang(), money));
    let until = match row.kind {
        CabinetPaper::Invoice => tr!(cabinet_papers.due),
        CabinetPaper::Contract | CabinetPaper::Act | CabinetPaper::DeliveryNote => tr!(cabinet_papers.valid_until),
    };
    let date = row.until.map(|date| short_date(lang(), date));
    if sum.is_none() && date.is_none() && basis.is_none() {
        return None;
    }
    let facts = vec![
        (tr!(cabinet_papers.sum).to_owned(), sum.unwrap_or_default()),
        (until.to_owned(), date.unwrap_or_default()),
    ];
    let basis = basis.map(|basis| view! { <p>{tr!(cabinet_papers.basis)} " " {link(&basis)}</p> });
    let card = view! {
        <section class="side-card" aria-label=tr!(cabinet_papers.about)>
            <h2>{tr!(cabinet_papers.about)}</h2>
            <Facts rows=facts />
            {basis}
        </section>
    };
    Some(card.into_any())
}
