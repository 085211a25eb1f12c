//! What the check finds, and where.

use super::{Needs, check, needs};
use crate::documents::templates::model::{Fault, PaperKind, Place, TemplateKind, ValueType};
use crate::documents::templates::samples;
use crate::documents::templates::shortcodes::Sheet;
use crate::kernel::lang::Lang;

const INVOICE: TemplateKind = TemplateKind::paper(PaperKind::Invoice);

fn faults(body: &str) -> Vec<Fault> {
    check(INVOICE, "", body)
        .into_iter()
        .map(|finding| finding.fault)
        .collect()
}

fn unknown(name: &str, nearest: Option<&str>) -> Fault {
    Fault::UnknownShortcode {
        name: name.to_owned(),
        nearest: nearest.map(str::to_owned),
    }
}

#[test]
fn what_is_right_is_left_alone() {
    for body in [
        "",
        "<p>{{ client.name }} {{ invoice.total | money }} {{ invoice.total | in_words(\"uk\") }}</p>",
        "{% for line in lines %}{{ line.n }}{{ loop.index }}{% if not loop.last %}, {% endif %}{% else %}none{% endfor %}",
        "{% if client.kpp and lines_count > 1 %}{{ client.kpp | upper }}{% elif company.is_russian %}x{% else %}y{% endif %}",
        "{{ invoice.date | long_date }} {{ client.phone | default(\"–\") }} {{ client.inn ~ \" \" ~ client.kpp }}",
        "{% if invoice.currency == \"UAH\" %}{{ client_company }}{% endif %}"
            .replace("client_company", "client.name")
            .as_str(),
        "{client_company} { not one } 50 % {{ client.name if client.is_person else client.short_name }}",
    ] {
        assert_eq!(faults(body), [], "{body}");
    }
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    let findings = check(INVOICE, "", "<p>Счёт</p>\n<p>{{ client.nmae }}</p>");
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].fault, unknown("client.nmae", Some("client.name")));
    assert_eq!(
        findings[0].place,
        Place {
            line: 2,
            column: 7,
            start: 18,
            end: 29
        }
    );
}

#[test]
fn faults_of_every_kind_are_found() {
    let money = |name: &str| Fault::WrongFilter {
        filter: "in_words".into(),
        takes: ValueType::Money,
        name: name.into(),
    };
    let not_allowed = |what: &str| Fault::NotAllowed { what: what.into() };
    for (body, fault) in [
        ("{{ invoice_totl }}", unknown("invoice_totl", Some("invoice.total"))),
        ("{unknown_word}", unknown("{unknown_word}", None)),
        (
            "{% for line in lines %}{{ line.nme }}{% endfor %}",
            unknown("line.nme", None),
        ),
        (
            "{{ client.name | shout }}",
            Fault::UnknownFilter { name: "shout".into() },
        ),
        ("{{ client.name | in_words }}", money("client.name")),
        ("{{ invoice.date | in_words }}", money("invoice.date")),
        (
            "{{ invoice.total | in_words(\"de\") }}",
            Fault::WrongArgument {
                filter: "in_words".into(),
            },
        ),
        ("{{ client }}", Fault::NotPrintable { name: "client".into() }),
        ("{{ lines }}", Fault::NotPrintable { name: "lines".into() }),
        (
            "{% for x in client.name %}{% endfor %}",
            Fault::NotAList {
                name: "client.name".into(),
            },
        ),
        (
            "{% for x in entries %}{% endfor %}",
            Fault::LoopElsewhere { name: "entries".into() },
        ),
        ("{{ 7*7 }}", not_allowed("expression")),
        ("{{ range(10) }}", not_allowed("call")),
        ("{{ client.name.upper() }}", not_allowed("call")),
        ("{{ client[\"name\"] }}", not_allowed("expression")),
        ("{% set a = 1 %}", not_allowed("set")),
        ("{% include \"x\" %}", not_allowed("include")),
        ("{% raw %}{{ x }}{% endraw %}", not_allowed("raw")),
        ("{% macro a() %}{% endmacro %}", not_allowed("macro")),
        ("{% if invoice.total == \"1\" %}{% endif %}", Fault::NotComparable),
        ("<td style=\"width: {{ lines_count }}\">", Fault::InsideTag),
        (
            "<script>alert(1)</script>",
            Fault::ForbiddenTag { tag: "script".into() },
        ),
        (
            "<p onclick=\"x\">a</p>",
            Fault::ForbiddenAttribute {
                tag: "p".into(),
                attribute: "onclick".into(),
            },
        ),
        ("{{ client.name", Fault::Syntax { detail: "{{".into() }),
    ] {
        assert!(faults(body).contains(&fault), "{body}: {:?}", faults(body));
    }
    for body in ["{% if client.kpp %}", "{% endfor %}", "{{ client. }}", "{{ | money }}"] {
        assert!(
            matches!(faults(body).first(), Some(Fault::Syntax { .. })),
            "{body}: {:?}",
            faults(body)
        );
    }
    let long = "a".repeat(5_000_000);
    assert!(matches!(faults(&long)[..], [Fault::TooLong { .. }]));
}

#[test]
fn a_letter_is_checked_with_its_subject() {
    let kind = TemplateKind::mail(PaperKind::Invoice);
    assert_eq!(check(kind, "{{ invoice.number }}", "{{ recipient.first_name }}"), []);
    let findings = check(kind, "{{ invoice.nomber }}", "{{ recipient.name }}");
    assert_eq!(findings.len(), 2);
    assert_eq!(findings.iter().filter(|finding| finding.in_subject).count(), 1);
    assert_eq!(faults("{{ recipient.first_name }}").len(), 1, "no letter, no recipient");
}

#[test]
fn needs_are_what_is_printed_whatever_the_conditions() {
    let body =
        "{{ client.name }}{% if client.kpp %}{{ company.name }}{% endif %}{% for v in vat %}{{ v.rate }}{% endfor %}";
    let found = needs(INVOICE, body);
    let names: Vec<&str> = found.required.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["client.name"]);
    assert!(found.vat_rows && !found.vat_lines && !found.lines);
    let kept = serde_json::to_string(&found).unwrap();
    assert_eq!(serde_json::from_str::<Needs>(&kept).unwrap(), found);
}

#[test]
fn a_paper_is_asked_for_what_its_template_prints() {
    let rates = samples::named(PaperKind::Invoice, Lang::Ru, "rates").unwrap();
    let sheet = Sheet::of(&rates, Lang::Ru);
    let unmet = |body: &str, sheet: &Sheet| needs(INVOICE, body).unmet(sheet);
    let rows = "{% for line in lines %}{{ line.n }}{% endfor %}";
    let missing = unmet(rows, &sheet);
    assert_eq!(missing.len(), 3, "{missing:?}");
    assert!(
        missing
            .iter()
            .all(|finding| matches!(finding.fault, Fault::MissingVatRow { .. }))
    );
    assert_eq!(
        unmet(&format!("{rows}{{{{ invoice.vat }}}}"), &sheet).len(),
        3,
        "one sum for three rates"
    );
    assert_eq!(
        unmet(
            &format!("{rows}{{% for v in vat %}}{{{{ v.rate }}}}{{% endfor %}}"),
            &sheet
        ),
        []
    );

    let mut nameless = samples::first(PaperKind::Invoice, Lang::Ru);
    if let crate::documents::templates::views::PaperView::Invoice(view) = &mut nameless {
        view.buyer.name.clear();
    }
    let findings = unmet("<p>\n{{ client.name }}</p>", &Sheet::of(&nameless, Lang::Ru));
    assert_eq!(findings.len(), 1);
    assert_eq!(
        findings[0].fault,
        Fault::EmptyRequired {
            name: "client.name".into()
        }
    );
    assert_eq!((findings[0].place.line, findings[0].place.column), (2, 4));
}
