//! Names of fields and codes in the reader's language.

use crate::company::payment_modes::pages::words as modes;
use crate::finance::expenses::model::{Bill, BillState};
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;

/// What people call how far an expense has come that the client pays for.
#[must_use]
pub fn bill_state_text(state: BillState) -> &'static str {
    match state {
        BillState::ToBill => tr!(expenses.to_bill),
        BillState::Billed => tr!(expenses.billed),
    }
}

/// The invoice an expense is on, by its number; a draft has none.
#[must_use]
pub fn bill_text(bill: &Bill) -> String {
    match bill {
        Bill { invoice: None, .. } => tr!(expenses.billed).to_owned(),
        Bill { number, .. } if number.is_empty() => tr!(expenses.on_draft).to_owned(),
        Bill { number, .. } => tr!(expenses.on_invoice, number = number.clone()),
    }
}

/// A change in an expense's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "date" => words::date(recorded),
        // The event of its making tells the currency, those of changes tell what was typed.
        "amount" => words::money(recorded).or_else(|| words::number(recorded)),
        "vat" => words::number(recorded),
        "mode" => modes::recorded(recorded),
        "billable" => words::tick(recorded),
        _ => None,
    }
}

fn field_label(field: &str) -> String {
    match field {
        "name" => tr!(expenses.name),
        "date" => tr!(expenses.date),
        "amount" => tr!(expenses.amount),
        "currency" => tr!(expenses.currency),
        "vat" => tr!(expenses.vat_percent),
        "supplier" => tr!(expenses.supplier),
        "reference" => tr!(expenses.reference),
        "mode" => tr!(expenses.mode),
        "note" => tr!(expenses.note),
        "billable" => tr!(expenses.billable),
        "organization" => tr!(expenses.organization),
        "client" => tr!(expenses.client),
        "category" => tr!(expenses.category),
        "invoice" => tr!(expenses.invoice),
        other => other,
    }
    .to_owned()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Change, change, field_label};
    use crate::finance::expenses::forms::SaveExpense;
    use crate::kernel::lang::Lang;

    #[test]
    fn a_history_is_told_in_words() {
        for (lang, field, recorded, words) in [
            (Lang::Ru, "date", "2026-11-24", "24.11.2026"),
            (Lang::Uk, "amount", "38999.5", "38\u{a0}999,5"),
            (Lang::En, "billable", "true", "yes"),
            (Lang::En, "category", "Travel", "Travel"),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                let told = change(Change {
                    field: field.into(),
                    old: String::new(),
                    new: recorded.into(),
                });
                assert_eq!(told.new.to_lowercase(), words.to_lowercase(), "{field}");
                for (field, _) in SaveExpense::default().fields() {
                    assert_ne!(field_label(field), field);
                }
            });
        }
    }
}
