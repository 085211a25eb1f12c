//! A company's history in words.

use super::words;
use crate::company::organization::model::ImageKind;
use crate::records::activity::model::Change;
use crate::records::activity::words as recorded;
use crate::tr;

/// A change in a company's history: label and values as people read them.
#[must_use]
pub fn change(change: Change) -> Change {
    let taken_away = change.new.is_empty() && change.field.parse::<ImageKind>().is_ok();
    let told = change.worded(field_label, value);
    if taken_away {
        let new = tr!(organization.image_removed).to_owned();
        return Change { new, ..told };
    }
    told
}

fn value(field: &str, text: &str) -> Option<String> {
    match field {
        "kind" => recorded::code(text, words::organization_kind),
        "signatory.gender" => recorded::code(text, words::gender_text),
        "price_mode" => recorded::code(text, words::price_mode),
        "vat_rounding" => recorded::code(text, words::vat_rounding),
        "hryvnia" => recorded::code(text, words::hryvnia),
        "lang" => recorded::language(text),
        "lock_date" | "agreement_date" => recorded::date(text),
        "is_default" | "after_invoice" | "agreement_in_force" => recorded::tick(text),
        "period" => recorded::code(text, words::period_text),
        "vat_status" => vat_status(text),
        "vat_rate" => ended_rate(text),
        "start_balance" => start_balance(text),
        "agreement_kind" => agreement_kind(text),
        "logo" | "stamp" | "facsimile" => Some(picture(text)),
        _ => None,
    }
}

/// `2026-01-01: − ст. 145 НК РФ` → `01.01.2026: Не плательщик НДС, ст. 145 НК РФ`.
fn vat_status(text: &str) -> Option<String> {
    let dated = text
        .split_once(": ")
        .and_then(|(from, rest)| Some((recorded::date(from)?, rest)));
    let (from, rest) = dated.map_or((None, text), |(from, rest)| (Some(from), rest));
    let (payer, ground) = match (rest.strip_prefix('+'), rest.strip_prefix('\u{2212}')) {
        (Some(ground), _) => (tr!(organization.vat_payer), ground.trim()),
        (None, Some(ground)) => (tr!(organization.vat_not_payer), ground.trim()),
        (None, None) => return None,
    };
    let from = from.map(|from| format!("{from}: ")).unwrap_or_default();
    let ground = if ground.is_empty() {
        String::new()
    } else {
        format!(", {ground}")
    };
    Some(format!("{from}{payer}{ground}"))
}

/// `20 % – 2026-12-31` → `20 % – 31.12.2026`; a rate without an end is its name.
fn ended_rate(text: &str) -> Option<String> {
    if let Some(name) = text.strip_suffix(" – ") {
        return Some(name.to_owned());
    }
    let (name, until) = text.rsplit_once(" – ")?;
    Some(format!("{name} – {}", recorded::date(until)?))
}

/// `-1250.50 UAH · 2025-12-31` in the reader's spelling.
fn start_balance(text: &str) -> Option<String> {
    let (amount, as_of) = text.split_once(" · ")?;
    Some(format!("{} · {}", recorded::money(amount)?, recorded::date(as_of)?))
}

/// Where electronic signatures were agreed on: the room that keeps it lies above.
fn agreement_kind(text: &str) -> Option<String> {
    let named = match text {
        "contract" => tr!(signing.kind_contract),
        "offer" => tr!(signing.kind_offer),
        _ => return None,
    };
    Some(named.to_owned())
}

/// `300 × 100 · 1f3a…` → `300 × 100`. What only the beginning of its hash is known of has no name.
fn picture(text: &str) -> String {
    text.split_once(" · ")
        .map(|(size, _)| size.to_owned())
        .unwrap_or_default()
}

fn field_label(field: &str) -> String {
    if let Some(kind) = field.strip_prefix("tax_ids.").and_then(|kind| kind.parse().ok()) {
        return words::tax_id_kind(kind).to_owned();
    }
    match field {
        "kind" => tr!(organization.kind),
        "name" => tr!(organization.name),
        "legal_name" => tr!(organization.legal_name),
        "tax_ids.other_label" => tr!(organization.other_label),
        "tax_ids.other_country" => tr!(organization.other_country),
        "address" => tr!(organization.legal_address),
        "actual_address" => tr!(organization.actual_address),
        "phone" => tr!(organization.phone),
        "email" => tr!(organization.email),
        "signatory.name" => tr!(organization.signatory_name),
        "signatory.initials" => tr!(organization.signatory_initials),
        "signatory.gender" => tr!(organization.signatory_gender),
        "signatory.position" => tr!(organization.signatory_position),
        "signatory.basis" => tr!(organization.signatory_basis),
        "signatory.name_genitive" => tr!(organization.signatory_name_genitive),
        "signatory.position_genitive" => tr!(organization.signatory_position_genitive),
        "signatory.basis_genitive" => tr!(organization.signatory_basis_genitive),
        "accountant" => tr!(organization.accountant),
        "currency" => tr!(organization.currency),
        "price_mode" => tr!(organization.price_mode),
        "vat_rounding" => tr!(organization.vat_rounding),
        "hryvnia" => tr!(organization.hryvnia),
        "vat_status" => tr!(organization.vat_status),
        "vat_rate" => tr!(organization.rate),
        "time_zone" => tr!(organization.time_zone),
        "lang" => tr!(organization.lang),
        "lock_date" => tr!(organization.lock_date),
        "write_off_limit" => tr!(organization.write_off_limit),
        "account" => tr!(organization.bank_account),
        "bic" => tr!(organization.bic),
        "correspondent" => tr!(organization.correspondent),
        "is_default" => tr!(organization.is_default),
        "pattern" => tr!(organization.pattern),
        "period" => tr!(organization.period),
        "start" => tr!(organization.start),
        "after_invoice" => tr!(organization.after_invoice),
        "start_balance" => tr!(organization.start_balance),
        "agreement_kind" => tr!(signing.agreement_kind),
        "agreement_clause" => tr!(signing.agreement_clause),
        "agreement_number" => tr!(signing.agreement_number),
        "agreement_date" => tr!(signing.agreement_date),
        "agreement_in_force" => tr!(signing.agreement_in_force),
        "logo" => words::image_kind(ImageKind::Logo),
        "stamp" => words::image_kind(ImageKind::Stamp),
        "facsimile" => words::image_kind(ImageKind::Facsimile),
        other => other,
    }
    .to_owned()
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use leptos::prelude::{Owner, provide_context};

    use super::{Change, change, field_label};
    use crate::company::organization::forms::SaveOrganization;
    use crate::kernel::lang::Lang;

    fn told(lang: Lang, field: &str, old: &str, new: &str) -> (String, String) {
        Owner::new().with(|| {
            provide_context(lang);
            let told = change(Change {
                field: field.into(),
                old: old.into(),
                new: new.into(),
            });
            (told.old, told.new)
        })
    }

    #[test]
    fn codes_and_plain_values_become_words() {
        for (lang, field, recorded, words) in [
            (Lang::Ru, "kind", "sole_proprietor", "ИП / ФОП"),
            (Lang::En, "price_mode", "net", "without VAT, it is added"),
            (Lang::En, "vat_rounding", "line", "on each line"),
            (Lang::En, "period", "year", "every year"),
            (Lang::En, "signatory.gender", "female", "female"),
            (Lang::Ru, "lang", "uk", "Українська"),
            (Lang::Uk, "lock_date", "2026-01-31", "31.01.2026"),
            (Lang::Uk, "is_default", "true", "так"),
            (Lang::Ru, "vat_status", "+", "Плательщик НДС"),
            (
                Lang::Ru,
                "vat_status",
                "2026-01-01: \u{2212} ст. 145: УСН",
                "01.01.2026: Не плательщик НДС, ст. 145: УСН",
            ),
            (Lang::En, "vat_rate", "20 % – 2026-12-31", "20 % – 31 Dec 2026"),
            (Lang::En, "vat_rate", "20 % – ", "20 %"),
            (Lang::En, "vat_rate", "reduced – 7 %", "reduced – 7 %"),
            (
                Lang::Uk,
                "start_balance",
                "-1250.50 UAH · 2025-12-31",
                "\u{2212}1\u{a0}250,50\u{a0}UAH · 31.12.2025",
            ),
            (Lang::En, "name", "true", "true"),
        ] {
            assert_eq!(
                told(lang, field, "", recorded),
                (String::new(), words.to_owned()),
                "{field}"
            );
        }
    }

    #[test]
    fn a_picture_is_told_by_its_size() {
        let hash = "1f3a5c7e9b0d";
        assert_eq!(
            told(Lang::En, "stamp", hash, "300 × 300 · 0d9b7e5c3a1f"),
            (String::new(), "300 × 300".into())
        );
        assert_eq!(
            told(Lang::En, "stamp", hash, ""),
            (String::new(), "Picture removed".into())
        );
    }

    #[test]
    fn every_field_of_the_form_has_a_label() {
        for lang in Lang::ALL {
            Owner::new().with(|| {
                provide_context(lang);
                for (field, _) in SaveOrganization::default().fields() {
                    assert_ne!(field_label(field), field, "{lang}");
                }
            });
        }
    }
}
