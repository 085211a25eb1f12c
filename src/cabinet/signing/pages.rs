//! The card of a paper's signatures, and `/cabinet/<contracts|acts|delivery-notes>/<id>/sign`.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_params_map;
use uuid::Uuid;

use super::api::{RefuseInCabinet, SignInCabinet, cabinet_answer_sheet, cabinet_answers};
use crate::documents::signing::model::{AnswerSheet, ClientAnswers, NAME_MAX, REASON_MAX, SignSheet, in_cabinet};
use crate::documents::signing::pages::{SignFields, answer_view};
use crate::documents::signing::words::{self, NamedPaper};
use crate::documents::templates::pages::PaperSheet;
use crate::error::AppError;
use crate::kernel::date::{Date, short_date};
use crate::kernel::ids::AnswerId;
use crate::kernel::owner::OwnerKind;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Form, FormActions, Hidden, RequestKeyField, Submit, TextField, came_back};
use crate::ui::load::{Data, Load};
use crate::ui::page::PageHead;

/// Where the page of a paper is.
fn page_of(kind: OwnerKind, id: Uuid) -> String {
    let list = in_cabinet(kind).map_or("", |(list, _)| list);
    format!("/cabinet/{list}/{id}")
}

/// What was answered to a paper, beside it, and the way to the page that signs it, as long as it can be signed.
#[component]
pub fn AnswerPanel(kind: OwnerKind, id: Uuid) -> impl IntoView {
    let answers = Data::new(move || (kind, id), |(kind, id)| cabinet_answers(kind, id));
    view! { <Load resource=answers aside=true fallback=|| () children=panel /> }.into_any()
}

fn panel(paper: ClientAnswers) -> AnyView {
    let page = page_of(paper.kind, paper.id);
    let way = paper.may_sign.then(|| {
        view! {
            <p>{tr!(signing.waits)}</p>
            <a class="btn btn-primary" href=format!("{page}/sign")>{tr!(signing.read_and_sign)}</a>
        }
    });
    if way.is_none() && paper.answers.is_empty() {
        return ().into_any();
    }
    let answers = answers(paper);
    view! {
        <section class="side-card" data-part="answers" aria-label=tr!(signatures.title)>
            <h2>{tr!(signatures.title)}</h2>
            {way}
            {answers}
        </section>
    }
    .into_any()
}

/// What is known of the signatures, also of those by hand.
fn state(paper: &ClientAnswers) -> AnyView {
    let signing = &paper.signing;
    let on = |date: Date| short_date(lang(), date);
    let ours = signing.ours.map(|date| tr!(signing.company_on, date = on(date)));
    let theirs = match (signing.clients, &signing.refused) {
        (Some(date), _) => Some(tr!(signing.client_on, date = on(date))),
        (None, Some(refusal)) => Some(tr!(
            signing.client_refused_on,
            date = on(refusal.date),
            reason = refusal.reason.clone()
        )),
        (None, None) => None,
    };
    let mut lines: Vec<String> = [theirs, ours].into_iter().flatten().collect();
    if lines.is_empty() {
        lines.push(tr!(signing.nobody).to_owned());
    }
    let lines: Vec<_> = lines.into_iter().map(|line| view! { <p>{line}</p> }).collect();
    lines.into_any()
}

/// What was answered electronically to the current revision.
fn answers(paper: ClientAnswers) -> AnyView {
    if paper.answers.is_empty() {
        return ().into_any();
    }
    let rows: Vec<_> = paper
        .answers
        .into_iter()
        .map(|answer| {
            let revision = answer.revision;
            answer_view(answer, revision)
        })
        .collect();
    view! {
        <h3>{tr!(signing.recorded)}</h3>
        <ul class="event-list">{rows}</ul>
    }
    .into_any()
}

/// A paper to its end, and below it the forms that sign or refuse it; once it is answered, what was recorded.
#[component]
pub fn AnswerPage(kind: OwnerKind) -> impl IntoView {
    let params = use_params_map();
    let id = move || params.with(|params| params.get("id").and_then(|id| id.parse::<Uuid>().ok()));
    let sheet = Data::new(
        move || (kind, id()),
        |(kind, id)| async move { cabinet_answer_sheet(kind, id.ok_or(AppError::NotFound)?).await },
    );
    let changed = Callback::new(move |()| sheet.refetch());
    view! { <Load resource=sheet let:sheet>{show(sheet, changed)}</Load> }.into_any()
}

fn show(sheet: AnswerSheet, changed: Callback<()>) -> AnyView {
    let AnswerSheet { paper, html, sign } = sheet;
    let (kind, id) = (paper.kind, paper.id);
    let named = NamedPaper {
        kind,
        number: &paper.number,
        date: paper.date,
    };
    let title = tr!(signing.sign_title, paper = words::paper(lang(), &named));
    let page = page_of(kind, id);
    let file = format!("{page}/document.pdf");
    let forms = match sign {
        Some(sheet) if !sheet.is_ready => view! {
            <p class="alert" role="note">{tr!(signing.not_ready)}</p>
            <a class="btn" rel="external" href=format!("{page}/sign")>{tr!(ui.reload)}</a>
        }
        .into_any(),
        Some(sheet) => view! { <Forms kind id sheet changed /> }.into_any(),
        None => view! { <p class="muted">{tr!(signing.closed)}</p> }.into_any(),
    };
    let state = state(&paper);
    let answers = answers(paper);
    view! {
        <PageHead title>
            <a class="btn" href=page>{tr!(signing.to_paper)}</a>
        </PageHead>
        <PaperSheet html mark=None />
        <section class="form-section" data-part="answers">
            {state}
            {answers}
            <div class="form-actions">
                <a class="btn" rel="external" href=file download="">{tr!(signing.file)}</a>
            </div>
        </section>
        {forms}
    }
    .into_any()
}

/// Signing at once, refusing behind a fold.
#[component]
fn Forms(kind: OwnerKind, id: Uuid, sheet: SignSheet, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<SignInCabinet>::new();
    let done = Callback::new(move |_: (AnswerId,)| changed.run(()));
    let refusal = sheet.may_refuse.then(|| {
        let sheet = sheet.clone();
        view! { <Refusal kind id sheet changed /> }
    });
    view! {
        <section class="form-section" data-part="sign">
            <h2>{tr!(signing.sign)}</h2>
            <Form action done toast=tr!(signing.signed_toast)>
                <SignFields kind id=id.to_string() sheet />
                <FormActions>
                    <Submit label=tr!(signing.sign) />
                </FormActions>
            </Form>
        </section>
        {refusal}
    }
    .into_any()
}

#[component]
fn Refusal(kind: OwnerKind, id: Uuid, sheet: SignSheet, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<RefuseInCabinet>::new();
    let done = Callback::new(move |_: (AnswerId,)| changed.run(()));
    let is_back = came_back(RefuseInCabinet::PATH, "");
    view! {
        <details class="form-section" open=is_back data-part="refuse">
            <summary class="btn">{tr!(signing.refuse)}</summary>
            <Form action done toast=tr!(signing.refused_toast)>
                <RequestKeyField />
                <Hidden name="kind" value=kind.as_str() />
                <Hidden name="id" value=id.to_string() />
                <Hidden name="revision" value=sheet.revision.to_string() />
                <TextField name="reason" label=tr!(signing.reason) required=true max=REASON_MAX />
                <TextField name="name" label=tr!(signing.name) value=sheet.name required=true max=NAME_MAX />
                <TextField name="position" label=tr!(signing.position) value=sheet.position max=NAME_MAX />
                <FormActions>
                    <Submit label=tr!(signing.refuse) danger=true />
                </FormActions>
            </Form>
        </details>
    }
    .into_any()
}
