//! Words of a payment's history.

use super::mode_text;
use crate::finance::payments::model::PaymentMode;
use crate::kernel::date::{Date, short_date};
use crate::kernel::format;
use crate::kernel::money::{Amount, Money};
use crate::records::activity::model::Change;
use crate::text::lang;
use crate::tr;

/// A change in a payment's history: events keep codes and plain values, people read words.
#[must_use]
pub fn change(change: Change) -> Change {
    let spelled = |value: String| match change.field.as_str() {
        "mode" => value
            .parse::<PaymentMode>()
            .map_or(value, |mode| mode_text(mode).to_owned()),
        "date" => value.parse::<Date>().map_or(value, |date| short_date(lang(), date)),
        "amount" => money_text(&value).unwrap_or(value),
        _ => value,
    };
    Change {
        old: spelled(change.old),
        new: spelled(change.new),
        field: field_label(&change.field),
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

/// `1250.50 UAH` in the reader's spelling.
fn money_text(plain: &str) -> Option<String> {
    let (amount, currency) = plain.split_once(' ')?;
    let currency = currency.parse().ok()?;
    let amount = Amount::parse(amount, currency).ok()?;
    Some(format::money(lang(), Money::new(amount, currency)))
}
