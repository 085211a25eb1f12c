//! What the check knows of a kind: names, types, lists, other spellings. Made of the sheet of a sample, once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::model::{TemplateKind, ValueType};
use super::samples;
use super::shortcodes::Entry;
use super::shortcodes::value::Val;
use crate::kernel::lang::Lang;

/// What is behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub value_type: ValueType,
    /// A whole number, which conditions can compare.
    pub countable: bool,
}

/// The shortcodes of a kind.
#[derive(Debug)]
pub struct Known {
    pub fields: BTreeMap<String, Field>,
    /// The fields of the rows of each list.
    pub rows: BTreeMap<String, BTreeMap<String, Field>>,
    /// `client`, `client.bank`: what only begins a name.
    pub groups: BTreeSet<String>,
    pub required: BTreeSet<String>,
    aliases: BTreeMap<&'static str, String>,
}

impl Known {
    fn of(entries: &[Entry]) -> Self {
        let mut known = Self {
            fields: fields(entries),
            rows: BTreeMap::new(),
            groups: BTreeSet::new(),
            required: BTreeSet::new(),
            aliases: BTreeMap::new(),
        };
        for entry in entries {
            if let Val::Rows { fields: row, .. } = &entry.value {
                known.rows.insert(entry.name.clone(), fields(row));
            }
            if entry.required {
                known.required.insert(entry.name.clone());
            }
            for alias in entry.aliases {
                known.aliases.insert(alias, entry.name.clone());
            }
            let mut name = entry.name.as_str();
            while let Some((group, _)) = name.rsplit_once('.') {
                known.groups.insert(group.to_owned());
                name = group;
            }
        }
        known
    }

    /// Our name for one of another program.
    #[must_use]
    pub fn alias(&self, name: &str) -> Option<&str> {
        self.aliases.get(name).map(String::as_str)
    }
}

fn fields(entries: &[Entry]) -> BTreeMap<String, Field> {
    let field = |entry: &Entry| Field {
        value_type: entry.value_type(),
        countable: matches!(entry.value, Val::Count(_)),
    };
    entries.iter().map(|entry| (entry.name.clone(), field(entry))).collect()
}

static ALL: LazyLock<Vec<(TemplateKind, Known)>> = LazyLock::new(|| {
    TemplateKind::all()
        .map(|kind| {
            let sheet = samples::sheet(kind, samples::first(kind.paper, Lang::En), Lang::En);
            (kind, Known::of(sheet.entries()))
        })
        .collect()
});

/// The shortcodes of a kind.
///
/// # Panics
/// Never: every kind is in the list.
#[must_use]
pub fn known(kind: TemplateKind) -> &'static Known {
    static NOTHING: LazyLock<Known> = LazyLock::new(|| Known::of(&[]));
    let found = ALL.iter().find(|(other, _)| *other == kind);
    found.map_or(&NOTHING, |(_, known)| known)
}

/// Whether papers of any kind have a list of this name.
#[must_use]
pub fn is_list_somewhere(name: &str) -> bool {
    ALL.iter().any(|(_, known)| known.rows.contains_key(name))
}

#[cfg(test)]
mod tests {
    use super::{Known, known};
    use crate::documents::templates::model::TemplateKind;
    use crate::documents::templates::samples;
    use crate::documents::templates::shortcodes::Sheet;
    use crate::kernel::lang::Lang;

    #[test]
    fn the_shortcodes_of_a_kind_do_not_depend_on_its_data() {
        for kind in TemplateKind::all().filter(|kind| !kind.mail) {
            let expected = known(kind);
            for lang in Lang::ALL {
                for sample in samples::all(kind.paper, lang) {
                    let here = Known::of(Sheet::of(&sample.paper, lang).entries());
                    assert_eq!(here.fields, expected.fields, "{kind} {}", sample.name);
                    assert_eq!(here.rows, expected.rows, "{kind} {}", sample.name);
                }
            }
        }
    }

    #[test]
    fn every_name_and_every_other_spelling_is_there_once() {
        for kind in TemplateKind::all() {
            let sample = samples::letter(samples::first(kind.paper, Lang::En));
            let sheet = Sheet::of_mail(&sample, Lang::En);
            let mut names: Vec<&str> = sheet.entries().iter().map(|entry| entry.name.as_str()).collect();
            let mut aliases: Vec<&str> = sheet
                .entries()
                .iter()
                .flat_map(|entry| entry.aliases)
                .copied()
                .collect();
            for list in [&mut names, &mut aliases] {
                let all = list.len();
                list.sort_unstable();
                list.dedup();
                assert_eq!(list.len(), all, "{kind}");
            }
        }
    }
}
