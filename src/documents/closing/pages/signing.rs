//! Who has signed an issued paper, and whether the original is back: as facts with their dates, and forms that record them.

use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use crate::documents::closing::api::RecordSignature;
use crate::documents::closing::model::{Closing, SigningStep};
use crate::kernel::date::{Date, short_date};
use crate::kernel::viewer::Viewer;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{FieldKind, Form, FormActions, Hidden, Submit, TextField, VersionField, came_back};

/// The card in the side column.
#[component]
pub(super) fn SigningCard(closing: Closing, today: Date, changed: Callback<()>) -> impl IntoView {
    let may = expect_context::<Viewer>().may(closing.kind.edit());
    let signing = closing.signing.clone();
    let step = |step: SigningStep| may.then(|| view! { <StepForm closing=closing.clone() step today changed /> });
    let on = |date: Date| short_date(lang(), date);
    let ours = match signing.ours {
        Some(date) => fact(tr!(closing.we_signed), on(date), step(SigningStep::NotOurs)),
        None => fact(
            tr!(closing.we_signed),
            tr!(closing.not_yet).to_owned(),
            step(SigningStep::Ours),
        ),
    };
    let client = match (signing.clients, &signing.refused) {
        (Some(date), _) => fact(tr!(closing.client_signed), on(date), step(SigningStep::NotClient)),
        (None, Some(refusal)) => {
            let text = tr!(
                closing.refused_because,
                date = on(refusal.date),
                reason = refusal.reason.clone()
            );
            let steps = view! { {step(SigningStep::Client)} {step(SigningStep::NotClient)} };
            fact(tr!(closing.client_signed), text, steps)
        }
        (None, None) => {
            let steps = view! { {step(SigningStep::Client)} {step(SigningStep::Refused)} };
            fact(tr!(closing.client_signed), tr!(closing.not_yet).to_owned(), steps)
        }
    };
    let original = match signing.original {
        Some(date) => fact(tr!(closing.original), on(date), step(SigningStep::NoOriginal)),
        None => fact(
            tr!(closing.original),
            tr!(closing.not_yet).to_owned(),
            step(SigningStep::Original),
        ),
    };
    view! {
        <section class="side-card" aria-label=tr!(closing.signatures)>
            <h2>{tr!(closing.signatures)}</h2>
            <ul class="money-list">{ours} {client} {original}</ul>
        </section>
    }
    .into_any()
}

fn fact(label: &'static str, text: String, steps: impl IntoView + 'static) -> AnyView {
    view! {
        <li>
            <span class="money-line"><span>{label}</span> <span class="num muted">{text}</span></span>
            <span class="money-back signing-steps">{steps}</span>
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
        SigningStep::Ours => tr!(closing.record_ours),
        SigningStep::Client => tr!(closing.record_client),
        SigningStep::Refused => tr!(closing.record_refused),
        SigningStep::Original => tr!(closing.record_original),
        SigningStep::NotOurs | SigningStep::NotClient | SigningStep::NoOriginal => tr!(closing.take_back),
    }
}

/// Records one fact, or takes it back.
#[component]
fn StepForm(closing: Closing, step: SigningStep, today: Date, changed: Callback<()>) -> impl IntoView {
    let action = ServerAction::<RecordSignature>::new();
    let done = Callback::new(move |_: (i64,)| changed.run(()));
    let key = step.to_string();
    let hidden = move || {
        view! {
            <Hidden name="kind" value=closing.kind.to_string() />
            <Hidden name="id" value=closing.id.to_string() />
            <VersionField version=closing.version />
            <Hidden name="step" value=step.to_string() />
        }
    };
    if takes_back(step) {
        return view! {
            <Form action done form_key=key toast=tr!(closing.recorded)>
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
                <Form action done form_key=key class="menu-form" toast=tr!(closing.recorded)>
                    {hidden()}
                    <TextField name="date" label=tr!(closing.date) kind=FieldKind::Date value=today.to_string() required=true />
                    {reason.map(|()| view! { <TextField name="reason" label=tr!(closing.reason) required=true max=500 /> })}
                    <FormActions>
                        <Submit label=tr!(closing.record) />
                    </FormActions>
                </Form>
            </div>
        </details>
    }
    .into_any()
}
