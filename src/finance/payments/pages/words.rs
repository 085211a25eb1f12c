//! Words of a payment's history.

use crate::company::payment_modes::pages::words as modes;
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
        "mode" => modes::recorded(recorded),
        "date" => words::date(recorded),
        "amount" | "advance" | "refunded" => words::money(recorded),
        "invoice" => share(recorded),
        _ => None,
    }
}

/// `00001: 50.00 UAH`, with ` = 1.20 EUR` where the invoice is in another currency.
fn share(recorded: &str) -> Option<String> {
    let (number, sums) = recorded.split_once(": ")?;
    let sums: Option<Vec<String>> = sums.split(" = ").map(words::money).collect();
    Some(format!("{number}: {}", sums?.join(" = ")))
}

fn field_label(field: &str) -> String {
    match field {
        "mail_to" => tr!(invoices.mail_to),
        "mail_subject" => tr!(invoices.mail_subject),
        "number" => tr!(payments.number),
        "invoice" => tr!(payments.invoice),
        "amount" => tr!(payments.amount),
        "advance" => tr!(payments.advance),
        "refunded" => tr!(payments.refunded),
        "refund" => tr!(payments.refund),
        "refund_of" => tr!(payments.refund_of),
        "reason" => tr!(payments.reason),
        "date" => tr!(payments.date),
        "mode" => tr!(payments.mode),
        other => return other.to_owned(),
    }
    .to_owned()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::share;

    #[test]
    fn a_share_is_told_in_both_currencies() {
        leptos::prelude::Owner::new().with(|| {
            assert!(share("00001: 50.00 UAH").unwrap().starts_with("00001: 50"));
            let both = share("00001: 50.00 UAH = 1.00 EUR").unwrap();
            assert!(both.contains(" = 1") && both.ends_with("EUR"), "{both}");
            assert_eq!(share("00001"), None);
        });
    }
}
