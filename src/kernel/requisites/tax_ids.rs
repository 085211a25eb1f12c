//! All the tax ids a company or a client carries, at most one of each kind.

use serde::{Deserialize, Serialize};

use super::{Control, NumberForm, TaxId, TaxIdKind, check};
use crate::kernel::problem::Problem;
use crate::kernel::validate::Reader;

/// Most characters of the country and of the label of a number we know nothing of.
const LABEL: usize = 60;

/// A number that we know nothing of: what it is called where.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct OtherTaxId {
    pub country: String,
    /// What people there call it: `БИН`, `CUI`; may be empty.
    pub label: String,
    pub value: String,
}

/// Tax ids in the order of their kinds.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TaxIds {
    /// None of kind [`TaxIdKind::Other`].
    known: Vec<TaxId>,
    other: Option<OtherTaxId>,
}

/// By which kind somebody is known, the usual one first.
const MAIN: [TaxIdKind; 6] = [
    TaxIdKind::RuInn,
    TaxIdKind::UaEdrpou,
    TaxIdKind::UaRnokpp,
    TaxIdKind::UaPassport,
    TaxIdKind::EuVat,
    TaxIdKind::UaIpn,
];

impl TaxIds {
    /// At most one id.
    #[must_use]
    pub fn one(id: Option<TaxId>) -> Self {
        let mut ids = Self::default();
        if let Some(id) = id {
            ids.add(id, "", "");
        }
        ids
    }

    /// Adds an id, in place of an earlier one of its kind. Label and country count for a number of no known kind.
    pub fn add(&mut self, id: TaxId, label: &str, country: &str) {
        if id.kind == TaxIdKind::Other {
            self.other = Some(OtherTaxId {
                country: country.to_owned(),
                label: label.to_owned(),
                value: id.value,
            });
            return;
        }
        self.known.retain(|known| known.kind != id.kind);
        self.known.push(id);
        self.known.sort_by_key(|known| known.kind);
    }

    /// Every id as it is stored: kind, value, label, country. The last two belong to a number of no known kind.
    pub fn rows(&self) -> impl Iterator<Item = (TaxIdKind, &str, &str, &str)> {
        let known = self.known.iter().map(|id| (id.kind, id.value.as_str(), "", ""));
        let other = self.other.as_ref().map(|other| {
            let OtherTaxId { country, label, value } = other;
            (TaxIdKind::Other, value.as_str(), label.as_str(), country.as_str())
        });
        known.chain(other)
    }

    #[must_use]
    pub fn known(&self) -> &[TaxId] {
        &self.known
    }

    #[must_use]
    pub const fn other(&self) -> Option<&OtherTaxId> {
        self.other.as_ref()
    }

    /// The value of a kind; empty if there is none.
    #[must_use]
    pub fn value(&self, kind: TaxIdKind) -> &str {
        let known = self.known.iter().find(|id| id.kind == kind);
        match (known, kind, &self.other) {
            (Some(id), ..) => &id.value,
            (None, TaxIdKind::Other, Some(other)) => &other.value,
            _ => "",
        }
    }

    /// The one by which lists and papers of one number tell who it is. A number of no known kind stands with its label.
    #[must_use]
    pub fn main(&self) -> Option<TaxId> {
        let known = MAIN
            .iter()
            .find_map(|kind| self.known.iter().find(|id| id.kind == *kind));
        let other = || {
            let other = self.other.as_ref()?;
            Some(TaxId {
                kind: TaxIdKind::Other,
                value: format!("{} {}", other.label, other.value).trim().to_owned(),
            })
        };
        known.cloned().or_else(other).or_else(|| self.known.first().cloned())
    }

    /// The kinds whose control digit does not fit.
    #[must_use]
    pub fn to_check(&self) -> Vec<TaxIdKind> {
        let wrong = self.known.iter().filter(|id| id.control() == Control::Wrong);
        wrong.map(|id| id.kind).collect()
    }
}

/// The fields of a form, a kind each; named as [`TaxIdKind`] spells them.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedTaxIds {
    pub ru_inn: String,
    pub ru_kpp: String,
    pub ru_ogrn: String,
    pub ru_ogrnip: String,
    pub ua_edrpou: String,
    pub ua_rnokpp: String,
    pub ua_passport: String,
    pub ua_ipn: String,
    pub eu_vat: String,
    pub other: String,
    pub other_label: String,
    pub other_country: String,
}

impl TypedTaxIds {
    /// Stored ids as the form spells them.
    #[must_use]
    pub fn of(ids: &TaxIds) -> Self {
        let value = |kind| ids.value(kind).to_owned();
        let other = ids.other.clone().unwrap_or_default();
        Self {
            ru_inn: value(TaxIdKind::RuInn),
            ru_kpp: value(TaxIdKind::RuKpp),
            ru_ogrn: value(TaxIdKind::RuOgrn),
            ru_ogrnip: value(TaxIdKind::RuOgrnip),
            ua_edrpou: value(TaxIdKind::UaEdrpou),
            ua_rnokpp: value(TaxIdKind::UaRnokpp),
            ua_passport: value(TaxIdKind::UaPassport),
            ua_ipn: value(TaxIdKind::UaIpn),
            eu_vat: value(TaxIdKind::EuVat),
            other: other.value,
            other_label: other.label,
            other_country: other.country,
        }
    }

    /// What was typed for a kind.
    #[must_use]
    pub fn value(&self, kind: TaxIdKind) -> &str {
        match kind {
            TaxIdKind::RuInn => &self.ru_inn,
            TaxIdKind::RuKpp => &self.ru_kpp,
            TaxIdKind::RuOgrn => &self.ru_ogrn,
            TaxIdKind::RuOgrnip => &self.ru_ogrnip,
            TaxIdKind::UaEdrpou => &self.ua_edrpou,
            TaxIdKind::UaRnokpp => &self.ua_rnokpp,
            TaxIdKind::UaPassport => &self.ua_passport,
            TaxIdKind::UaIpn => &self.ua_ipn,
            TaxIdKind::EuVat => &self.eu_vat,
            TaxIdKind::Other => &self.other,
        }
    }

    /// Puts what is typed for a kind.
    pub fn set(&mut self, kind: TaxIdKind, value: String) {
        *match kind {
            TaxIdKind::RuInn => &mut self.ru_inn,
            TaxIdKind::RuKpp => &mut self.ru_kpp,
            TaxIdKind::RuOgrn => &mut self.ru_ogrn,
            TaxIdKind::RuOgrnip => &mut self.ru_ogrnip,
            TaxIdKind::UaEdrpou => &mut self.ua_edrpou,
            TaxIdKind::UaRnokpp => &mut self.ua_rnokpp,
            TaxIdKind::UaPassport => &mut self.ua_passport,
            TaxIdKind::UaIpn => &mut self.ua_ipn,
            TaxIdKind::EuVat => &mut self.eu_vat,
            TaxIdKind::Other => &mut self.other,
        } = value;
    }

    /// Every field as the form of which this is `tax_ids` names it.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 12] {
        [
            ("tax_ids.ru_inn", &self.ru_inn),
            ("tax_ids.ru_kpp", &self.ru_kpp),
            ("tax_ids.ru_ogrn", &self.ru_ogrn),
            ("tax_ids.ru_ogrnip", &self.ru_ogrnip),
            ("tax_ids.ua_edrpou", &self.ua_edrpou),
            ("tax_ids.ua_rnokpp", &self.ua_rnokpp),
            ("tax_ids.ua_passport", &self.ua_passport),
            ("tax_ids.ua_ipn", &self.ua_ipn),
            ("tax_ids.eu_vat", &self.eu_vat),
            ("tax_ids.other", &self.other),
            ("tax_ids.other_label", &self.other_label),
            ("tax_ids.other_country", &self.other_country),
        ]
    }

    /// Reads the fields; each number of a wrong format is noted beside its own.
    pub fn read(&self, form: &mut Reader) -> TaxIds {
        let label = form.optional_line("tax_ids.other_label", &self.other_label, LABEL);
        let country = form.optional_line("tax_ids.other_country", &self.other_country, LABEL);
        let mut ids = TaxIds::default();
        for kind in TaxIdKind::ALL {
            let typed = self.value(*kind);
            if typed.trim().is_empty() {
                continue;
            }
            match check(*kind, typed) {
                Ok(checked) => {
                    let id = TaxId {
                        kind: *kind,
                        value: checked.normalized,
                    };
                    ids.add(id, &label, &country);
                }
                Err(error) => {
                    let problem = Problem::of_number(error, NumberForm::TaxId(*kind));
                    form.problem(format!("tax_ids.{kind}"), problem);
                }
            }
        }
        if ids.other.is_none() && !(label.is_empty() && country.is_empty()) {
            form.problem("tax_ids.other", Problem::Required);
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::{NumberForm, Problem, Reader, TaxId, TaxIdKind, TaxIds, TypedTaxIds};

    fn read(typed: &TypedTaxIds) -> Result<TaxIds, crate::kernel::problem::FieldErrors> {
        let mut form = Reader::default();
        let ids = typed.read(&mut form);
        form.finish(Some(ids))
    }

    #[test]
    fn ids_are_read_and_spelled_again() {
        let typed = TypedTaxIds {
            ru_inn: "7707 083893".into(),
            ru_kpp: "7736ab001".into(),
            ru_ogrn: "1027700132196".into(),
            other: "180540012345".into(),
            other_label: "БИН".into(),
            other_country: "Казахстан".into(),
            ..TypedTaxIds::default()
        };
        let ids = read(&typed).unwrap();
        assert_eq!(ids.value(TaxIdKind::RuInn), "7707083893");
        assert_eq!(ids.value(TaxIdKind::RuKpp), "7736AB001");
        assert_eq!(ids.main().unwrap().kind, TaxIdKind::RuInn);
        assert_eq!(ids.to_check(), [TaxIdKind::RuOgrn], "the last digit is 5");
        assert_eq!(read(&TypedTaxIds::of(&ids)).unwrap(), ids);
    }

    #[test]
    fn every_wrong_number_stands_beside_its_field() {
        let typed = TypedTaxIds {
            ru_inn: "77".into(),
            ua_edrpou: "abc".into(),
            eu_vat: "XX1".into(),
            other_label: "БИН".into(),
            ..TypedTaxIds::default()
        };
        let errors = read(&typed).unwrap_err();
        for kind in [TaxIdKind::RuInn, TaxIdKind::UaEdrpou, TaxIdKind::EuVat] {
            let expected = NumberForm::TaxId(kind);
            let problem = errors.get(&format!("tax_ids.{kind}"));
            assert_eq!(problem, Some(&Problem::WrongFormat { expected }), "{kind}");
        }
        assert_eq!(
            errors.get("tax_ids.other"),
            Some(&Problem::Required),
            "a label of nothing"
        );
    }

    #[test]
    fn fields_are_named_as_kinds_are_spelled() {
        let typed = TypedTaxIds::default();
        let fields: Vec<_> = typed.fields().into_iter().map(|(field, _)| field).collect();
        for kind in TaxIdKind::ALL {
            assert!(fields.contains(&format!("tax_ids.{kind}").as_str()), "{kind}");
        }
    }

    #[test]
    fn somebody_is_known_by_one_of_them() {
        let id = |kind, value: &str| TaxId {
            kind,
            value: value.into(),
        };
        assert_eq!(TaxIds::one(None).main(), None);
        let mut ids = TaxIds::one(Some(id(TaxIdKind::UaIpn, "143605704021")));
        assert_eq!(ids.main().unwrap().kind, TaxIdKind::UaIpn);
        ids.add(id(TaxIdKind::UaEdrpou, "14360570"), "", "");
        assert_eq!(ids.main().unwrap().value, "14360570");
        let mut foreign = TaxIds::default();
        foreign.add(id(TaxIdKind::Other, "180540012345"), "БИН", "KZ");
        assert_eq!(foreign.main().unwrap().value, "БИН 180540012345");
        assert_eq!(foreign.value(TaxIdKind::Other), "180540012345");
    }
}
