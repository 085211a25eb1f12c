//! An answer with all that is kept of it, and the fields that give one.

use leptos::prelude::*;

use crate::documents::signing::model::{Answer, BASIS_MAX, NAME_MAX, Outcome, Side, SignSheet};
use crate::documents::signing::words;
use crate::kernel::date::short_time;
use crate::kernel::owner::OwnerKind;
use crate::text::lang;
use crate::tr;
use crate::ui::form::{Checkbox, Hidden, RequestKeyField, TextField};
use crate::ui::page::Facts;

/// An answer: who and when at once, the rest in a fold. `revision` is the current one of its paper.
#[must_use]
pub fn answer_view(answer: Answer, revision: i64) -> AnyView {
    let what = match (answer.side, answer.outcome) {
        (Side::Client, Outcome::Signed) => tr!(signing.client_signed),
        (Side::Client, Outcome::Refused) => tr!(signing.client_refused),
        (Side::Company, _) => tr!(signing.company_signed),
    };
    let at = short_time(lang(), answer.at);
    let is_old = answer.revision != revision;
    let old = is_old.then(|| {
        let text = tr!(signing.of_revision, revision = answer.revision);
        view! { <p class="muted">{text}</p> }
    });
    let agreement = words::agreement(lang(), &answer.agreement);
    let rows = vec![
        (tr!(signing.name), answer.name.clone()),
        (tr!(signing.position), answer.position),
        (tr!(signing.basis), answer.basis),
        (tr!(signing.reason), answer.reason),
        (tr!(signing.agreed_text), answer.consent),
        (tr!(signing.agreement_kind), agreement),
        (tr!(signing.answered_at), at.clone()),
        (tr!(signing.from_where), answer.address),
        (tr!(signing.browser), answer.user_agent),
        (tr!(signing.sha256), answer.sha256),
    ];
    view! {
        <li data-part="answer">
            <strong>{what}</strong> " " <span>{answer.name}</span> " " <span class="muted">{at}</span>
            {old}
            <details>
                <summary>{tr!(signing.details)}</summary>
                <Facts rows />
            </details>
        </li>
    }
    .into_any()
}

/// What is sent with a signature, made inside of its form.
#[component]
pub fn SignFields(kind: OwnerKind, id: String, sheet: SignSheet) -> impl IntoView {
    view! {
        <RequestKeyField />
        <Hidden name="kind" value=kind.as_str() />
        <Hidden name="id" value=id />
        <Hidden name="revision" value=sheet.revision.to_string() />
        <Hidden name="agreement" value=sheet.agreement.to_string() />
        <Hidden name="lang" value=sheet.lang.to_string() />
        <Hidden name="text" value=sheet.consent.clone() />
        <TextField name="name" label=tr!(signing.name) value=sheet.name required=true max=NAME_MAX />
        <TextField name="position" label=tr!(signing.position) value=sheet.position max=NAME_MAX />
        <TextField name="basis" label=tr!(signing.basis) value=sheet.basis max=BASIS_MAX hint=tr!(signing.basis_hint) />
        <p data-part="consent">{sheet.consent}</p>
        <Checkbox name="consent" label=tr!(signing.consent) />
    }
    .into_any()
}
