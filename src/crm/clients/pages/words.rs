//! Names of codes and fields in the reader's language.

use crate::company::organization::pages::words as company;
use crate::crm::clients::model::{ClientKind, VatStatus};
use crate::crm::clients::settings::{ClientTab, Likeness, Tabs};
use crate::kernel::requisites::TaxIdKind;
use crate::kernel::signatory::Gender;
use crate::kernel::term::{PaymentTerm, TermUnit};
use crate::records::activity::model::Change;
use crate::records::activity::words;
use crate::tr;
use crate::ui::form::choices;

/// What people call a kind of client.
#[must_use]
pub fn kind_text(kind: ClientKind) -> &'static str {
    match kind {
        ClientKind::Company => tr!(clients.kind_company),
        ClientKind::SoleProprietor => tr!(clients.kind_sole_proprietor),
        ClientKind::Person => tr!(clients.kind_person),
    }
}

/// What a tab of a card is called.
#[must_use]
pub fn tab_text(tab: ClientTab) -> &'static str {
    match tab {
        ClientTab::Profile => tr!(client_card.profile),
        ClientTab::Statement => tr!(client_card.statement),
        ClientTab::Invoices => tr!(client_card.invoices),
        ClientTab::Acts => tr!(closing.acts),
        ClientTab::DeliveryNotes => tr!(closing.delivery_notes),
        ClientTab::Contracts => tr!(contracts.title),
        ClientTab::Payments => tr!(client_card.payments),
        ClientTab::Expenses => tr!(expenses.title),
        ClientTab::Files => tr!(client_card.files),
        ClientTab::Support => tr!(tickets.title),
        ClientTab::Contacts => tr!(client_card.contacts),
    }
}

fn likeness_text(likeness: Likeness) -> &'static str {
    match likeness {
        Likeness::Warn => tr!(clients.alike_warn),
        Likeness::Refuse => tr!(clients.alike_refuse),
    }
}

fn tabs_text(tabs: &Tabs) -> String {
    let names: Vec<&str> = tabs.shown().iter().map(|tab| tab_text(*tab)).collect();
    names.join(", ")
}

/// The code of a bank with what it is called where it has this form: `БИК 044525225`, `МФО 322313`, `SWIFT DEUTDEFF`.
#[must_use]
pub fn bank_code(code: &str) -> String {
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    let name = match (digits, code.len()) {
        (true, 9) => tr!(clients.bic_ru),
        (true, 6) => tr!(clients.bic_ua),
        (false, 8 | 11) => tr!(clients.bic_swift),
        _ => tr!(clients.bic),
    };
    format!("{name} {code}")
}

/// What people call a standing towards VAT.
#[must_use]
pub fn vat_text(status: VatStatus) -> &'static str {
    match status {
        VatStatus::Unknown => tr!(clients.vat_unknown),
        VatStatus::Payer => tr!(clients.vat_payer),
        VatStatus::NotPayer => tr!(clients.vat_not_payer),
    }
}

fn unit_text(unit: TermUnit) -> &'static str {
    match unit {
        TermUnit::Calendar => tr!(clients.unit_calendar),
        TermUnit::Banking => tr!(clients.unit_banking),
    }
}

/// What people call a gender.
#[must_use]
pub fn gender_text(gender: Gender) -> &'static str {
    match gender {
        Gender::Male => tr!(clients.gender_male),
        Gender::Female => tr!(clients.gender_female),
    }
}

/// `5 banking days`.
#[must_use]
pub fn term_text(term: PaymentTerm) -> String {
    match term.unit {
        TermUnit::Calendar => tr!(clients.term_calendar, count = term.days),
        TermUnit::Banking => tr!(clients.term_banking, count = term.days),
    }
}

pub(super) fn likeness_choices() -> Vec<(String, String)> {
    choices(Likeness::ALL, likeness_text)
}

pub(super) fn kind_choices() -> Vec<(String, String)> {
    choices(ClientKind::ALL, kind_text)
}

pub(super) fn vat_choices() -> Vec<(String, String)> {
    choices(VatStatus::ALL, vat_text)
}

pub(super) fn unit_choices() -> Vec<(String, String)> {
    choices(TermUnit::ALL, unit_text)
}

pub(super) fn gender_choices() -> Vec<(String, String)> {
    choices(Gender::ALL, gender_text)
}

/// A change in a client's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    change.worded(field_label, value)
}

fn value(field: &str, recorded: &str) -> Option<String> {
    match field {
        "kind" => words::code(recorded, kind_text),
        "tax_id_kind" => words::code(recorded, company::tax_id_kind),
        "vat_status" => words::code(recorded, vat_text),
        "vat_since" => words::date(recorded),
        "term_unit" => words::code(recorded, unit_text),
        "signatory.gender" => words::code(recorded, gender_text),
        "lang" => words::language(recorded),
        "reminders_paused" | "name_required" | "tax_id_required" | "person_is_contact" => words::tick(recorded),
        "tabs" => recorded.parse::<Tabs>().ok().map(|tabs| tabs_text(&tabs)),
        "country" => words::code(recorded, company::country_text),
        "same_tax_id" | "same_email" | "same_phone" => words::code(recorded, likeness_text),
        _ => None,
    }
}

/// The label of a field in a client's history.
fn field_label(field: &str) -> String {
    if let Some(kind) = field
        .strip_prefix("tax_ids.")
        .and_then(|kind| kind.parse::<TaxIdKind>().ok())
    {
        return company::tax_id_kind(kind).to_owned();
    }
    match field {
        "kind" => tr!(clients.kind),
        "reminders_paused" => tr!(invoices.reminders_paused),
        "mail_to" => tr!(invoices.mail_to),
        "mail_subject" => tr!(invoices.mail_subject),
        "name" => tr!(clients.name),
        "legal_name" => tr!(clients.legal_name),
        "tax_id_kind" => tr!(clients.tax_id_kind),
        "tax_id" => tr!(clients.tax_id),
        "tax_ids.other_label" => tr!(clients.other_label),
        "tax_ids.other_country" => tr!(clients.other_country),
        "vat_status" => tr!(clients.vat_status),
        "vat_since" => tr!(clients.vat_since),
        "vat_ground" => tr!(clients.vat_ground),
        "address" => tr!(clients.address),
        "shipping_address" => tr!(clients.shipping_address),
        "actual_address" => tr!(clients.actual_address),
        "phone" => tr!(clients.phone),
        "email" => tr!(clients.email),
        "website" => tr!(clients.website),
        "currency" => tr!(clients.currency),
        "lang" => tr!(clients.lang),
        "payment_days" => tr!(clients.payment_days),
        "term_unit" => tr!(clients.term_unit),
        "manager" => tr!(clients.manager),
        "managers" => tr!(clients.managers),
        "groups" => tr!(clients.groups),
        "account" => tr!(clients.account),
        "notes" => tr!(clients.notes),
        "lead" => tr!(leads.lead),
        "requisites_request" => tr!(clients.requisites_request),
        "refusal_reason" => tr!(clients.refusal_reason),
        other => return settings_label(other).to_owned(),
    }
    .to_owned()
}

fn settings_label(field: &str) -> &str {
    match field {
        "tabs" => tr!(clients.tabs_visible),
        "country" => tr!(clients.default_country),
        "name_required" => tr!(clients.name_required),
        "tax_id_required" => tr!(clients.tax_id_required),
        "same_tax_id" => tr!(clients.alike_tax_id),
        "same_email" => tr!(clients.alike_email),
        "same_phone" => tr!(clients.alike_phone),
        "person_is_contact" => tr!(clients.person_is_contact),
        other => signatory_label(other),
    }
}

fn signatory_label(field: &str) -> &str {
    match field {
        "signatory.name" => tr!(clients.signatory),
        "signatory.initials" => tr!(clients.signatory_initials),
        "signatory.gender" => tr!(clients.signatory_gender),
        "signatory.position" => tr!(clients.signatory_position),
        "signatory.basis" => tr!(clients.signatory_basis),
        "signatory.name_genitive" => tr!(clients.signatory_name_genitive),
        "signatory.position_genitive" => tr!(clients.signatory_position_genitive),
        "signatory.basis_genitive" => tr!(clients.signatory_basis_genitive),
        other => other,
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::bank_code;
    use crate::kernel::lang::Lang;

    #[test]
    fn a_bank_code_has_the_name_of_its_country() {
        for (lang, code, told) in [
            (Lang::Ru, "044525225", "БИК 044525225"),
            (Lang::Uk, "322313", "МФО 322313"),
            (Lang::En, "DEUTDEFF", "SWIFT DEUTDEFF"),
            (Lang::Ru, "12345", "БИК / МФО / SWIFT 12345"),
        ] {
            Owner::new().with(|| {
                provide_context(lang);
                assert_eq!(bank_code(code), told);
            });
        }
    }
}
