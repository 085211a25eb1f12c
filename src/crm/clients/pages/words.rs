//! Names of codes and fields in the reader's language.

use crate::company::organization::pages::words as company;
use crate::crm::clients::model::ClientKind;
use crate::kernel::lang::Lang;
use crate::records::activity::model::Change;
use crate::tr;

/// What people call a kind of client.
#[must_use]
pub fn kind_text(kind: ClientKind) -> &'static str {
    match kind {
        ClientKind::Company => tr!(clients.kind_company),
        ClientKind::SoleProprietor => tr!(clients.kind_sole_proprietor),
        ClientKind::Person => tr!(clients.kind_person),
    }
}

/// A change in a client's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    let value = |text: String| match change.field.as_str() {
        "kind" => text.parse().map_or(text, |kind| kind_text(kind).to_owned()),
        "tax_id_kind" => text.parse().map_or(text, |kind| company::tax_id_kind(kind).to_owned()),
        "lang" => text.parse().map_or(text, |lang: Lang| lang.own_name().to_owned()),
        _ => text,
    };
    Change {
        old: value(change.old),
        new: value(change.new),
        field: field_label(&change.field),
    }
}

fn field_label(field: &str) -> String {
    match field {
        "kind" => tr!(clients.kind).to_owned(),
        "name" => tr!(clients.name).to_owned(),
        "legal_name" => tr!(clients.legal_name).to_owned(),
        "tax_id_kind" => tr!(clients.tax_id_kind).to_owned(),
        "tax_id" => tr!(clients.tax_id).to_owned(),
        "address" => tr!(clients.address).to_owned(),
        "phone" => tr!(clients.phone).to_owned(),
        "email" => tr!(clients.email).to_owned(),
        "currency" => tr!(clients.currency).to_owned(),
        "lang" => tr!(clients.lang).to_owned(),
        "payment_days" => tr!(clients.payment_days).to_owned(),
        "manager" => tr!(clients.manager).to_owned(),
        "notes" => tr!(clients.notes).to_owned(),
        other => other.to_owned(),
    }
}
