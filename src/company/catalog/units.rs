//! The usual units of measure with their codes, for choosing. Anything else can be typed.

use crate::kernel::lang::Lang;

/// A unit as papers print it, and its code; a unit that its classifier lacks has none.
pub type Unit = (&'static str, &'static str);

/// ОКЕИ (ОК 015-94).
const OKEI: [Unit; 20] = [
    ("шт", "796"),
    ("компл", "839"),
    ("упак", "778"),
    ("пач", "728"),
    ("усл. ед", "876"),
    ("ч", "356"),
    ("сут", "359"),
    ("мес", "362"),
    ("год", "366"),
    ("чел.-ч", "539"),
    ("чел.-дн", "540"),
    ("кг", "166"),
    ("г", "163"),
    ("т", "168"),
    ("м", "006"),
    ("м²", "055"),
    ("м³", "113"),
    ("км", "008"),
    ("пог. м", "018"),
    ("л", "112"),
];

/// КСПОВО (ДК 011-96).
const KSPOVO: [Unit; 17] = [
    ("шт", "2009"),
    ("послуга", ""),
    ("компл", "2938"),
    ("год", ""),
    ("люд.-год", ""),
    ("день", ""),
    ("міс.", ""),
    ("пач.", ""),
    ("стор.", ""),
    ("кг", "0301"),
    ("г", "0303"),
    ("т", "0306"),
    ("м", "0101"),
    ("м²", "0123"),
    ("м³", "0134"),
    ("л", "0138"),
    ("рул", "2116"),
];

/// UN/ECE Recommendation 20, as e-invoices name units.
const UNECE: [Unit; 15] = [
    ("pcs", "H87"),
    ("set", "SET"),
    ("service", "E48"),
    ("hour", "HUR"),
    ("day", "DAY"),
    ("week", "WEE"),
    ("month", "MON"),
    ("year", "ANN"),
    ("kg", "KGM"),
    ("g", "GRM"),
    ("t", "TNE"),
    ("m", "MTR"),
    ("m²", "MTK"),
    ("m³", "MTQ"),
    ("l", "LTR"),
];

/// The usual units where papers are written in the language.
#[must_use]
pub const fn usual(lang: Lang) -> &'static [Unit] {
    match lang {
        Lang::Ru => &OKEI,
        Lang::Uk => &KSPOVO,
        Lang::En => &UNECE,
    }
}

/// The code of a usual unit, however its letters are; empty if there is none.
#[must_use]
pub fn code_of(lang: Lang, unit: &str) -> &'static str {
    let plain = |text: &str| text.trim().trim_end_matches('.').to_lowercase();
    let wanted = plain(unit);
    let found = usual(lang).iter().find(|(name, _)| plain(name) == wanted);
    found.map_or("", |(_, code)| code)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Lang, code_of, usual};

    #[test]
    fn a_usual_unit_is_known_by_its_name() {
        for (lang, unit, code) in [
            (Lang::Ru, "шт.", "796"),
            (Lang::Ru, "Ч", "356"),
            (Lang::Uk, " шт ", "2009"),
            (Lang::Uk, "послуга", ""),
            (Lang::En, "hour", "HUR"),
            (Lang::En, "шт", ""),
            (Lang::Ru, "", ""),
        ] {
            assert_eq!(code_of(lang, unit), code, "{lang} {unit}");
        }
    }

    #[test]
    fn no_unit_and_no_code_stands_there_twice() {
        for lang in Lang::ALL {
            let names: BTreeSet<_> = usual(lang).iter().map(|(name, _)| *name).collect();
            let codes: Vec<_> = usual(lang)
                .iter()
                .map(|(_, code)| *code)
                .filter(|code| !code.is_empty())
                .collect();
            assert_eq!(names.len(), usual(lang).len());
            assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), codes.len());
            assert!(
                names
                    .iter()
                    .all(|name| name.chars().count() <= super::super::forms::UNIT)
            );
        }
    }
}
