//! Own company and client.

use super::{Sheet, about};
use crate::documents::templates::model::Group;
use crate::documents::templates::views::{AccountView, PartyView, SignatoryView, TaxIdView};
use crate::kernel::lang::Lang;
use crate::kernel::signatory::Gender;

/// A text of papers in their language.
macro_rules! say {
    ($lang:expr, $($tokens:tt)*) => {
        ::leptos_i18n::td_string!($crate::text::locale_of($lang), papers.$($tokens)*)
    };
}
pub(super) use say;

/// The own company: executor, supplier.
pub(super) fn company(sheet: &mut Sheet, view: &PartyView) {
    sheet.under(Group::Company, "company");
    let name = sheet.text("name", about!(party_name), view.name.as_str());
    name.required()
        .alias(&["companyname", "company_name", "invoice_company_name"]);
    party(sheet, view);
    bank(sheet, &view.bank);
    sheet.text("accountant", about!(company_accountant), view.accountant.as_str());
}

/// The client: customer, payer.
pub(super) fn client(sheet: &mut Sheet, view: &PartyView) {
    sheet.under(Group::Client, "client");
    let name = sheet.text("name", about!(party_name), view.name.as_str());
    name.required().alias(&["client_company", "client_name"]);
    party(sheet, view);
    let shipping = first(&[&view.shipping_address, &view.address]);
    sheet.text("shipping_address", about!(client_shipping_address), shipping);
    bank(sheet, &view.bank);
}

/// Whoever takes the goods.
pub(super) fn consignee(sheet: &mut Sheet, view: &PartyView) {
    sheet.under(Group::Document, "consignee");
    sheet.text("name", about!(consignee_name), view.name.as_str());
    sheet.text("requisites", about!(party_requisites), requisites(sheet.lang, view));
}

/// What both have. Other spellings are those of the client: texts brought along speak of him.
fn party(sheet: &mut Sheet, view: &PartyView) {
    let lang = sheet.lang;
    let mine = sheet.group == Group::Company;
    let spelled = |own: &'static [&'static str], his: &'static [&'static str]| if mine { own } else { his };
    let id = |kinds: &[&str]| {
        let found = ids_of(view).into_iter().find(|id| kinds.contains(&id.kind.as_str()));
        found.map(|id| id.value).unwrap_or_default()
    };
    let short = first(&[&view.short_name, &view.name]);
    sheet.text("short_name", about!(party_short_name), short);
    sheet.text("requisites", about!(party_requisites), requisites(lang, view));
    let address = sheet.text("address", about!(party_address), view.address.as_str());
    address.alias(spelled(&["company_address", "company_info"], &["client_address"]));
    let actual = first(&[&view.actual_address, &view.address]);
    sheet.text("actual_address", about!(party_actual_address), actual);
    let phone = sheet.text("phone", about!(party_phone), view.phone.as_str());
    phone.alias(spelled(&["company_phonenumber"], &["client_phonenumber"]));
    sheet.text("email", about!(party_email), view.email.as_str());
    let main = ids_of(view).into_iter().find(|id| id.kind == view.tax_id_kind);
    let main = main.map(|id| tax_id(lang, &id)).unwrap_or_default();
    let main = sheet.text("tax_id", about!(party_tax_id), main);
    main.alias(spelled(&["company_vat_number"], &["client_vat_number"]));
    sheet.text("tax_ids", about!(party_tax_ids), tax_ids(lang, view));
    sheet.text("payment_ids", about!(party_payment_ids), payment_ids(lang, view));
    sheet.text("inn", about!(party_inn), id(&["ru_inn"]));
    sheet.text("kpp", about!(party_kpp), id(&["ru_kpp"]));
    sheet.text("ogrn", about!(party_ogrn), id(&["ru_ogrn", "ru_ogrnip"]));
    sheet.text(
        "edrpou",
        about!(party_edrpou),
        id(&["ua_edrpou", "ua_rnokpp", "ua_passport"]),
    );
    sheet.text("ipn", about!(party_ipn), id(&["ua_ipn"]));
    sheet.text("vat_id", about!(party_vat_id), id(&["eu_vat"]));
    signatory(sheet, &view.signatory);
    sheet.flag("is_company", about!(party_is_company), view.kind == "company");
    sheet.flag(
        "is_sole_proprietor",
        about!(party_is_sole_proprietor),
        view.kind == "sole_proprietor",
    );
    sheet.flag("is_person", about!(party_is_person), view.kind == "person");
    sheet.flag(
        "is_russian",
        about!(party_is_russian),
        view.tax_id_kind.starts_with("ru_"),
    );
    sheet.flag(
        "is_ukrainian",
        about!(party_is_ukrainian),
        view.tax_id_kind.starts_with("ua_"),
    );
}

fn signatory(sheet: &mut Sheet, view: &SignatoryView) {
    let lang = sheet.lang;
    let female = view.gender == Some(Gender::Female);
    // Without it a sentence like "в лице …" is left out: in the nominative it would be wrong.
    let genitive = |genitive: &str, plain: &str| match lang {
        Lang::En => first(&[genitive, plain]).to_owned(),
        Lang::Ru | Lang::Uk => genitive.to_owned(),
    };
    sheet.text("signatory.position", about!(signatory_position), view.position.as_str());
    let position = genitive(&view.position_genitive, &view.position);
    sheet.text(
        "signatory.position_genitive",
        about!(signatory_position_genitive),
        position,
    );
    sheet.text("signatory.name", about!(signatory_name), view.name.as_str());
    let full = first(&[&view.full_name, &view.name]);
    sheet.text("signatory.full_name", about!(signatory_full_name), full);
    let name = genitive(&view.name_genitive, full);
    sheet.text("signatory.name_genitive", about!(signatory_name_genitive), name);
    sheet.text("signatory.basis", about!(signatory_basis), view.basis.as_str());
    let basis = genitive(&view.basis_genitive, &view.basis);
    sheet.text("signatory.basis_genitive", about!(signatory_basis_genitive), basis);
    let acting = match (lang, view.gender) {
        (Lang::En, _) => "acting",
        (Lang::Ru, Some(Gender::Female)) => "действующей",
        (Lang::Ru, _) => "действующего",
        (Lang::Uk, _) => "що діє",
    };
    sheet.text("signatory.acting", about!(signatory_acting), acting);
    sheet.flag("signatory.is_female", about!(signatory_is_female), female);
}

fn bank(sheet: &mut Sheet, view: &AccountView) {
    let number = view.number.as_str();
    let iban = number
        .get(..2)
        .is_some_and(|code| code.bytes().all(|b| b.is_ascii_uppercase()));
    sheet.text("bank.name", about!(bank_name), view.bank.as_str());
    let account = sheet.text("bank.account", about!(bank_account), number);
    if account.group == Group::Company {
        account.required();
    }
    sheet.text("bank.iban", about!(bank_iban), if iban { number } else { "" });
    sheet.text("bank.bic", about!(bank_bic), view.bic.as_str());
    sheet.text(
        "bank.correspondent",
        about!(bank_correspondent),
        view.correspondent.as_str(),
    );
    // A БИК has nine digits: the block then has the shape of a Russian payment order.
    let russian = view.bic.len() == 9 && view.bic.bytes().all(|b| b.is_ascii_digit());
    sheet.flag("bank.is_russian", about!(bank_is_russian), russian);
}

/// The first one that is not empty.
fn first<'a>(texts: &[&'a str]) -> &'a str {
    texts.iter().copied().find(|text| !text.is_empty()).unwrap_or_default()
}

fn joined(parts: &[&str]) -> String {
    let filled: Vec<&str> = parts.iter().copied().filter(|part| !part.is_empty()).collect();
    filled.join(", ")
}

/// What stands behind the name: ids, address, phone, e-mail.
fn requisites(lang: Lang, party: &PartyView) -> String {
    let phone = if party.phone.is_empty() {
        String::new()
    } else {
        say!(lang, phone, phone = party.phone.clone())
    };
    joined(&[&tax_ids(lang, party), &party.address, &phone, &party.email])
}

/// The ids of a party; on papers from before all of them were kept, the main one.
fn ids_of(party: &PartyView) -> Vec<TaxIdView> {
    if !party.tax_ids.is_empty() || party.tax_id.is_empty() {
        return party.tax_ids.clone();
    }
    vec![TaxIdView {
        kind: party.tax_id_kind.clone(),
        label: String::new(),
        value: party.tax_id.clone(),
    }]
}

/// `ИНН 7707083893, КПП 773601001, ОГРН …`, or nothing.
fn tax_ids(lang: Lang, party: &PartyView) -> String {
    let ids: Vec<String> = ids_of(party).iter().map(|id| tax_id(lang, id)).collect();
    ids.join(", ")
}

/// What a payment order names the payee by: ИНН and КПП, or the one number he is known by.
fn payment_ids(lang: Lang, party: &PartyView) -> String {
    let ids = ids_of(party);
    let of_order = |id: &&TaxIdView| matches!(id.kind.as_str(), "ru_inn" | "ru_kpp");
    let russian: Vec<String> = ids.iter().filter(of_order).map(|id| tax_id(lang, id)).collect();
    if russian.is_empty() {
        let main = ids.iter().find(|id| id.kind == party.tax_id_kind).or(ids.first());
        main.map(|id| tax_id(lang, id)).unwrap_or_default()
    } else {
        russian.join(", ")
    }
}

fn tax_id(lang: Lang, id: &TaxIdView) -> String {
    let label = match id.kind.as_str() {
        "ru_inn" => say!(lang, id_ru_inn),
        "ru_kpp" => say!(lang, id_ru_kpp),
        "ru_ogrn" => say!(lang, id_ru_ogrn),
        "ru_ogrnip" => say!(lang, id_ru_ogrnip),
        "ua_edrpou" => say!(lang, id_ua_edrpou),
        "ua_rnokpp" => say!(lang, id_ua_rnokpp),
        "ua_passport" => say!(lang, id_ua_passport),
        "ua_ipn" => say!(lang, id_ua_ipn),
        "eu_vat" => say!(lang, id_eu_vat),
        _ if id.label.is_empty() => say!(lang, id_other),
        _ => id.label.as_str(),
    };
    format!("{label} {}", id.value)
}
