//! The folded spelling in which names are stored for searching and in which a search is compared.
//!
//! SQLite's `lower()` knows only ASCII, and people type «ооо ром» for «ТОВ "Ром'ашка"»: so both sides are folded here, by
//! one function: lower case, ё → е, і / ї → и, ґ → г, quotes and apostrophes dropped, legal forms dropped, other punctuation
//! and runs of white space → one space.

use serde::Deserialize;

/// Legal forms that nobody types when he looks for a company.
const LEGAL_FORMS: [&str; 22] = [
    "ооо", "оао", "зао", "пао", "ао", "ип", "нко", "ано", "тов", "тзов", "фоп", "ат", "прат", "пат", "пп", "дп", "ltd",
    "llc", "inc", "gmbh", "limited", "corp",
];

/// Folds `text` for storing and comparing. Legal forms are kept when nothing else would be left.
#[must_use]
pub fn fold(text: &str) -> String {
    let spelled = spell(text);
    let kept: Vec<&str> = spelled
        .split_whitespace()
        .filter(|word| !LEGAL_FORMS.contains(word))
        .collect();
    if kept.is_empty() {
        spelled.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        kept.join(" ")
    }
}

fn spell(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'ё' | 'є' => out.push('е'),
            'і' | 'ї' => out.push('и'),
            'ґ' => out.push('г'),
            '\'' | '’' | 'ʼ' | '`' | '"' | '«' | '»' | '“' | '”' | '„' => {}
            c if c.is_alphanumeric() || matches!(c, '@' | '.' | '+' | '/' | '-' | '_') => out.push(c),
            _ => out.push(' '),
        }
    }
    out
}

/// Characters of a search that count; nobody types more, and a longer pattern only costs time.
const LONGEST_SEARCH: usize = 200;

/// Reads the search of a list's address: cut to its first 200 characters, without control characters (which PostgreSQL
/// does not take).
///
/// # Errors
/// If the value is no text.
pub fn search_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(searchable(&String::deserialize(deserializer)?))
}

/// The part of a typed search that counts.
#[must_use]
pub fn searchable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(LONGEST_SEARCH).collect()
}

/// A `LIKE` pattern that finds `needle` anywhere in a folded column (`ESCAPE '\'`).
#[must_use]
pub fn contains_pattern(needle: &str) -> String {
    let mut pattern = String::from("%");
    for c in fold(needle).chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

/// Where the texts end that begin with `text`, for a range in an index whose texts are in the order of their characters.
#[must_use]
pub fn end_of_prefix(text: &str) -> String {
    format!("{text}{}", char::MAX)
}

#[cfg(test)]
mod tests {
    use super::{contains_pattern, fold};

    #[test]
    fn folding_forgets_what_people_do_not_type() {
        for (text, folded) in [
            ("ООО «Ромашка»", "ромашка"),
            ("ТОВ \"Ром'ашка Київ\"", "ромашка киив"),
            ("Семён  Ёлкин", "семен елкин"),
            ("ООО", "ооо"),
            ("A&B, Inc.", "a b inc."),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn a_search_from_an_address_is_short_and_printable() {
        let read =
            |text: &str| super::search_text(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(text));
        assert_eq!(read("a\0b\n№ 7").unwrap(), "ab№ 7");
        assert_eq!(read(&"я".repeat(5_000)).unwrap().chars().count(), 200);
    }

    #[test]
    fn wildcards_in_a_search_are_plain_characters() {
        assert_eq!(contains_pattern("50%_a"), "%50 \\_a%");
    }
}
