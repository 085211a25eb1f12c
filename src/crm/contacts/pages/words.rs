//! Names of codes and fields in the reader's language.

use crate::crm::contacts::model::{MailedAs, MailedKind, Mailing};
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;

/// What people call a kind of document that is mailed.
#[must_use]
pub fn mailed_kind(kind: MailedKind) -> &'static str {
    match kind {
        MailedKind::Invoice => tr!(contacts.mail_invoice),
        MailedKind::PaymentConfirmation => tr!(contacts.mail_payment_confirmation),
    }
}

pub(super) const fn mailed_as(line: MailedAs) -> &'static str {
    match line {
        MailedAs::To => "To",
        MailedAs::Cc => "Cc",
    }
}

/// What a contact gets, as a few words.
pub(super) fn mailing(mail: &Mailing) -> String {
    let words = MailedKind::ALL.iter().filter_map(|kind| {
        mail.of(*kind)
            .map(|line| format!("{} ({})", mailed_kind(*kind), mailed_as(line)))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// A change in a contact's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "lang" => words::language(recorded),
        "primary" => words::tick(recorded),
        field if field.starts_with("mail.") => words::code(recorded, mailed_as),
        _ => None,
    }
}

fn field_label(field: &str) -> String {
    match field {
        "name" => tr!(contacts.name),
        "first_name" => tr!(contacts.first_name),
        "last_name" => tr!(contacts.last_name),
        "position" => tr!(contacts.position),
        "email" => tr!(contacts.email),
        "phone" => tr!(contacts.phone),
        "lang" => tr!(contacts.lang),
        "primary" => tr!(contacts.primary),
        "mail.invoice" => tr!(contacts.mail_invoice),
        "mail.payment_confirmation" => tr!(contacts.mail_payment_confirmation),
        other => other,
    }
    .to_owned()
}
