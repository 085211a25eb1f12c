//! Who signs for a company or a client, as papers name him.

use serde::{Deserialize, Serialize};

use super::tax::spelled;
use super::validate::{Reader, typed};

const NAME: usize = 200;
const BASIS: usize = 300;

/// By which papers say «действующего» or «действующей».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Male,
    Female,
}

spelled!(Gender { Male = "male", Female = "female" });

/// A signatory. Every part may be empty: papers leave out what is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Signatory {
    /// Surname and names: `Иванова Анна Петровна`.
    pub name: String,
    /// `Иванова А. П.`
    pub initials: String,
    pub gender: Option<Gender>,
    pub position: String,
    /// On the basis of what: `Устав`, a power of attorney with number and date.
    pub basis: String,
    /// «в лице …»: `Ивановой Анны Петровны`.
    pub name_genitive: String,
    pub position_genitive: String,
    /// «на основании …»: `Устава`.
    pub basis_genitive: String,
}

/// The fields of a form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct TypedSignatory {
    pub name: String,
    /// Empty: made from the name.
    pub initials: String,
    pub gender: String,
    pub position: String,
    pub basis: String,
    pub name_genitive: String,
    pub position_genitive: String,
    pub basis_genitive: String,
}

impl TypedSignatory {
    /// A stored signatory as the form spells him.
    #[must_use]
    pub fn of(stored: &Signatory) -> Self {
        Self {
            name: stored.name.clone(),
            initials: stored.initials.clone(),
            gender: typed(stored.gender),
            position: stored.position.clone(),
            basis: stored.basis.clone(),
            name_genitive: stored.name_genitive.clone(),
            position_genitive: stored.position_genitive.clone(),
            basis_genitive: stored.basis_genitive.clone(),
        }
    }

    /// Every field as the form of which this is `signatory` names it.
    #[must_use]
    pub fn fields(&self) -> [(&'static str, &str); 8] {
        [
            ("signatory.name", &self.name),
            ("signatory.initials", &self.initials),
            ("signatory.gender", &self.gender),
            ("signatory.position", &self.position),
            ("signatory.basis", &self.basis),
            ("signatory.name_genitive", &self.name_genitive),
            ("signatory.position_genitive", &self.position_genitive),
            ("signatory.basis_genitive", &self.basis_genitive),
        ]
    }

    /// Reads the fields.
    pub fn read(&self, form: &mut Reader) -> Signatory {
        self.read_as(form, "signatory")
    }

    /// Reads the fields of a form that has several: each as `name.position`.
    pub fn read_as(&self, form: &mut Reader, name: &str) -> Signatory {
        let field = |part: &str| format!("{name}.{part}");
        let name = form.optional_line(&field("name"), &self.name, NAME);
        let typed = form.optional_line(&field("initials"), &self.initials, NAME);
        Signatory {
            initials: if typed.is_empty() { initials(&name) } else { typed },
            name,
            gender: form.optional_choice(&field("gender"), &self.gender),
            position: form.optional_line(&field("position"), &self.position, NAME),
            basis: form.optional_line(&field("basis"), &self.basis, BASIS),
            name_genitive: form.optional_line(&field("name_genitive"), &self.name_genitive, NAME),
            position_genitive: form.optional_line(&field("position_genitive"), &self.position_genitive, NAME),
            basis_genitive: form.optional_line(&field("basis_genitive"), &self.basis_genitive, BASIS),
        }
    }
}

/// The person in the name of a sole proprietor, who signs alone: `ФОП Коваленко Марія Петрівна` → `Коваленко Марія Петрівна`. `None` where
/// no such name stands behind the form of business.
#[must_use]
pub fn sole_proprietor(legal_name: &str) -> Option<String> {
    const FORMS: [&str; 6] = [
        "фізична особа-підприємець",
        "фізична особа — підприємець",
        "индивидуальный предприниматель",
        "фоп",
        "ип",
        "іп",
    ];
    let name = legal_name.trim();
    let lower = name.to_lowercase();
    let form = FORMS
        .iter()
        .find(|form| lower.strip_prefix(**form).is_some_and(|rest| rest.starts_with(' ')))?;
    let words: Vec<&str> = name.split_whitespace().skip(form.split(' ').count()).collect();
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && !word.contains(char::is_numeric);
    ((2..=4).contains(&words.len()) && words.iter().all(is_name)).then(|| words.join(" "))
}

/// Surname first, then the first letters of the other names: `Иванова Анна Петровна` → `Иванова А. П.`.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut words = name.split_whitespace();
    let mut out = words.next().unwrap_or_default().to_owned();
    for letter in words.filter_map(|word| word.chars().next()) {
        out.push(' ');
        out.extend(letter.to_uppercase());
        out.push('.');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Gender, Reader, TypedSignatory, initials};

    #[test]
    fn a_sole_proprietor_signs_himself() {
        let found = |name| super::sole_proprietor(name);
        assert_eq!(
            found("ФОП Коваленко Марія Петрівна").as_deref(),
            Some("Коваленко Марія Петрівна")
        );
        let long = found("Индивидуальный предприниматель Иванова  Анна Петровна");
        assert_eq!(long.as_deref(), Some("Иванова Анна Петровна"));
        for other in [
            "ТОВ Обрій",
            "ФОП",
            "ФОП Марія",
            "Фопел Марія Петрівна",
            "ИП закупки и продажи",
        ] {
            assert_eq!(found(other), None, "{other}");
        }
    }

    #[test]
    fn initials_follow_the_surname() {
        for (name, short) in [
            ("Иванова Анна Петровна", "Иванова А. П."),
            ("Ґудзь  єва", "Ґудзь Є."),
            ("Сидоренко", "Сидоренко"),
            ("", ""),
        ] {
            assert_eq!(initials(name), short);
        }
    }

    #[test]
    fn a_signatory_is_read_and_spelled_again() {
        let typed = TypedSignatory {
            name: " Иванова Анна Петровна ".into(),
            gender: "female".into(),
            position: "Генеральный директор".into(),
            basis_genitive: "Устава".into(),
            ..TypedSignatory::default()
        };
        let mut form = Reader::default();
        let signatory = typed.read(&mut form);
        assert!(form.is_clean());
        assert_eq!(
            (signatory.initials.as_str(), signatory.gender),
            ("Иванова А. П.", Some(Gender::Female))
        );
        let again = TypedSignatory::of(&signatory).read(&mut form);
        assert_eq!(again, signatory);
        let typed_by_hand = TypedSignatory {
            initials: "А. П. Иванова".into(),
            ..typed
        };
        assert_eq!(typed_by_hand.read(&mut form).initials, "А. П. Иванова");
        let wrong = TypedSignatory {
            gender: "x".into(),
            ..TypedSignatory::default()
        };
        wrong.read(&mut form);
        assert!(!form.is_clean());
    }
}
