//! Words for states.

use leptos::prelude::*;

pub use crate::company::catalog::pages::words::kind_text;
use crate::documents::invoices::model::{
    Closing, ClosingQueue, InvoiceRow, InvoiceState, SEE_CLOSING, Settlement, Stage,
};
use crate::error::AppError;
use crate::kernel::date::short_date;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::PriceMode;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::text::lang;
use crate::tr;
use crate::ui::badge::{Badge, Tone, badge_cell};
use crate::ui::html::{Html, Piece, span};
use crate::ui::{error_text, lower_first, may, problem_text};

/// The state of an invoice in badges: its stage or settlement, and by how many days it is overdue.
#[must_use]
pub fn state_badges(stage: Stage, settlement: Settlement, days_overdue: Option<i32>) -> AnyView {
    let badges = Html::of(states(stage, settlement, days_overdue)).into_string();
    view! { <span class="badges" inner_html=badges></span> }.into_any()
}

/// [`state_badges`] in a cell of a table.
#[must_use]
pub fn state_cell(stage: Stage, settlement: Settlement, days_overdue: Option<i32>) -> impl Piece {
    span("badges", states(stage, settlement, days_overdue))
}

fn states(stage: Stage, settlement: Settlement, days_overdue: Option<i32>) -> impl Piece {
    let (tone, text) = match (stage, settlement) {
        (Stage::Draft | Stage::Cancelled, _) => (Tone::Neutral, stage_text(stage)),
        (Stage::Issued, Settlement::Paid) => (Tone::Good, settlement_text(settlement)),
        (Stage::Issued, Settlement::PartiallyPaid) => (Tone::Warn, settlement_text(settlement)),
        (Stage::Issued, Settlement::Unpaid | Settlement::None) => (Tone::Info, tr!(invoices.state_unpaid)),
    };
    let late = days_overdue.map(|days| (" ", badge_cell(Tone::Bad, tr!(invoices.overdue_days, count = days))));
    (badge_cell(tone, text), late)
}

/// Whether the reader may see any act or delivery note, and so how far invoices are closed.
#[must_use]
pub fn sees_closing() -> bool {
    SEE_CLOSING.into_iter().any(may)
}

const fn closing_tone(closing: Closing) -> Tone {
    match closing {
        Closing::None | Closing::Open => Tone::Neutral,
        Closing::PartlyClosed => Tone::Warn,
        Closing::Closed => Tone::Good,
    }
}

/// How far an invoice is closed.
#[must_use]
pub fn closing_text(closing: Closing) -> &'static str {
    match closing {
        // There is nothing to close, which its state tells.
        Closing::None => "",
        Closing::Open => tr!(invoices.closing_open),
        Closing::PartlyClosed => tr!(invoices.closing_partly),
        Closing::Closed => tr!(invoices.closing_closed),
    }
}

/// How far an invoice is closed, for whoever may see by what.
#[must_use]
pub fn closing_badge(closing: Closing) -> Option<AnyView> {
    (closing != Closing::None && sees_closing())
        .then(|| view! { <Badge tone=closing_tone(closing) text=closing_text(closing) /> }.into_any())
}

/// How far an invoice is closed, in a cell of a table.
#[must_use]
pub fn closing_cell(closing: Closing) -> impl Piece {
    (closing != Closing::None).then(|| badge_cell(closing_tone(closing), closing_text(closing)))
}

/// The name of a queue.
#[must_use]
pub fn queue_text(queue: ClosingQueue) -> &'static str {
    match queue {
        ClosingQueue::Open => tr!(invoices.closing_open),
        ClosingQueue::PartlyClosed => tr!(invoices.closing_partly),
        ClosingQueue::Closed => tr!(invoices.closing_closed),
        ClosingQueue::Unclosed => tr!(invoices.chip_unclosed),
        ClosingQueue::PaidNotClosed => tr!(invoices.chip_paid_not_closed),
        ClosingQueue::ClosedNotPaid => tr!(invoices.chip_closed_not_paid),
    }
}

/// A draft has no number: it is known by its date and its client.
#[must_use]
pub fn draft_name(row: &InvoiceRow) -> String {
    let date = short_date(lang(), row.issue_date);
    format!("{}, {}", tr!(invoices.page_title_draft, date = date), row.client_name)
}

/// Why nothing was done with one of several invoices, where no form shows its fields.
#[must_use]
pub fn reason(error: &AppError) -> String {
    match error {
        AppError::Invalid(errors) => problems(errors),
        AppError::Conflict(conflict) => tr!(invoices.changed_meanwhile, by = conflict.by.clone()),
        other => error_text(other),
    }
}

fn problems(errors: &FieldErrors) -> String {
    let sentence = |(field, problem): (&str, &Problem)| match problem {
        // Says what it is about.
        Problem::WrongState
        | Problem::StillDraft
        | Problem::AlreadyIssued
        | Problem::AlreadyCancelled
        | Problem::HasClosings
        | Problem::HasClosingsOff
        | Problem::TemplateNeeds { .. }
        | Problem::TemplateWithoutVat { .. } => problem_text(problem),
        _ => format!("{}: {}", field_label(field), problem_text(problem)),
    };
    errors.iter().map(sentence).collect::<Vec<_>>().join("; ")
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
    if let Some((n, name)) = words::of_line(field) {
        return tr!(invoices.line_field, n = n, field = line_label(name));
    }
    match field {
        "client" => tr!(invoices.client),
        "contract" => tr!(contracts.contract),
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
        "terms" => tr!(invoices.terms),
        "purpose" => tr!(invoices.purpose),
        "manager" => tr!(invoices.manager),
        "mail_to" => tr!(invoices.mail_to),
        "mail_subject" => tr!(invoices.mail_subject),
        "reminders_paused" => tr!(invoices.reminders_paused),
        "internal_note" => tr!(invoices.internal_note),
        "number" => tr!(invoices.number),
        "total" => tr!(invoices.total),
        "reason" => tr!(invoices.cancel_reason),
        "revision" => tr!(invoices.revision),
        "payment" => tr!(invoices.payment),
        "written_off" => tr!(invoices.written_off),
        "replacement" => tr!(invoices.replacement),
        "settlement" => tr!(invoices.settlement),
        "lifecycle" => tr!(invoices.state),
        "closing" => tr!(invoices.closing),
        "paid" | "amount" => tr!(invoices.paid),
        "template" => tr!(templates.template),
        other => return other.to_owned(),
    }
    .to_owned()
}

/// A change in an invoice's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "issue_date" | "due_date" => words::date(recorded),
        "price_mode" => words::code(recorded, price_mode_text),
        "settlement" => words::code(recorded, settlement_text),
        "lifecycle" => words::code(recorded, stage_text),
        "discount" | "total" | "paid" | "amount" | "written_off" => words::money(recorded),
        "lines" => Some(lines(recorded)),
        "reminders_paused" => words::tick(recorded),
        _ => None,
    }
}

fn settlement_text(settlement: Settlement) -> &'static str {
    match settlement {
        // Nothing is owed, which its state tells.
        Settlement::None => "",
        Settlement::Unpaid => tr!(invoices.state_unpaid),
        Settlement::PartiallyPaid => tr!(invoices.state_partially_paid),
        Settlement::Paid => tr!(invoices.state_paid),
    }
}

fn stage_text(stage: Stage) -> &'static str {
    match stage {
        Stage::Draft => tr!(invoices.state_draft),
        Stage::Issued => tr!(invoices.state_issued),
        Stage::Cancelled => tr!(invoices.state_cancelled),
    }
}

/// `Monitor × 2 × 1250.5; …`: names stay, quantities and prices are spelled as the reader spells them.
fn lines(recorded: &str) -> String {
    words::each(recorded, |text| {
        let (rest, price) = text.rsplit_once(" × ")?;
        let (name, quantity) = rest.rsplit_once(" × ")?;
        Some(format!(
            "{name} × {} × {}",
            words::number(quantity)?,
            words::number(price)?
        ))
    })
}

/// The name of a line's field within a sentence.
pub fn line_label(name: &str) -> String {
    lower_first(column_text(name))
}

/// How a column of the lines is called.
pub fn column_text(name: &str) -> &str {
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
        other => other,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{AppError, Change, FieldErrors, Problem, change, field_label, reason};
    use crate::kernel::lang::Lang;

    #[test]
    fn a_reason_names_what_it_is_about() {
        Owner::new().with(|| {
            provide_context(Lang::En);
            let mut errors = FieldErrors::one("lines", Problem::NoLines);
            errors.add("client", Problem::Archived);
            assert_eq!(
                reason(&errors.into()),
                "Client: This card is in the archive; bring it back first; Lines: Add at least one line"
            );
            assert_eq!(
                reason(&AppError::field("lifecycle", Problem::WrongState)),
                "The document is in a state that doesn’t allow this"
            );
            assert_eq!(
                reason(&AppError::field("lifecycle", Problem::AlreadyIssued)),
                "It is issued already"
            );
            assert_eq!(
                reason(&AppError::NotFound),
                "It doesn’t exist, or it isn’t yours to see."
            );
        });
    }

    #[test]
    fn a_field_of_a_line_keeps_its_abbreviation() {
        for (lang, field, label) in [
            (Lang::Ru, "lines.0.vat", "Строка 1, НДС"),
            (Lang::Uk, "lines.0.vat", "Рядок 1, ПДВ"),
            (Lang::En, "lines.0.vat", "Line 1, VAT"),
            (Lang::Ru, "lines.1.price", "Строка 2, цена"),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                assert_eq!(field_label(field), label);
            });
        }
    }

    #[test]
    fn a_history_is_told_in_words() {
        for (lang, field, recorded, label, words) in [
            (Lang::Ru, "settlement", "partially_paid", "Расчёты", "Оплачен частично"),
            (Lang::Uk, "lifecycle", "issued", "Стан", "Виставлено"),
            (Lang::En, "settlement", "none", "Settlement", ""),
            (Lang::En, "price_mode", "net", "Prices", "without VAT, it is added"),
            (Lang::Uk, "due_date", "2026-11-24", "Строк", "24.11.2026"),
            (Lang::En, "total", "1250.50 UAH", "Total", "1,250.50\u{a0}UAH"),
            (
                Lang::Ru,
                "lines",
                "A × B; C × 1000 × 2.5; D",
                "Строки",
                "A × B; C × 1\u{a0}000 × 2,5; D",
            ),
            (
                Lang::En,
                "note",
                "partially_paid",
                "Note to the client",
                "partially_paid",
            ),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                let told = change(Change {
                    field: field.into(),
                    old: String::new(),
                    new: recorded.into(),
                });
                assert_eq!(
                    (&*told.field, &*told.old, &*told.new),
                    (label, "", words),
                    "{lang} {field}"
                );
            });
        }
    }
}
