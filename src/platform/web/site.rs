//! The browser's files: where they lie and what they are called. A release gives them names with a hash of their content
//! (`hash.txt` beside the program), so that browsers keep them for ever and never mix two builds.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use sha2::{Digest, Sha256};

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
    /// Another one for every build of the client: tells a browser that what it runs is not what is served.
    pub build: String,
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
                build: String::new(),
            };
            if site.is_complete() {
                let build = site.build_of_files();
                return Ok(Self { build, ..site });
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
            .all(|path| self.place(path).is_file())
    }

    fn place(&self, path: &str) -> PathBuf {
        self.root.join(path.trim_start_matches('/'))
    }

    /// The names say it where they carry hashes; else size and time of the files do, which costs a start nothing.
    fn build_of_files(&self) -> String {
        let mut hash = Sha256::new();
        for path in [&self.js, &self.wasm, &self.css, &self.studio] {
            hash.update(path);
            if self.hashed {
                continue;
            }
            let Ok(file) = fs::metadata(self.place(path)) else {
                continue;
            };
            let written = file
                .modified()
                .ok()
                .and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            hash.update(file.len().to_be_bytes());
            hash.update(written.unwrap_or_default().as_nanos().to_be_bytes());
        }
        hex::encode(&hash.finalize()[..8])
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
    use std::fs;

    use super::{Site, hash_of};

    #[test]
    fn hashes_are_read_by_kind() {
        let text = "js: abc\nwasm: def\ncss: 012\n";
        assert_eq!(hash_of(text, "wasm").as_deref(), Some("def"));
        assert_eq!(hash_of(text, "map"), None);
        assert_eq!(hash_of("", "js"), None);
    }
    #[test]
    fn every_build_has_a_name_of_its_own() {
        let folder = std::env::temp_dir().join(format!("akta_builds_{}", std::process::id()));
        let pkg = folder.join("site/pkg");
        fs::create_dir_all(&pkg).unwrap();
        let build = || Site::find(None, Some(&folder.join("akta")), false).unwrap().build;
        let made = |name: &str, text: &str| fs::write(pkg.join(name), text).unwrap();
        for name in ["akta.js", "akta.wasm", "akta.css", "studio.js"] {
            made(name, "1");
        }
        let first = build();
        assert_eq!(first.len(), 16);
        assert_eq!(build(), first, "nothing has changed");
        made("akta.css", "12");
        assert_ne!(build(), first);

        // With hashes in the names these are enough.
        for name in ["akta.a.js", "akta.b.wasm", "akta.c.css", "akta.e.css", "studio.d.js"] {
            made(name, "1");
        }
        let hashes = |css: &str| {
            fs::write(
                folder.join("hash.txt"),
                format!("js: a\nwasm: b\ncss: {css}\nstudio: d\n"),
            )
            .unwrap();
        };
        hashes("c");
        let first = build();
        made("akta.c.css", "12");
        assert_eq!(build(), first);
        hashes("e");
        assert_ne!(build(), first);
        fs::remove_dir_all(&folder).unwrap();
    }
}
