//! `/acts/<id>`, `/delivery-notes/<id>`

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

use super::badges::states;
use super::beside::mark;
use super::many::title;
use super::steps::Steps;
use crate::documents::closing::api::get_closing;
use crate::documents::closing::model::{Closing, ClosingKind, ClosingSheet};
use crate::documents::closing::words;
use crate::documents::invoices::pages::revision_tabs;
use crate::documents::templates::pages::{Mark, PaperSheet};
use crate::error::AppError;
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::ClosingId;
use crate::kernel::lifecycle::{Lifecycle, Stage};
use crate::records::activity::pages::History;
use crate::text::lang;
use crate::tr;
use crate::ui::load::{Data, Load};
use crate::ui::money::MoneyText;
use crate::ui::page::PageHead;
use crate::ui::query::id_of_address;

/// What other rooms put onto the page of a paper.
#[derive(Debug, Clone, Copy)]
pub struct Beside {
    /// What stands beside it on a day of its own company, and tells when it has changed something.
    pub side: fn(&Closing, Date, Callback<()>) -> AnyView,
    /// What can be done with it besides what its own room knows.
    pub step: fn(&Closing) -> Option<AnyView>,
}

/// The paper of the address.
#[component]
pub fn ClosingPage(kind: ClosingKind, beside: Beside) -> impl IntoView {
    let id = id_of_address::<ClosingId>();
    let query = use_query_map();
    let revision = Memo::new(move |_| query.with(|query| query.get("revision")?.parse::<i64>().ok()));
    let sheet = Data::new(
        move || (id.get(), revision.get()),
        move |(id, revision)| async move {
            match id {
                Some(id) => get_closing(kind, id, revision).await,
                None => Err(AppError::NotFound),
            }
        },
    );
    let changed = Callback::new(move |()| sheet.refetch());
    view! {
        <Load resource=sheet let:sheet>
            {
                let shown = revision.get_untracked().unwrap_or(sheet.closing.revision);
                view! { <Paper sheet shown beside changed /> }
            }
        </Load>
    }
    .into_any()
}

#[component]
fn Paper(
    sheet: ClosingSheet,
    /// The revision on the page.
    shown: i64,
    beside: Beside,
    changed: Callback<()>,
) -> impl IntoView {
    let ClosingSheet {
        closing,
        invoice_number,
        invoice_date,
        client_name,
        html,
        revisions,
        activity,
        today,
        ..
    } = sheet;
    let stage = closing.stage();
    let (side, step) = ((beside.side)(&closing, today, changed), (beside.step)(&closing));
    let badges = states(stage, closing.signature(), closing.signing.original);
    let mark = if stage != Stage::Draft && shown != closing.revision {
        Some(Mark::Replaced)
    } else {
        mark(stage)
    };
    let page = format!("{}/{}", closing.kind.path(), closing.id);
    let tabs = revision_tabs(&page, closing.revision, shown, &revisions);
    let invoice = tr!(
        closing.of_invoice,
        number = invoice_number,
        date = short_date(lang(), invoice_date)
    );
    let (to_invoice, to_client) = (
        format!("/invoices/{}", closing.invoice),
        format!("/clients/{}", closing.client),
    );
    let total = closing.money(closing.total);
    let (title, cancelled) = (title(closing.kind, closing.number(), closing.date), cancelled(&closing));
    view! {
        <PageHead title beside=move || badges>
            <Steps closing shown today step changed />
        </PageHead>
        <p class="page-sub"><a href=to_client>{client_name}</a></p>
        {cancelled}
        <div class="with-side paper-page">
            <div>
                {tabs}
                <PaperSheet html mark />
            </div>
            <aside class="side-column">
                <section class="side-card" aria-label=tr!(closing.invoice)>
                    <h2>{tr!(closing.invoice)}</h2>
                    <p><a href=to_invoice>{invoice}</a></p>
                    <dl class="facts">
                        <div><dt>{tr!(closing.total)}</dt><dd class="num"><MoneyText money=total /></dd></div>
                    </dl>
                </section>
                {side}
                <History events=activity words=words::change aside=true />
            </aside>
        </div>
    }
    .into_any()
}

/// Why it counts no more.
fn cancelled(closing: &Closing) -> Option<AnyView> {
    let Lifecycle::Cancelled { reason, .. } = &closing.lifecycle else {
        return None;
    };
    let text = tr!(closing.cancelled_because, reason = reason.clone());
    let agreed = closing.annulment.as_ref().map(|annulment| {
        let date = short_date(lang(), annulment.date);
        let text = tr!(closing.annulled, date = date, reason = annulment.reason.clone());
        view! { " " {text} }
    });
    Some(view! { <p class="alert alert-error" role="note"><span>{text} {agreed}</span></p> }.into_any())
}
