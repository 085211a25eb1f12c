//! What comes out of the built-in templates, kept as files (`snapshots/`), and what can't be done to the engine.

use super::builtin;
use super::model::{PaperKind, TemplateKind};
use super::render::{Failure, render, render_line};
use super::samples;
use super::shortcodes::Sheet;
use super::views::{BasisView, ContractView, InvoiceView, PaperView, PartyView};
use crate::kernel::lang::Lang;

/// A paper made with the built-in template of its kind.
fn made(paper: &PaperView) -> String {
    let (lang, _) = paper.langs();
    let builtin = builtin::serving(TemplateKind::paper(paper.kind()), lang);
    render(builtin.body, &Sheet::of(paper, lang), lang)
        .unwrap()
        .as_str()
        .to_owned()
}

/// One element a line, so that differences can be read.
fn lines(html: &str) -> String {
    html.replace("><", ">\n<")
}

#[test]
fn invoices_as_they_print() {
    for (lang, name) in [
        (Lang::Ru, "company"),
        (Lang::Ru, "sole_proprietor"),
        (Lang::Ru, "person"),
        (Lang::Ru, "long"),
        (Lang::Ru, "rates"),
        (Lang::Ru, "gross"),
        (Lang::Uk, "company"),
        (Lang::Uk, "sole_proprietor"),
        (Lang::Uk, "rates"),
        (Lang::Uk, "without_vat"),
        (Lang::En, "company"),
        (Lang::En, "foreign"),
        (Lang::En, "gross"),
    ] {
        let paper = samples::named(PaperKind::Invoice, lang, name).unwrap();
        insta::assert_snapshot!(format!("invoice.{lang}.{name}"), lines(&made(&paper)));
    }
}

#[test]
fn other_papers_as_they_print() {
    for kind in PaperKind::ALL.iter().filter(|kind| **kind != PaperKind::Invoice) {
        for lang in Lang::ALL {
            for name in ["company", "sole_proprietor"] {
                let paper = samples::named(*kind, lang, name).unwrap();
                insta::assert_snapshot!(format!("{kind}.{lang}.{name}"), lines(&made(&paper)));
            }
        }
    }
}

#[test]
fn annexes_as_they_print() {
    for lang in Lang::ALL {
        let annex = PaperView::Contract(ContractView {
            number: "15/1".into(),
            parent: Some(BasisView {
                number: "15".into(),
                date: contract(lang).date,
                subject: String::new(),
            }),
            ..contract(lang)
        });
        insta::assert_snapshot!(format!("annex.{lang}"), lines(&made(&annex)));
    }
}

#[test]
fn a_signatory_without_a_genitive_is_named_in_the_preamble() {
    for (lang, named) in [
        (Lang::Ru, ", от имени которого действует "),
        (Lang::Uk, ", від імені якого діє "),
    ] {
        let mut view = contract(lang);
        assert!(!made(&PaperView::Contract(view.clone())).contains(named), "{lang}");
        view.buyer.signatory.name_genitive = String::new();
        let html = made(&PaperView::Contract(view));
        assert!(html.contains(named), "{html}");
    }
}

fn contract(lang: Lang) -> ContractView {
    match samples::named(PaperKind::Contract, lang, "company") {
        Some(PaperView::Contract(view)) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn letters_as_they_are_sent() {
    for kind in PaperKind::ALL {
        for lang in Lang::ALL {
            let mail = samples::letter(samples::first(*kind, lang));
            let builtin = builtin::serving(TemplateKind::mail(*kind), lang);
            let sheet = Sheet::of_mail(&mail, lang);
            let subject = render_line(builtin.subject, &sheet, lang).unwrap();
            let body = render(builtin.body, &sheet, lang).unwrap();
            insta::assert_snapshot!(
                format!("{kind}_mail.{lang}"),
                format!("{subject}\n\n{}", lines(body.as_str()))
            );
        }
    }
}

fn russian() -> InvoiceView {
    match samples::first(PaperKind::Invoice, Lang::Ru) {
        PaperView::Invoice(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_russian_company_is_named_for_its_bank_and_signs_twice() {
    let html = made(&PaperView::Invoice(russian()));
    assert!(html.contains("<td>ИНН 7707083893, КПП 770701001</td>"), "{html}");
    assert!(html.contains("ОГРН 1027700132195"));
    assert!(html.contains("Генеральный директор <span class=\"nowrap\">____________________ / Иванова А. П. /</span>"));
    assert!(html.contains("Бухгалтер <span class=\"nowrap\">____________________ / Петрова Б. В. /</span>"));
}

#[test]
fn a_sole_proprietor_signs_alone() {
    let view = InvoiceView {
        seller: PartyView {
            kind: "sole_proprietor".into(),
            ..russian().seller
        },
        ..russian()
    };
    let html = made(&PaperView::Invoice(view));
    assert!(html.contains(
        "Индивидуальный предприниматель <span class=\"nowrap\">____________________ / Иванова А. П. /</span>"
    ));
    assert!(!html.contains("Бухгалтер"));
}

#[test]
fn a_ukrainian_invoice_is_written_out_by_somebody() {
    let html = made(&samples::first(PaperKind::Invoice, Lang::Uk));
    assert!(
        html.contains("Виписав(ла) <span class=\"nowrap\">____________________ / Шевченко О. І. /</span>"),
        "{html}"
    );
    assert!(html.contains("143605704021") && !html.contains("Бухгалтер"));
}

#[test]
fn papers_from_before_all_ids_were_kept_show_the_main_one() {
    let mut stored = serde_json::to_value(russian()).unwrap();
    for side in ["seller", "buyer"] {
        let party = stored[side].as_object_mut().unwrap();
        for later in [
            "kind",
            "tax_ids",
            "signatory",
            "accountant",
            "short_name",
            "bank",
            "actual_address",
            "shipping_address",
        ] {
            party.remove(later).expect("kept now");
        }
    }
    let old: InvoiceView = serde_json::from_value(stored).expect("old papers are read");
    let html = made(&PaperView::Invoice(old));
    assert!(html.contains("<td>ИНН 7707083893</td>"), "{html}");
    assert!(
        html.contains("Руководитель <span class=\"nowrap\">____________________<"),
        "{html}"
    );
}

fn tried(body: &str) -> Result<String, Failure> {
    let paper = samples::named(PaperKind::Invoice, Lang::Ru, "long").unwrap();
    render(body, &Sheet::of(&paper, Lang::Ru), Lang::Ru).map(|markup| markup.as_str().to_owned())
}

#[test]
fn work_and_size_have_an_end() {
    let loops = "{% for a in lines %}".repeat(5);
    let ends = "{% endfor %}".repeat(5);
    assert_eq!(tried(&format!("{loops}x{ends}")), Err(Failure::TooMuch));
    let long = "<p>0123456789</p>".repeat(10_000);
    let loops = "{% for a in lines %}{% for b in lines %}";
    assert_eq!(
        tried(&format!("{loops}{long}{{% endfor %}}{{% endfor %}}")),
        Err(Failure::TooMuch)
    );
    assert_eq!(tried(&"<div>".repeat(3_000)), Err(Failure::TooDeep));
    let deep = format!("{}x{}", "{% if lines %}".repeat(400), "{% endif %}".repeat(400));
    assert!(tried(&deep).is_err());
}

#[test]
fn nothing_but_the_shortcodes_can_be_reached() {
    for body in [
        "{% include \"/etc/passwd\" %}",
        "{% import \"x\" as y %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{{ range(1000000000) }}",
        "{{ lipsum() }}",
        "{{ \"x\" | safe }}",
        "{{ client.name.__class__ }}",
        "{{ debug() }}",
        "{{ env }}",
        "{{ invoice.nothing }}",
    ] {
        assert!(matches!(tried(body), Err(Failure::Template { .. })), "{body}");
    }
}

#[test]
fn values_are_escaped_and_expanded_once() {
    let mut view = russian();
    view.buyer.name = "{{ company.name }}<script>alert(1)</script>".into();
    view.lines[0].description = "a < b\n{{ 7*7 }}<img src=x onerror=y>".into();
    let sheet = Sheet::of(&PaperView::Invoice(view), Lang::Ru);
    let body = "<p>{{ client.name }}</p>{% for line in lines %}{{ line.description | lines }}{% endfor %}";
    let html = render(body, &sheet, Lang::Ru).unwrap();
    assert_eq!(
        html.as_str(),
        "<p>{{ company.name }}&lt;script&gt;alert(1)&lt;/script&gt;</p>a &lt; b<br>{{ 7*7 }}&lt;img src=x onerror=y&gt;"
    );
}

#[test]
fn a_number_stays_beside_its_sign() {
    let mut view = russian();
    view.purpose = "Оплата № 7".into();
    let sheet = Sheet::of(&PaperView::Invoice(view), Lang::Ru);
    let body = "<h1>Счёт № {{ invoice.number }}</h1><p>No. {% if invoice.number %}{{ invoice.number }}{% endif %}</p>{{ invoice.purpose }}";
    let html = render(body, &sheet, Lang::Ru).unwrap();
    assert_eq!(
        html.as_str(),
        "<h1>Счёт №&nbsp;00126</h1><p>No.&nbsp;00126</p>Оплата № 7"
    );
    let subject = render_line("Счёт № {{ invoice.number }}", &sheet, Lang::Ru).unwrap();
    assert_eq!(subject, "Счёт № 00126", "people search with the blanks they type");
}

#[test]
fn filters_write_in_the_language_they_are_asked_for() {
    let sheet = Sheet::of(&samples::first(PaperKind::Invoice, Lang::Uk), Lang::Uk);
    let body = "{{ invoice.date }}|{{ invoice.date | long_date(\"en\") }}|{{ invoice.total | in_words(\"ru\") }}|{{ client.short_name | upper }}|\
                {{ client.kpp | default(\"–\") }}";
    let html = render(body, &sheet, Lang::Uk).unwrap();
    assert_eq!(
        html.as_str(),
        "31.01.2026|31 January 2026|Двадцать девять тысяч шестьсот тридцать гривен 94 копейки|ТОВ «ОБЛІПИХА»|–"
    );
}
