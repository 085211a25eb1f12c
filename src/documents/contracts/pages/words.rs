//! Words for states.

use crate::documents::contracts::model::{ContractChoice, ContractState, Signature, Stage};
use crate::documents::signatures::words::{self as signatures, signature_text, signature_tone};
use crate::kernel::date::short_date;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Tone, badge_cell};
use crate::ui::html::{Html, Piece, span};

use leptos::prelude::*;

/// The state of a contract in badges: its stage, whether it has expired or does so soon, and who has signed one that is in force.
#[must_use]
pub fn state_badges(stage: Stage, expired: bool, days_left: Option<i32>, signature: Signature) -> AnyView {
    let badges = Html::of(states(stage, expired, days_left, signature)).into_string();
    view! { <span class="badges" inner_html=badges></span> }.into_any()
}

/// [`state_badges`] in a cell of a table.
#[must_use]
pub fn state_cell(stage: Stage, expired: bool, days_left: Option<i32>, signature: Signature) -> impl Piece {
    span("badges", states(stage, expired, days_left, signature))
}

fn states(stage: Stage, expired: bool, days_left: Option<i32>, signature: Signature) -> impl Piece {
    let (tone, text) = match (stage, expired) {
        (Stage::Issued, true) => (Tone::Bad, tr!(contracts.state_expired)),
        (Stage::Issued, false) => (Tone::Good, tr!(contracts.state_issued)),
        (Stage::Draft | Stage::Terminated | Stage::Cancelled, _) => (Tone::Neutral, stage_text(stage)),
    };
    let soon = days_left.map(|days| (" ", badge_cell(Tone::Warn, tr!(contracts.days_left, count = days))));
    let signed =
        (stage == Stage::Issued).then(|| (" ", badge_cell(signature_tone(signature), signature_text(signature))));
    (badge_cell(tone, text), soon, signed)
}

#[must_use]
pub fn stage_text(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => tr!(contracts.state_draft),
        Stage::Issued => tr!(contracts.state_issued),
        Stage::Terminated => tr!(contracts.state_terminated),
        Stage::Cancelled => tr!(contracts.state_cancelled),
    }
}

/// The name of a filter.
#[must_use]
pub fn chip_text(state: ContractState) -> &'static str {
    match state {
        ContractState::Draft => tr!(contracts.chip_draft),
        ContractState::Issued => tr!(contracts.chip_issued),
        ContractState::Expired => tr!(contracts.chip_expired),
        ContractState::Terminated => tr!(contracts.chip_terminated),
        ContractState::Cancelled => tr!(contracts.chip_cancelled),
    }
}

/// A contract as it is chosen: `№ Д-1 of 24.11.2026 · services`.
#[must_use]
pub fn choice_text(choice: &ContractChoice) -> String {
    let name = numbered_of(&choice.number, choice.date);
    let state = match choice.stage {
        Stage::Issued => String::new(),
        other => format!(" ({})", stage_text(other)),
    };
    let subject: String = choice.subject.chars().take(60).collect();
    format!("{name}{state} · {subject}")
}

/// `№ Д-1 of 24.11.2026`
#[must_use]
pub fn numbered_of(number: &str, date: crate::kernel::date::Date) -> String {
    tr!(
        contracts.numbered_of,
        number = number.to_owned(),
        date = short_date(lang(), date)
    )
}

/// The label of a field, for problems and the timeline.
#[must_use]
pub fn field_label(field: &str) -> String {
    match field {
        "number" => tr!(contracts.number),
        "date" => tr!(contracts.date),
        "subject" => tr!(contracts.subject),
        "kind" => tr!(contracts.kind),
        "client" => tr!(contracts.client),
        "organization" => tr!(contracts.organization),
        "value" => tr!(contracts.value),
        "currency" => tr!(contracts.currency),
        "start" => tr!(contracts.start),
        "end" => tr!(contracts.end),
        "city" => tr!(contracts.city),
        "parent" => tr!(contracts.parent),
        "body" => tr!(contracts.body),
        "note" => tr!(contracts.note),
        "on" => tr!(contracts.ended_on),
        "reason" => tr!(contracts.reason),
        "mail_to" => tr!(invoices.mail_to),
        "mail_subject" => tr!(invoices.mail_subject),
        other => signatures::field_label(other).unwrap_or(other),
    }
    .to_owned()
}

/// A change in a contract's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "date" | "start" | "end" | "on" => words::date(recorded),
        "value" => words::money(recorded),
        // That it is another one is all that its hash says.
        "body" => Some(String::new()),
        _ => signatures::value(field, recorded),
    }
}
