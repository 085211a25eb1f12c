//! Who has signed an issued paper, and whether the original is back: as facts with their dates, and forms that record them.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::api::RecordSignature;
use super::electronic::Electronic;
use crate::desk::files::api::list_owner_files;
use crate::desk::files::pages::opening;
use crate::documents::signatures::model::{SignedPaper, SigningStep};
use crate::kernel::date::{Date, short_date};
use crate::kernel::viewer::Viewer;
use crate::records::files::model::{FIELD, FileRow, accepted, original_address};
use crate::records::files::rights::rights;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{
    FieldKind, FileField, FileForm, Form, FormActions, Hidden, RequestKeyField, Submit, TextField, VersionField,
    came_back,
};
use crate::ui::load::{Data, Load};

/// The card in the side column. `today` is that of the own company.
#[component]
pub fn SigningCard(paper: SignedPaper, today: Date, changed: Callback<()>) -> impl IntoView {
    let edit = rights(paper.owner.kind).map(|rights| rights.edit);
    let viewer = expect_context::<Viewer>();
    let may = edit.is_some_and(|edit| viewer.may(edit));
    let step = {
        let paper = paper.clone();
        move |step: SigningStep| may.then(|| view! { <StepForm paper=paper.clone() step today changed /> })
    };
    let on = |date: Date| short_date(lang(), date);
    let signing = &paper.signing;
    let not_yet = || tr!(signatures.not_yet).to_owned();
    let ours = match signing.ours {
        Some(date) => fact(tr!(signatures.we), on(date), step(SigningStep::NotOurs)),
        None => fact(tr!(signatures.we), not_yet(), step(SigningStep::Ours)),
    };
    let client = match (signing.clients, &signing.refused) {
        (Some(date), _) => fact(tr!(signatures.client), on(date), step(SigningStep::NotClient)),
        (None, Some(refusal)) => {
            let text = tr!(
                signatures.refused_because,
                date = on(refusal.date),
                reason = refusal.reason.clone()
            );
            let steps = view! { {step(SigningStep::Client)} {step(SigningStep::NotClient)} };
            fact(tr!(signatures.client), text, steps)
        }
        (None, None) => {
            let steps = view! { {step(SigningStep::Client)} {step(SigningStep::Refused)} };
            fact(tr!(signatures.client), not_yet(), steps)
        }
    };
    let form = may.then(|| view! { <OriginalForm paper=paper.clone() today /> });
    let original = if let Some(date) = signing.original {
        let steps = view! { {form} {step(SigningStep::NoOriginal)} };
        fact(tr!(signatures.original), on(date), steps)
    } else {
        fact(tr!(signatures.original), not_yet(), form)
    };
    let scans = signing.original.map(|_| view! { <Scans paper=paper.clone() /> });
    view! {
        <section class="side-card" data-part="signatures" aria-label=tr!(signatures.title)>
            <h2>{tr!(signatures.title)}</h2>
            <ul class="money-list">{ours} {client} {original} {scans}</ul>
            <Electronic paper changed />
        </section>
    }
    .into_any()
}

fn fact(label: &'static str, text: String, steps: impl IntoView + 'static) -> AnyView {
    view! {
        <li>
            <span class="money-line"><span>{label}</span> " " <span class="num muted">{text}</span></span>
            <span class="money-back signing-steps">{steps}</span>
        </li>
    }
    .into_any()
}

/// The scans of the signed original of this revision, to be looked at.
#[component]
fn Scans(paper: SignedPaper) -> impl IntoView {
    let (owner, revision) = (paper.owner, paper.revision);
    let files = Data::new(move || (owner.kind, owner.id), |(kind, id)| list_owner_files(kind, id));
    let list = move |files: Vec<FileRow>| {
        let scans = files.into_iter().filter(|file| file.signed_revision == Some(revision));
        let scans: Vec<_> = scans
            .map(|file| opening(&file, "signing-scan", file.name.clone()))
            .collect();
        if scans.is_empty() {
            return view! { <span class="muted">{tr!(signatures.no_scan)}</span> }.into_any();
        }
        scans.into_any()
    };
    view! {
        <li class="signing-scans">
            <Load resource=files aside=true fallback=|| () children=list />
        </li>
    }
    .into_any()
}

const fn takes_back(step: SigningStep) -> bool {
    matches!(
        step,
        SigningStep::NotOurs | SigningStep::NotClient | SigningStep::NoOriginal
    )
}

fn step_text(step: SigningStep) -> &'static str {
    match step {
        SigningStep::Ours => tr!(signatures.record_ours),
        SigningStep::Client => tr!(signatures.record_client),
        SigningStep::Refused => tr!(signatures.record_refused),
        SigningStep::Original => tr!(signatures.record_original),
        SigningStep::NotOurs | SigningStep::NotClient | SigningStep::NoOriginal => tr!(signatures.take_back),
    }
}

/// Records one fact, or takes it back.
#[component]
fn StepForm(paper: SignedPaper, step: SigningStep, today: Date, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<RecordSignature>::new();
    let done = Callback::new(move |_: (i64,)| changed.run(()));
    let key = step.to_string();
    let hidden = move || {
        view! {
            <Hidden name="kind" value=paper.owner.kind.as_str() />
            <Hidden name="id" value=paper.owner.id.to_string() />
            <VersionField version=paper.version />
            <Hidden name="step" value=step.to_string() />
        }
    };
    if takes_back(step) {
        return view! {
            <Form action done form_key=key toast=tr!(signatures.recorded)>
                {hidden()}
                <button type="submit" class="btn btn-ghost btn-xs">{step_text(step)}</button>
            </Form>
        }
        .into_any();
    }
    let is_back = came_back(RecordSignature::PATH, &key);
    let reason = (step == SigningStep::Refused).then_some(());
    view! {
        <details class="menu-of" open=is_back>
            <summary class="btn btn-xs">{step_text(step)}</summary>
            <div class="pop-menu">
                <Form action done form_key=key class="menu-form" toast=tr!(signatures.recorded)>
                    {hidden()}
                    <TextField name="date" label=tr!(signatures.date) kind=FieldKind::Date value=today.to_string() required=true />
                    {reason.map(|()| view! { <TextField name="reason" label=tr!(signatures.reason) required=true max=500 /> })}
                    <FormActions>
                        <Submit label=tr!(signatures.record) />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}

/// Records that the original has come back, with a scan of it if there is one; adds a scan once that is recorded. It carries a file, so the
/// browser sends it itself and the page comes anew.
#[component]
fn OriginalForm(paper: SignedPaper, today: Date) -> impl IntoView {
    let address = original_address(paper.owner.kind, paper.owner.id);
    let is_new = paper.signing.original.is_none();
    let is_back = came_back(&address, "");
    let summary = if is_new {
        step_text(SigningStep::Original)
    } else {
        tr!(signatures.add_scan)
    };
    // Made inside of the form, like every field.
    let fact = move || {
        view! {
            <VersionField version=paper.version />
            <TextField name="date" label=tr!(signatures.date) kind=FieldKind::Date value=today.to_string() required=true />
        }
    };
    let hint = if is_new { tr!(signatures.scan_hint) } else { "" };
    view! {
        <details class="menu-of" open=is_back>
            <summary class="btn btn-xs">{summary}</summary>
            <div class="pop-menu">
                <FileForm action=address class="menu-form" toast=tr!(signatures.recorded)>
                    <RequestKeyField />
                    {is_new.then(fact)}
                    <FileField name=FIELD label=tr!(signatures.scan_field) accept=accepted() hint required=!is_new />
                    <FormActions>
                        <Submit label=tr!(signatures.record) />
                    </FormActions>
                </FileForm>
            </div>
        </details>
    }
    .into_any()
}
