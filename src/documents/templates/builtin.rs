//! The templates that come with the program, one for each kind and language. A paper names the one it was made with, so a file is never
//! changed once it was released: a better text is a file with the next number, and the old one stays.
//!
//! A letter's file begins with its subject and an empty line.

use std::sync::LazyLock;

use super::check::{Needs, needs};
use super::hash::content_hash;
use super::model::{BuiltinRow, PaperKind, TemplateKind};
use super::pictures;
use super::views::TemplateRef;
use crate::kernel::lang::Lang;

/// A template that comes with the program.
#[derive(Debug)]
pub struct Builtin {
    pub kind: TemplateKind,
    pub lang: Lang,
    /// `invoice-uk-1`
    pub name: String,
    pub subject: &'static str,
    pub body: &'static str,
    pub needs: Needs,
    pub sha256: Vec<u8>,
}

macro_rules! files {
    ($($kind:literal $number:literal),+ $(,)?) => {
        &[$(
            ($kind, Lang::Ru, $number, include_str!(concat!("builtin/", $kind, ".ru.", $number, ".html"))),
            ($kind, Lang::Uk, $number, include_str!(concat!("builtin/", $kind, ".uk.", $number, ".html"))),
            ($kind, Lang::En, $number, include_str!(concat!("builtin/", $kind, ".en.", $number, ".html"))),
        )+]
    };
}

/// Kind, language, number, text; of several numbers the last one serves.
const FILES: &[(&str, Lang, u32, &str)] = files![
    "invoice" 1,
    "act" 1,
    "delivery_note" 1,
    "contract" 1,
    // An annex has a heading of its own; a signatory without a genitive is named all the same.
    "contract" 2,
    "payment_confirmation" 1,
    "statement" 1,
    "reconciliation_act" 1,
    "invoice_mail" 1,
    "act_mail" 1,
    "delivery_note_mail" 1,
    "contract_mail" 1,
    "payment_confirmation_mail" 1,
    "statement_mail" 1,
    "reconciliation_act_mail" 1,
];

static ALL: LazyLock<Vec<Builtin>> = LazyLock::new(|| {
    let read = |(kind, lang, number, text): &(&str, Lang, u32, &'static str)| {
        let kind: TemplateKind = kind.parse().ok()?;
        let (subject, body) = if kind.mail {
            text.split_once("\n\n")?
        } else {
            ("", *text)
        };
        Some(Builtin {
            kind,
            lang: *lang,
            name: format!("{kind}-{lang}-{number}"),
            subject,
            body,
            needs: needs(kind, body),
            sha256: content_hash(subject, body),
        })
    };
    FILES.iter().filter_map(read).collect()
});

/// The one that serves a kind in a language.
///
/// # Panics
/// Never: a test asks for every kind and language.
#[must_use]
pub fn serving(kind: TemplateKind, lang: Lang) -> &'static Builtin {
    let invoice = TemplateKind::paper(PaperKind::Invoice);
    let of = |kind| {
        ALL.iter()
            .rev()
            .find(|builtin| builtin.kind == kind && builtin.lang == lang)
    };
    of(kind).or_else(|| of(invoice)).unwrap_or(&ALL[0])
}

/// The one a paper names.
#[must_use]
pub fn named(name: &str) -> Option<&'static Builtin> {
    ALL.iter().find(|builtin| builtin.name == name)
}

/// What papers are rendered with that were issued before there were templates.
#[must_use]
pub fn first(kind: TemplateKind, lang: Lang) -> &'static Builtin {
    named(&format!("{kind}-{lang}-1")).unwrap_or_else(|| serving(kind, lang))
}

/// Those that serve, in the order of their kinds.
pub fn rows() -> impl Iterator<Item = BuiltinRow> {
    TemplateKind::all().flat_map(|kind| {
        Lang::ALL.into_iter().map(move |lang| {
            let builtin = serving(kind, lang);
            let page = format!("/settings/templates/builtin/{}", builtin.name);
            BuiltinRow {
                kind,
                lang,
                name: builtin.name.clone(),
                picture: pictures::address(&page, kind, lang, &builtin.sha256),
            }
        })
    })
}

impl Builtin {
    /// As a paper names it.
    #[must_use]
    pub fn reference(&self) -> TemplateRef {
        TemplateRef {
            version: None,
            builtin: self.name.clone(),
            sha256: hex::encode(&self.sha256),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ALL, FILES, named, serving};
    use crate::documents::templates::check::check;
    use crate::documents::templates::markup::clean_body;
    use crate::documents::templates::model::TemplateKind;
    use crate::documents::templates::render::{render, render_line};
    use crate::documents::templates::samples;
    use crate::kernel::lang::Lang;

    #[test]
    fn every_kind_has_a_template_in_every_language() {
        let names: std::collections::BTreeSet<_> = ALL.iter().map(|builtin| &builtin.name).collect();
        assert_eq!(names.len(), FILES.len(), "each is read, and has a name of its own");
        for kind in TemplateKind::all() {
            for lang in Lang::ALL {
                let builtin = serving(kind, lang);
                assert_eq!((builtin.kind, builtin.lang), (kind, lang));
                assert_eq!(named(&builtin.name).map(|found| &found.sha256), Some(&builtin.sha256));
                assert_eq!(builtin.subject.is_empty(), !kind.mail);
            }
        }
    }

    #[test]
    fn nothing_is_wrong_in_them() {
        for kind in TemplateKind::all() {
            for lang in Lang::ALL {
                let builtin = serving(kind, lang);
                assert_eq!(check(kind, builtin.subject, builtin.body), [], "{}", builtin.name);
                assert_eq!(clean_body(builtin.body).trim(), builtin.body.trim(), "{}", builtin.name);
            }
        }
    }

    #[test]
    fn they_print_every_sample() {
        for kind in TemplateKind::all() {
            for lang in Lang::ALL {
                let builtin = serving(kind, lang);
                for sample in samples::all(kind.paper, lang) {
                    let sheet = samples::sheet(kind, sample.paper, lang);
                    let name = format!("{} on {}", builtin.name, sample.name);
                    let markup =
                        render(builtin.body, &sheet, lang).unwrap_or_else(|failure| panic!("{name}: {failure:?}"));
                    assert!(
                        !markup.as_str().contains("{{") && !markup.as_str().contains("{%"),
                        "{name}"
                    );
                    assert_eq!(builtin.needs.unmet(&sheet), [], "{name}");
                    let subject = render_line(builtin.subject, &sheet, lang).unwrap();
                    assert_eq!(subject.is_empty(), !kind.mail, "{name}");
                }
            }
        }
    }
}
