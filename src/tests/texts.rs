//! The texts of the interface: a key that is missing does not compile; one that nobody names any more is found here.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use super::architecture::{Source, product};

/// What begins a text: the room and the key follow, after the language where one is given.
const SAID: [&str; 3] = ["tr!(", "td_string!(", "say!("];
/// The path stands among so many words: `say!(self.lang(), ui.rows)`.
const WORDS: usize = 4;

/// Room → keys, as the files of all languages have them.
fn rooms() -> BTreeMap<String, BTreeSet<String>> {
    let mut rooms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for lang in ["en", "ru", "uk"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(lang);
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let room = path.file_stem().unwrap().to_string_lossy().into_owned();
            let texts: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
            rooms.entry(room).or_default().extend(texts.into_keys());
        }
    }
    rooms
}

/// `rows_few` → `rows`.
fn without_form(key: &str) -> &str {
    let key = ["_one", "_two", "_few", "_many", "_other"]
        .iter()
        .find_map(|form| key.strip_suffix(form))
        .unwrap_or(key);
    key.strip_suffix("_ordinal").unwrap_or(key)
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '.')
        .filter(|word| !word.is_empty())
}

fn folder(source: &Source) -> &str {
    source.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Folders whose macros put paths together (`studio.$key`, `$room.$title`), each with the rooms they name.
fn composing(sources: &[Source]) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut folders: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for source in sources {
        for (at, _) in source.code.match_indices(".$") {
            let room = source.code[..at]
                .rsplit(|c: char| !c.is_alphanumeric() && c != '_')
                .next();
            folders.entry(folder(source)).or_default().extend(room);
        }
    }
    folders
}

#[test]
fn every_key_is_named() {
    let (rooms, sources) = (rooms(), product());
    let composing = composing(&sources);
    let mut named: BTreeSet<(&str, &str)> = BTreeSet::new();
    for source in &sources {
        for said in SAID {
            for (at, _) in source.code.match_indices(said) {
                let paths = words(&source.code[at + said.len()..]).take(WORDS);
                named.extend(
                    paths
                        .filter_map(|word| word.split_once('.'))
                        .find(|(room, _)| rooms.contains_key(*room)),
                );
            }
        }
        // Among what a macro is given any word may be a key.
        if let Some(composed) = composing.get(folder(source)) {
            for word in words(&source.code) {
                match word.split_once('.') {
                    Some(path) => {
                        named.insert(path);
                    }
                    None => named.extend(composed.iter().map(|room| (*room, word))),
                }
            }
        }
    }
    let mut forgotten = Vec::new();
    for (room, keys) in &rooms {
        let is_named = |key: &str| named.contains(&(room.as_str(), key));
        let of_room = keys.iter().filter(|key| !is_named(key) && !is_named(without_form(key)));
        forgotten.extend(of_room.map(|key| format!("{room}.{key}")));
    }
    assert!(forgotten.is_empty(), "nobody says {forgotten:#?}");
}
