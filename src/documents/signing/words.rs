//! The texts people agree to and read, each in a language that is given: the server keeps what a page has shown.

use leptos_i18n::td_string;

use super::model::{Agreement, AgreementKind, Side};
use crate::kernel::date::{Date, short_date};
use crate::kernel::format::plain_blanks;
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::text::locale_of;
use crate::tr;

/// What a paper is called in a sentence.
#[derive(Debug, Clone, Copy)]
pub struct NamedPaper<'a> {
    pub kind: OwnerKind,
    pub number: &'a str,
    pub date: Date,
}

/// The address of the list of a kind of papers; a paper's page is this and `/<id>`.
#[must_use]
pub const fn staff_path(kind: OwnerKind) -> &'static str {
    match kind {
        OwnerKind::Act => "/acts",
        OwnerKind::DeliveryNote => "/delivery-notes",
        _ => "/contracts",
    }
}

/// `act № 40 of 30.11.2026`
#[must_use]
pub fn paper(lang: Lang, named: &NamedPaper<'_>) -> String {
    let locale = locale_of(lang);
    let (number, date) = (named.number.to_owned(), short_date(lang, named.date));
    match named.kind {
        OwnerKind::Act => td_string!(locale, signing.paper_act, number = number, date = date),
        OwnerKind::DeliveryNote => td_string!(locale, signing.paper_note, number = number, date = date),
        _ => td_string!(locale, signing.paper_contract, number = number, date = date),
    }
}

/// `clause 5.3 of the public offer № 12 of 01.10.2026`
#[must_use]
pub fn agreement(lang: Lang, agreement: &Agreement) -> String {
    let locale = locale_of(lang);
    let (clause, number) = (agreement.clause.clone(), agreement.number.clone());
    let date = short_date(lang, agreement.date);
    match agreement.kind {
        AgreementKind::Contract => td_string!(
            locale,
            signing.agreement_contract,
            clause = clause,
            number = number,
            date = date
        ),
        AgreementKind::Offer if number.is_empty() => {
            td_string!(locale, signing.agreement_offer_plain, clause = clause, date = date)
        }
        AgreementKind::Offer => td_string!(
            locale,
            signing.agreement_offer,
            clause = clause,
            number = number,
            date = date
        ),
    }
}

/// What a side agrees to by signing for `party`.
#[must_use]
pub fn consent(lang: Lang, side: Side, named: &NamedPaper<'_>, party: &str, rests_on: &Agreement) -> String {
    let locale = locale_of(lang);
    let (paper, party, agreement) = (paper(lang, named), party.to_owned(), agreement(lang, rests_on));
    match side {
        Side::Client => td_string!(
            locale,
            signing.consent_client,
            paper = paper,
            party = party,
            agreement = agreement
        ),
        Side::Company => td_string!(
            locale,
            signing.consent_company,
            paper = paper,
            party = party,
            agreement = agreement
        ),
    }
}

/// Subject and text of what a manager reads. Without a reason it was signed.
#[must_use]
pub fn notice(lang: Lang, named: &NamedPaper<'_>, name: &str, reason: &str) -> (String, String) {
    let locale = locale_of(lang);
    let (paper, name) = (plain_blanks(&paper(lang, named)), name.to_owned());
    if reason.is_empty() {
        return (
            td_string!(locale, signing.notice_signed_subject, paper = paper.clone()),
            td_string!(locale, signing.notice_signed, paper = paper, name = name),
        );
    }
    let reason = reason.to_owned();
    (
        td_string!(locale, signing.notice_refused_subject, paper = paper.clone()),
        td_string!(
            locale,
            signing.notice_refused,
            paper = paper,
            name = name,
            reason = reason
        ),
    )
}

/// Where electronic signatures were agreed on.
#[must_use]
pub fn kind_text(kind: AgreementKind) -> &'static str {
    match kind {
        AgreementKind::Contract => tr!(signing.kind_contract),
        AgreementKind::Offer => tr!(signing.kind_offer),
    }
}
