//! Words for states.

use leptos::prelude::*;

pub use crate::company::catalog::pages::words::kind_text;
use crate::documents::invoices::model::{InvoiceState, Settlement, Stage};
use crate::kernel::date::{parse_date, short_date};
use crate::kernel::tax::PriceMode;
use crate::records::activity::model::Change;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone};

/// The state of an invoice in badges: its stage or settlement, and by how many days it is overdue.
#[must_use]
pub fn state_badges(stage: Stage, settlement: Settlement, days_overdue: Option<i32>) -> AnyView {
    let (tone, text) = match (stage, settlement) {
        (Stage::Draft, _) => (Tone::Neutral, tr!(invoices.state_draft)),
        (Stage::Cancelled, _) => (Tone::Neutral, tr!(invoices.state_cancelled)),
        (Stage::Issued, Settlement::Paid) => (Tone::Good, tr!(invoices.state_paid)),
        (Stage::Issued, Settlement::PartiallyPaid) => (Tone::Warn, tr!(invoices.state_partially_paid)),
        (Stage::Issued, Settlement::Unpaid | Settlement::None) => (Tone::Info, tr!(invoices.state_unpaid)),
    };
    let late =
        days_overdue.map(|days| view! { " " <Badge tone=Tone::Bad text=tr!(invoices.overdue_days, count = days) /> });
    view! { <span class="badges"><Badge tone text /> {late}</span> }.into_any()
}

/// The name of a filter.
#[must_use]
pub fn chip_text(state: InvoiceState) -> &'static str {
    match state {
        InvoiceState::Draft => tr!(invoices.chip_draft),
        InvoiceState::Issued => tr!(invoices.chip_issued),
        InvoiceState::Unpaid => tr!(invoices.chip_unpaid),
        InvoiceState::PartiallyPaid => tr!(invoices.chip_partially_paid),
        InvoiceState::Paid => tr!(invoices.chip_paid),
        InvoiceState::Overdue => tr!(invoices.chip_overdue),
        InvoiceState::Cancelled => tr!(invoices.chip_cancelled),
    }
}

#[must_use]
pub fn price_mode_text(mode: PriceMode) -> &'static str {
    match mode {
        PriceMode::Net => tr!(invoices.price_mode_net),
        PriceMode::Gross => tr!(invoices.price_mode_gross),
        PriceMode::WithoutVat => tr!(invoices.price_mode_without_vat),
    }
}

/// The label of a field, for problems, conflicts and the timeline. Fields of a line are `lines.3.quantity`.
#[must_use]
pub fn field_label(field: &str) -> String {
    if let Some((place, name)) = field.strip_prefix("lines.").and_then(|rest| rest.split_once('.')) {
        let n = place
            .parse::<usize>()
            .map_or_else(|_| place.to_owned(), |place| (place + 1).to_string());
        return tr!(invoices.line_field, n = n, field = line_label(name));
    }
    match field {
        "client" => tr!(invoices.client),
        "organization" => tr!(invoices.organization),
        "account" => tr!(invoices.account),
        "issue_date" => tr!(invoices.date),
        "due_date" => tr!(invoices.due),
        "currency" => tr!(invoices.currency),
        "price_mode" => tr!(invoices.price_mode),
        "discount_kind" => tr!(invoices.discount_kind),
        "discount" => tr!(invoices.discount),
        "lines" => tr!(invoices.lines),
        "note" => tr!(invoices.note),
        "internal_note" => tr!(invoices.internal_note),
        "number" => tr!(invoices.number),
        "total" => tr!(invoices.total),
        "reason" => tr!(invoices.cancel_reason),
        "revision" => tr!(invoices.revision),
        "payment" => tr!(invoices.payment),
        "settlement" => tr!(invoices.settlement),
        "lifecycle" => tr!(invoices.state),
        "paid" | "amount" => tr!(invoices.paid),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// A change in an invoice's history: events keep codes and plain values, people read words.
#[must_use]
pub fn change(change: Change) -> Change {
    let spelled = |value: String| match change.field.as_str() {
        "issue_date" | "due_date" => parse_date(&value).map_or(value, |date| short_date(lang(), date)),
        "price_mode" => value
            .parse::<PriceMode>()
            .map_or(value, |mode| price_mode_text(mode).to_owned()),
        _ => value,
    };
    Change {
        old: spelled(change.old),
        new: spelled(change.new),
        field: field_label(&change.field),
    }
}

fn line_label(name: &str) -> String {
    match name {
        "kind" => tr!(invoices.kind),
        "name" => tr!(invoices.line_name),
        "description" => tr!(invoices.description),
        "quantity" => tr!(invoices.line_quantity),
        "unit" => tr!(invoices.line_unit),
        "price" => tr!(invoices.line_price),
        "discount" => tr!(invoices.line_discount),
        "vat" => tr!(invoices.line_vat),
        "amount" => tr!(invoices.line_sum),
        other => return other.to_owned(),
    }
    .to_lowercase()
}
