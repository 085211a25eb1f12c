//! Names of codes and fields in the reader's language.

use crate::company::accounts::pages::words::purpose;
use crate::crm::contacts::model::{MailedAs, MailedKind, Mailing};
use crate::kernel::cabinet::CabinetRight;
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;

/// What people call a kind of document that is mailed.
#[must_use]
pub fn mailed_kind(kind: MailedKind) -> &'static str {
    match kind {
        MailedKind::Invoice => tr!(contacts.mail_invoice),
        MailedKind::Contract => tr!(contacts.mail_contract),
        MailedKind::Act => tr!(contacts.mail_act),
        MailedKind::DeliveryNote => tr!(contacts.mail_delivery_note),
        MailedKind::PaymentConfirmation => tr!(contacts.mail_payment_confirmation),
        MailedKind::Statement => tr!(contacts.mail_statement),
    }
}

/// In which line of the letter somebody stands.
pub(super) fn mailed_as(line: MailedAs) -> &'static str {
    match line {
        MailedAs::To => tr!(contacts.mailed_to),
        MailedAs::Cc => tr!(contacts.mailed_cc),
    }
}

/// What a contact gets, where an empty place would say nothing.
pub(super) fn mailed(mail: &Mailing) -> String {
    let words = mailing(mail);
    if words.is_empty() {
        return tr!(contacts.mail_nothing).to_owned();
    }
    words
}

/// What a contact gets, as a few words.
fn mailing(mail: &Mailing) -> String {
    let words = MailedKind::ALL.iter().filter_map(|kind| {
        mail.of(*kind)
            .map(|line| format!("{} ({})", mailed_kind(*kind), mailed_as(line)))
    });
    words.collect::<Vec<_>>().join(", ")
}

/// What a part of the cabinet is called.
#[must_use]
pub fn cabinet_right(right: CabinetRight) -> &'static str {
    match right {
        CabinetRight::Contracts => tr!(desk.contracts),
        CabinetRight::Invoices => tr!(desk.invoices),
        CabinetRight::Acts => tr!(closing.acts),
        CabinetRight::DeliveryNotes => tr!(closing.delivery_notes),
        CabinetRight::Payments => tr!(contacts.right_payments),
        CabinetRight::Files => tr!(contacts.right_files),
        CabinetRight::Support => tr!(contacts.right_support),
    }
}

/// A change in a contact's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "lang" => words::language(recorded),
        "primary" | "cabinet_access" => words::tick(recorded),
        "cabinet_rights" => Some(words::each(recorded, |code| words::code(code, cabinet_right))),
        "access_link" | "by_link" => words::code(recorded, purpose),
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
        "cabinet_access" => tr!(contacts.cabinet_access),
        "cabinet_rights" => tr!(contacts.cabinet_rights),
        "access_link" => tr!(accounts.link),
        "by_link" => tr!(accounts.by_link),
        "mail.invoice" => tr!(contacts.mail_invoice),
        "mail.contract" => tr!(contacts.mail_contract),
        "mail.act" => tr!(contacts.mail_act),
        "mail.delivery_note" => tr!(contacts.mail_delivery_note),
        "mail.payment_confirmation" => tr!(contacts.mail_payment_confirmation),
        "mail.statement" => tr!(contacts.mail_statement),
        other => other,
    }
    .to_owned()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{MailedAs, MailedKind, Mailing, mailed, mailing};
    use crate::kernel::lang::Lang;

    #[test]
    fn what_somebody_gets_is_told_in_the_readers_language() {
        let mail: Mailing = [
            (MailedKind::Invoice, MailedAs::To),
            (MailedKind::PaymentConfirmation, MailedAs::Cc),
        ]
        .into_iter()
        .collect();
        for (lang, told) in [
            (Lang::Ru, "счета (Кому), подтверждения оплаты (Копия)"),
            (Lang::En, "invoices (To), payment confirmations (Cc)"),
        ] {
            let read = Owner::new().with(|| {
                provide_context(lang);
                mailing(&mail)
            });
            assert_eq!(read, told);
        }
        for (lang, told) in [(Lang::Uk, "нічого"), (Lang::En, "nothing")] {
            let read = Owner::new().with(|| {
                provide_context(lang);
                mailed(&Mailing::default())
            });
            assert_eq!(read, told);
        }
    }
}
