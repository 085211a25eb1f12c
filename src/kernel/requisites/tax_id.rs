//! A tax id as a company or a client carries it: its kind and its normalized value.

use serde::{Deserialize, Serialize};

use super::{Control, NumberForm, TaxIdKind, check};
use crate::kernel::problem::Problem;
use crate::kernel::validate::Reader;

/// A well-formed tax id. Its control digit may be wrong: that is shown as a warning, see [`TaxId::control`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxId {
    pub kind: TaxIdKind,
    /// Without blanks and hyphens, as [`super::Checked::normalized`].
    pub value: String,
}

impl TaxId {
    /// What its control digits say.
    #[must_use]
    pub fn control(&self) -> Control {
        check(self.kind, &self.value).map_or(Control::Wrong, |checked| checked.control)
    }

    /// Reads the two fields of a form, `tax_id_kind` and `tax_id`. An empty number means that there is none, whatever the
    /// kind; a number without a kind, or of a wrong format, is noted beside its field.
    pub fn read(form: &mut Reader, kind: &str, value: &str) -> Option<Self> {
        if value.trim().is_empty() {
            return None;
        }
        let kind = form.choice::<TaxIdKind>("tax_id_kind", kind)?;
        match check(kind, value) {
            Ok(checked) => Some(Self {
                kind,
                value: checked.normalized,
            }),
            Err(error) => {
                form.problem("tax_id", Problem::of_number(error, NumberForm::TaxId(kind)));
                None
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Control, NumberForm, Problem, Reader, TaxId, TaxIdKind};

    #[test]
    fn an_empty_number_is_none_and_a_wrong_format_is_refused() {
        let read = |kind: &str, value: &str| {
            let mut form = Reader::default();
            let id = TaxId::read(&mut form, kind, value);
            (id, form.finish(Some(())).err())
        };
        assert_eq!(read("ru_inn", " "), (None, None));
        let (id, errors) = read("ru_inn", "7707 083893");
        assert_eq!(id.as_ref().map(|id| id.value.as_str()), Some("7707083893"));
        assert_eq!((id.map(|id| id.control()), errors), (Some(Control::Right), None));
        let (id, errors) = read("ru_inn", "7707083894");
        assert_eq!((id.map(|id| id.control()), errors), (Some(Control::Wrong), None));
        let (_, errors) = read("ru_inn", "77");
        let expected = NumberForm::TaxId(TaxIdKind::RuInn);
        assert_eq!(errors.unwrap().get("tax_id"), Some(&Problem::WrongFormat { expected }));
        let (_, errors) = read("", "7707083893");
        assert_eq!(errors.unwrap().get("tax_id_kind"), Some(&Problem::Required));
    }
}
