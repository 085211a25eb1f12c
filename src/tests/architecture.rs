//! The rules of the house, read from its files: floors, circles, where SQL lives, which room writes which table.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A source file and its place.
pub struct Source {
    /// Below `src/`, with `/`.
    pub path: String,
    /// Without comments.
    pub code: String,
    lines: usize,
}

/// The floors from below. A file may name modules of its own floor and of lower ones.
const FLOORS: [&[&str]; 12] = [
    &["kernel"],
    &["text", "i18n"],
    &["error"],
    &["platform", "ui"],
    &["records"],
    &["company"],
    &["crm"],
    &["documents"],
    &["finance", "support"],
    &["desk", "cabinet"],
    &["app"],
    &["server"],
];

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            let path = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            let code = text
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            Source {
                path,
                code,
                lines: text.lines().count(),
            }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
}

/// Files that a release consists of.
pub fn product() -> Vec<Source> {
    sources()
        .into_iter()
        .filter(|s| !s.path.starts_with("tests/") && !s.path.ends_with("/tests.rs"))
        .collect()
}

fn floor_of(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// All `crate::a::b` paths of a file as (a, b).
fn named_modules(code: &str) -> BTreeSet<(String, String)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices("crate::")
        .map(|(at, prefix)| {
            let rest = &code[at + prefix.len()..];
            let first: String = rest.chars().take_while(|c| is_name(*c)).collect();
            let after = rest[first.len()..].strip_prefix("::").unwrap_or_default();
            (first, after.chars().take_while(|c| is_name(*c)).collect())
        })
        .collect()
}

/// `crm/clients/store.rs` → `crm/clients`; a file directly in a wing is the wing's own.
fn room_of(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [wing, room, _, ..] => format!("{wing}/{room}"),
        [wing, file] => format!("{wing}/{}", file.trim_end_matches(".rs")),
        _ => path.trim_end_matches(".rs").to_owned(),
    }
}

#[test]
fn no_import_goes_up_a_floor() {
    let mut wrong = Vec::new();
    for source in product() {
        let top = source.path.split('/').next().unwrap().trim_end_matches(".rs");
        let Some(own) = floor_of(top) else { continue };
        for (module, _) in named_modules(&source.code) {
            if floor_of(&module).is_some_and(|floor| floor > own || (floor == own && module != top && own == 3)) {
                wrong.push(format!("{} names crate::{module}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_rooms_of_a_wing_form_no_circle() {
    let mut edges: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for source in product() {
        let wing = source.path.split('/').next().unwrap().to_owned();
        let room = room_of(&source.path);
        for (module, inner) in named_modules(&source.code) {
            let other = format!("{module}/{inner}");
            if module == wing
                && other != room
                && !matches!(wing.as_str(), "kernel" | "platform" | "ui" | "server" | "app")
            {
                edges.entry(room.clone()).or_default().insert(other);
            }
        }
    }
    for start in edges.keys() {
        let mut seen = BTreeSet::new();
        let mut open: Vec<&String> = edges[start].iter().collect();
        while let Some(next) = open.pop() {
            assert_ne!(next, start, "a circle through {start}: {edges:#?}");
            if seen.insert(next) {
                open.extend(edges.get(next).into_iter().flatten());
            }
        }
    }
}

#[test]
fn models_and_the_kernel_know_neither_leptos_nor_sqlx() {
    for source in product() {
        if source.path.starts_with("kernel/") || source.path.ends_with("/model.rs") {
            for word in ["leptos", "sqlx", "axum"] {
                assert!(!source.code.contains(word), "{} names {word}", source.path);
            }
        }
    }
}

fn is_store(path: &str) -> bool {
    path.ends_with("/store.rs") || path.contains("/store/") || path.starts_with("platform/db/")
}

#[test]
fn sql_lives_in_stores() {
    for source in product().iter().filter(|s| !is_store(&s.path)) {
        for word in ["\"SELECT ", "\"INSERT INTO ", "\"UPDATE ", "\"DELETE FROM ", "\"WITH "] {
            assert!(!source.code.contains(word), "{} holds SQL: {word}", source.path);
        }
        assert!(
            !source.code.contains("AssertSqlSafe"),
            "{} vouches for SQL text",
            source.path
        );
    }
}

/// Table → room, from the header `-- Owner: room` of the migration that makes it.
fn owners() -> BTreeMap<String, String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations/postgres");
    let mut owners = BTreeMap::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let owner = text
            .lines()
            .find_map(|l| l.strip_prefix("-- Owner: "))
            .expect("a migration names the owner of its tables");
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                owners.insert(
                    rest.split_whitespace().next().unwrap().to_owned(),
                    owner.trim().to_owned(),
                );
            }
        }
    }
    owners
}

#[test]
fn a_store_writes_only_its_own_tables() {
    let owners = owners();
    assert!(owners.len() > 10, "{owners:?}");
    for source in product().iter().filter(|s| is_store(&s.path)) {
        for verb in ["INSERT INTO ", "UPDATE ", "DELETE FROM "] {
            for (at, _) in source.code.match_indices(verb) {
                let rest = &source.code[at + verb.len()..];
                let table: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                // `ON CONFLICT … DO UPDATE SET`, words of a message
                let Some(owner) = owners.get(&table) else { continue };
                assert!(
                    source.path.starts_with(&format!("{owner}/")),
                    "{} writes {table} of {owner}",
                    source.path
                );
            }
        }
    }
}

#[test]
fn only_the_worker_says_what_became_of_a_letter() {
    let outbox = "records/mail/store/queue.rs";
    for source in product() {
        for word in ["queue::end(", "queue::mark_unclear("] {
            let may = source.path == "records/mail/worker.rs";
            assert!(may || !source.code.contains(word), "{} calls {word}", source.path);
        }
        for state in ["'sent'", "'unclear'"] {
            let writes = source.code.contains("UPDATE outbox") && source.code.contains(state);
            assert!(
                !writes || source.path == outbox,
                "{} writes the state {state}",
                source.path
            );
        }
    }
}

#[test]
fn server_code_is_switched_by_modules() {
    let free = ["lib.rs", "error.rs", "text.rs", "app/mod.rs"];
    for source in product().iter().filter(|s| !free.contains(&s.path.as_str())) {
        let mut lines = source.code.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if line.starts_with("#[cfg(feature") || line.starts_with("#[cfg(not(feature") {
                let next = lines.next().unwrap_or_default();
                let is_module = ["mod ", "pub mod ", "pub use ", "use "]
                    .iter()
                    .any(|word| next.starts_with(word));
                assert!(
                    is_module || next.starts_with("pub(crate) mod"),
                    "{}: {line} on {next:?}",
                    source.path
                );
            }
        }
    }
}

#[test]
fn files_are_readable_in_one_sitting() {
    for source in sources() {
        assert!(
            source.lines <= 500,
            "{} has {} lines: two rooms with names?",
            source.path,
            source.lines
        );
    }
}

#[test]
fn both_engines_have_the_same_migrations() {
    let (sqlite, postgres) = crate::platform::db::migrate::names();
    assert_eq!(sqlite, postgres);
    assert!(!sqlite.is_empty());
}
