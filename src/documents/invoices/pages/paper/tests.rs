//! Who is named on the paper, and who signs it.

use leptos::prelude::*;

use super::{InvoicePaper, InvoiceView, PartyView, TaxIdView};
use crate::documents::templates::views::{AccountView, SignatoryView};
use crate::kernel::currency::Currency;
use crate::kernel::date::parse_date;
use crate::kernel::lang::Lang;
use crate::kernel::money::Amount;
use crate::kernel::tax::{PriceMode, VatRounding};

fn ids(ids: &[(&str, &str)]) -> Vec<TaxIdView> {
    let id = |(kind, value): &(&str, &str)| TaxIdView {
        kind: (*kind).into(),
        label: String::new(),
        value: (*value).into(),
    };
    ids.iter().map(id).collect()
}

fn russian() -> PartyView {
    PartyView {
        name: "ООО «Ромашка»".into(),
        kind: "company".into(),
        tax_id_kind: "ru_inn".into(),
        tax_id: "7707083893".into(),
        tax_ids: ids(&[
            ("ru_inn", "7707083893"),
            ("ru_kpp", "773601001"),
            ("ru_ogrn", "1027700132195"),
        ]),
        signatory: SignatoryView {
            position: "Генеральный директор".into(),
            name: "Иванова А. П.".into(),
        },
        accountant: "Петрова Б. В.".into(),
        ..PartyView::default()
    }
}

fn paper(lang: Lang, seller: PartyView) -> InvoiceView {
    let date = parse_date("2026-11-24").unwrap_or_default();
    InvoiceView {
        lang,
        number: Some("00001".into()),
        revision: 1,
        issue_date: date,
        due_date: date,
        currency: Currency::Rub,
        price_mode: PriceMode::Net,
        vat_rounding: VatRounding::Line,
        seller,
        account: AccountView {
            bank: "ПАО Сбербанк".into(),
            number: "40702810900000000001".into(),
            bic: "044525225".into(),
            correspondent: "30101810400000000225".into(),
        },
        buyer: PartyView::default(),
        lines: Vec::new(),
        subtotal: Amount::ZERO,
        discount: Amount::ZERO,
        net: Amount::ZERO,
        vat: Amount::ZERO,
        total: Amount::ZERO,
        groups: Vec::new(),
        note: String::new(),
    }
}

fn html(paper: InvoiceView) -> String {
    Owner::new().with(|| {
        provide_context(Lang::En);
        view! { <InvoicePaper paper mark=None /> }.to_html()
    })
}

#[test]
fn a_russian_company_is_named_for_its_bank_and_signs_twice() {
    let html = html(paper(Lang::Ru, russian()));
    assert!(html.contains("<td>ИНН 7707083893, КПП 773601001</td>"), "{html}");
    assert!(html.contains("ОГРН 1027700132195"));
    assert!(html.contains("Генеральный директор ____________________ / Иванова А. П. /"));
    assert!(html.contains("Бухгалтер ____________________ / Петрова Б. В. /"));
}

#[test]
fn a_sole_proprietor_signs_alone() {
    let seller = PartyView {
        kind: "sole_proprietor".into(),
        accountant: String::new(),
        ..russian()
    };
    let html = html(paper(Lang::Ru, seller));
    assert!(html.contains("Индивидуальный предприниматель ____________________ / Иванова А. П. /"));
    assert!(!html.contains("Бухгалтер"));
}

#[test]
fn a_ukrainian_invoice_is_written_out_by_somebody() {
    let seller = PartyView {
        tax_id_kind: "ua_edrpou".into(),
        tax_id: "14360570".into(),
        tax_ids: ids(&[("ua_edrpou", "14360570"), ("ua_ipn", "143605704021")]),
        ..russian()
    };
    let html = html(paper(Lang::Uk, seller));
    assert!(
        html.contains("Виписав(ла) ____________________ / Иванова А. П. /"),
        "{html}"
    );
    assert!(html.contains("143605704021") && !html.contains("Бухгалтер"));
}

#[test]
fn papers_from_before_all_ids_were_kept_show_the_main_one() {
    let mut stored = serde_json::to_value(paper(Lang::Ru, russian())).expect("plain data");
    for side in ["seller", "buyer"] {
        let party = stored[side].as_object_mut().expect("a party");
        for later in ["kind", "tax_ids", "signatory", "accountant"] {
            party.remove(later).expect("kept now");
        }
    }
    let old: InvoiceView = serde_json::from_value(stored).expect("old papers are read");
    let html = html(old);
    assert!(html.contains("<td>ИНН 7707083893</td>"), "{html}");
    assert!(html.contains("Поставщик ____________________<"), "{html}");
}
