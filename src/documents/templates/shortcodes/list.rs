//! The list of shortcodes as people choose from it, with the values of a sample.

use super::value::Val;
use super::{Entry, Sheet};
use crate::documents::templates::model::{Group, Shortcode, ValueType};
use crate::kernel::date::long_date;
use crate::kernel::format;
use crate::kernel::lang::Lang;
use crate::kernel::words::in_words;

/// All shortcodes of a sheet: described in the language of the reader, with values in the language of the paper. Sums stand a second time
/// among the words, dates among the long dates; the fields of a list's rows follow the list.
#[must_use]
pub fn list(sheet: &Sheet, paper: Lang, reader: Lang) -> Vec<Shortcode> {
    let mut all = Vec::new();
    for entry in sheet.entries() {
        let shown = Shown {
            code: code(entry, &entry.name),
            name: entry.name.clone(),
            value: value(&entry.value, paper),
            group: entry.group,
        };
        all.push(shortcode(entry, shown, reader));
        match &entry.value {
            Val::Money(Some(money)) => {
                let shown = Shown {
                    code: format!("{{{{ {} | in_words }}}}", entry.name),
                    name: entry.name.clone(),
                    value: in_words(paper, *money, sheet.hryvnia()),
                    group: Group::Words,
                };
                all.push(shortcode(entry, shown, reader));
            }
            Val::Date(Some(date)) => {
                let shown = Shown {
                    code: format!("{{{{ {} | long_date }}}}", entry.name),
                    name: entry.name.clone(),
                    value: long_date(paper, *date),
                    group: Group::Dates,
                };
                all.push(shortcode(entry, shown, reader));
            }
            Val::Rows { fields, rows } => {
                let row = rows.first().unwrap_or(fields);
                for field in row {
                    let name = format!("{}.{}", row_name(&entry.name), field.name);
                    let shown = Shown {
                        code: code(field, &name),
                        name,
                        value: value(&field.value, paper),
                        group: entry.group,
                    };
                    all.push(shortcode(field, shown, reader));
                }
            }
            _ => {}
        }
    }
    all.sort_by_key(|shortcode| shortcode.group);
    all
}

/// How a row of a list is called: `{% for line in lines %}`.
#[must_use]
pub fn row_name(list: &str) -> &str {
    match list {
        "lines" => "line",
        "vat" => "v",
        "allocations" => "part",
        "entries" => "entry",
        other => other,
    }
}

struct Shown {
    code: String,
    name: String,
    value: String,
    group: Group,
}

fn shortcode(entry: &Entry, shown: Shown, reader: Lang) -> Shortcode {
    Shortcode {
        code: shown.code,
        name: shown.name,
        value_type: entry.value_type(),
        group: shown.group,
        about: (entry.about)(reader).to_owned(),
        value: shown.value,
        required: entry.required,
        aliases: entry.aliases.iter().map(|alias| format!("{{{alias}}}")).collect(),
    }
}

/// What is put into a text: printed, asked for, or gone through.
fn code(entry: &Entry, name: &str) -> String {
    match entry.value_type() {
        ValueType::Flag => format!("{{% if {name} %}} … {{% endif %}}"),
        ValueType::Rows => format!("{{% for {} in {name} %}} … {{% endfor %}}", row_name(name)),
        ValueType::Money => format!("{{{{ {name} | money }}}}"),
        _ => format!("{{{{ {name} }}}}"),
    }
}

fn value(value: &Val, lang: Lang) -> String {
    match value {
        Val::Money(Some(money)) => format::money(lang, *money),
        Val::Flag(flag) => if *flag { "✓" } else { "–" }.to_owned(),
        Val::Rows { rows, .. } => rows.len().to_string(),
        other => other.plain(lang),
    }
}
