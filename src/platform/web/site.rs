//! The browser's files: where they lie and what they are called. A release gives them names with a hash of their content
//! (`hash.txt` beside the program), so that browsers keep them for ever and never mix two builds.

use std::fs;
use std::path::{Path, PathBuf};

/// The folder with the browser's files and the names in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    pub root: PathBuf,
    /// Addresses of the three files of the client.
    pub js: String,
    pub wasm: String,
    pub css: String,
    /// The editor of templates, which only their pages load.
    pub studio: String,
    /// Names carry a hash of their content.
    pub hashed: bool,
}

impl Site {
    /// Finds the folder: as set, else `site` beside the program, else in the working folder.
    ///
    /// # Errors
    /// A sentence, if there is no folder with the client in it, or if a release lacks its `hash.txt`.
    pub fn find(set: Option<&Path>, program: Option<&Path>, release: bool) -> Result<Self, String> {
        let beside = program.and_then(Path::parent);
        let candidates = match set {
            Some(folder) => vec![folder.to_owned()],
            None => beside
                .map(|folder| folder.join("site"))
                .into_iter()
                .chain([PathBuf::from("site")])
                .collect(),
        };
        let hashes = beside.and_then(|folder| fs::read_to_string(folder.join("hash.txt")).ok());
        if release && hashes.is_none() {
            return Err("hash.txt is missing beside the program: unpack the whole program folder again".to_owned());
        }
        let hash = |kind: &str| hash_of(hashes.as_deref().unwrap_or_default(), kind);
        for root in &candidates {
            let name = |kind: &str| match hash(kind) {
                Some(hash) => format!("/pkg/akta.{hash}.{kind}"),
                None => format!("/pkg/akta.{kind}"),
            };
            let studio = match hash("studio") {
                Some(hash) => format!("/pkg/studio.{hash}.js"),
                None => "/pkg/studio.js".to_owned(),
            };
            let site = Self {
                root: root.clone(),
                js: name("js"),
                wasm: name("wasm"),
                css: name("css"),
                studio,
                hashed: hashes.is_some(),
            };
            if site.is_complete() {
                return Ok(site);
            }
        }
        let places: Vec<String> = candidates.iter().map(|folder| folder.display().to_string()).collect();
        Err(format!(
            "the browser's files are not in {}: set AKTA_SITE to the folder that holds pkg/akta*.js, or build it with `make build`",
            places.join(" nor in ")
        ))
    }

    fn is_complete(&self) -> bool {
        [&self.js, &self.wasm, &self.css]
            .iter()
            .all(|path| self.root.join(path.trim_start_matches('/')).is_file())
    }
}

/// The hash of one kind of file in `hash.txt` (`js: abc`).
fn hash_of(hashes: &str, kind: &str) -> Option<String> {
    hashes.lines().find_map(|line| {
        let (name, hash) = line.split_once(':')?;
        (name.trim() == kind).then(|| hash.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::hash_of;

    #[test]
    fn hashes_are_read_by_kind() {
        let text = "js: abc\nwasm: def\ncss: 012\n";
        assert_eq!(hash_of(text, "wasm").as_deref(), Some("def"));
        assert_eq!(hash_of(text, "map"), None);
        assert_eq!(hash_of("", "js"), None);
    }
}
