//! Words of a payment's history.

use super::mode_text;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;

/// A change in a payment's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "mode" => words::code(recorded, mode_text),
        "date" => words::date(recorded),
        "amount" => words::money(recorded),
        _ => None,
    }
}

fn field_label(field: &str) -> String {
    match field {
        "number" => tr!(payments.number),
        "invoice" => tr!(payments.invoice),
        "amount" => tr!(payments.amount),
        "date" => tr!(payments.date),
        "mode" => tr!(payments.mode),
        other => return other.to_owned(),
    }
    .to_owned()
}
