//! Files by their content: each lies in the data folder under its sha-256, so the same bytes are kept once and nobody can change what a
//! row names. A file is written beside its place, brought to the disk and moved there; then the row that names it is committed. A crash in
//! between leaves a file that nobody names, which is swept after a day.
//!
//! | file | what it holds |
//! |---|---|
//! | here | the folder, small files, the sweep |
//! | `incoming` | a file of any size on its way in |
//! | `outgoing` | a file of any size on its way out |
//!
//! They are not rows of the database: a hundred thousand papers are gigabytes that every backup of it, every checkpoint and the page cache
//! would carry. Several servers on one PostgreSQL share the folder.

mod incoming;
mod outgoing;

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::error::{AppError, internal};

pub use incoming::{Incoming, Kept};
pub use outgoing::Outgoing;

/// A file that nobody names is swept when it is this old: what was written for a row has long got it.
const SWEPT_AFTER: Duration = Duration::from_hours(24);

/// How many megabytes a file that somebody sends may have, unless the settings say otherwise.
pub const LARGEST_MEGABYTES: u32 = 100;

/// The folder.
#[derive(Debug, Clone)]
pub struct Blobs {
    root: Arc<Path>,
    largest_megabytes: u32,
}

/// Why a file could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// It is not there.
    #[error("blob {0} is missing")]
    Missing(String),
    /// Its content is not what was written.
    #[error("blob {0} has changed")]
    Changed(String),
    /// The disk is full or away.
    #[error("blobs: {0}")]
    Io(#[from] io::Error),
}

impl From<BlobError> for AppError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Io(cause) => {
                tracing::error!(%cause, "a file can't be read or written");
                Self::Unavailable
            }
            other => internal(&other.to_string()),
        }
    }
}

/// The sha-256 of some bytes.
#[must_use]
pub fn hash(bytes: &[u8]) -> Vec<u8> {
    Sha256::digest(bytes).to_vec()
}

impl Blobs {
    /// The folder `blobs` in the data folder; made when something is written.
    #[must_use]
    pub fn in_folder(data: &Path) -> Self {
        Self {
            root: data.join("blobs").into(),
            largest_megabytes: LARGEST_MEGABYTES,
        }
    }

    /// The same folder for files of up to so many megabytes.
    #[must_use]
    pub fn with_largest(self, megabytes: u32) -> Self {
        Self {
            largest_megabytes: megabytes,
            ..self
        }
    }

    /// How many megabytes a file that somebody sends may have.
    #[must_use]
    pub const fn largest_megabytes(&self) -> u32 {
        self.largest_megabytes
    }

    /// Keeps bytes for good and tells under which hash. When it returns, they are on the disk.
    ///
    /// # Errors
    /// [`BlobError::Io`] if the disk is full or away.
    pub async fn keep(&self, bytes: Vec<u8>) -> Result<Vec<u8>, BlobError> {
        let blobs = self.clone();
        aside(move || blobs.write(&bytes)).await
    }

    /// The bytes under a hash, held against it.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Changed`], or what the disk answers.
    pub async fn read(&self, sha256: &[u8]) -> Result<Vec<u8>, BlobError> {
        let (blobs, wanted) = (self.clone(), sha256.to_vec());
        aside(move || {
            let name = hex::encode(&wanted);
            let bytes = match fs::read(blobs.place(&name)) {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::NotFound => return Err(BlobError::Missing(name)),
                Err(error) => return Err(error.into()),
            };
            if hash(&bytes) == wanted {
                Ok(bytes)
            } else {
                Err(BlobError::Changed(name))
            }
        })
        .await
    }

    /// Old files, a part of the folder at a time: `named` tells which of these hashes some row names; the others are deleted.
    ///
    /// # Errors
    /// What the disk or `named` answers.
    pub async fn sweep<E, F>(&self, mut named: impl FnMut(Vec<Vec<u8>>) -> F) -> Result<usize, E>
    where
        E: From<BlobError>,
        F: Future<Output = Result<Vec<Vec<u8>>, E>>,
    {
        let blobs = self.clone();
        let mut swept = aside(move || blobs.sweep_incoming()).await?;
        for part in 0..=u8::MAX {
            let blobs = self.clone();
            let old = aside(move || blobs.old_ones(part)).await?;
            if old.is_empty() {
                continue;
            }
            let kept = named(old.clone()).await?;
            let gone: Vec<_> = old.into_iter().filter(|hash| !kept.contains(hash)).collect();
            let blobs = self.clone();
            swept += aside(move || Ok(blobs.delete(&gone))).await?;
        }
        Ok(swept)
    }

    /// `ab/cdef…`: no folder gets a hundred thousand entries.
    fn place(&self, name: &str) -> PathBuf {
        let (folder, rest) = name.split_at_checked(2).unwrap_or(("", name));
        self.root.join(folder).join(rest)
    }

    fn write(&self, bytes: &[u8]) -> Result<Vec<u8>, BlobError> {
        let hash = hash(bytes);
        let place = self.place(&hex::encode(&hash));
        if fs::read(&place).is_ok_and(|there| there == bytes) {
            // Young again, so that it is not swept before the new row is there.
            File::options()
                .write(true)
                .open(&place)?
                .set_modified(SystemTime::now())?;
            return Ok(hash);
        }
        let folder = place.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let beside = folder.join(format!("{}.new", Uuid::from_bytes(rand::random())));
        let written = File::create_new(&beside).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        let moved = written.and_then(|()| fs::rename(&beside, &place));
        if let Err(error) = moved {
            let _ = fs::remove_file(&beside);
            return Err(error.into());
        }
        // The name too has to survive.
        File::open(folder)?.sync_all()?;
        Ok(hash)
    }

    /// The hashes of the old files of a part; what an interrupted write has left goes at once.
    fn old_ones(&self, part: u8) -> Result<Vec<Vec<u8>>, BlobError> {
        let prefix = hex::encode([part]);
        let entries = match fs::read_dir(self.root.join(&prefix)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let mut old = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if !is_old(&path) {
                continue;
            }
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
            match name.as_deref().map(|name| hex::decode(format!("{prefix}{name}"))) {
                Some(Ok(hash)) if hash.len() == 32 => old.push(hash),
                _ => {
                    let _ = fs::remove_file(&path);
                }
            }
        }
        Ok(old)
    }

    fn delete(&self, hashes: &[Vec<u8>]) -> usize {
        let places = hashes.iter().map(|hash| self.place(&hex::encode(hash)));
        // Written once more meanwhile: then a row is coming.
        places
            .filter(|place| is_old(place) && fs::remove_file(place).is_ok())
            .count()
    }
}

fn is_old(path: &Path) -> bool {
    let modified = fs::metadata(path).and_then(|about| about.modified());
    modified.is_ok_and(|at| at.elapsed().is_ok_and(|age| age >= SWEPT_AFTER))
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    spawn_blocking(work)
        .await
        .unwrap_or_else(|panic| Err(io::Error::other(panic.to_string()).into()))
}

#[cfg(test)]
pub mod tests {
    use std::fs::File;
    use std::path::PathBuf;
    use std::time::SystemTime;

    use super::{BlobError, Blobs, SWEPT_AFTER, hash};

    /// Where the bytes of a hash lie.
    pub fn place(blobs: &Blobs, hash: &[u8]) -> PathBuf {
        blobs.place(&hex::encode(hash))
    }

    fn make_old(blobs: &Blobs, hash: &[u8]) {
        let file = File::options().write(true).open(place(blobs, hash)).unwrap();
        file.set_modified(SystemTime::now() - SWEPT_AFTER).unwrap();
    }

    struct Folder(PathBuf);

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn folder(name: &str) -> (Folder, Blobs) {
        let path = std::env::temp_dir().join(format!("akta_blobs_{name}_{}", std::process::id()));
        let blobs = Blobs::in_folder(&path);
        (Folder(path), blobs)
    }

    #[tokio::test]
    async fn what_is_kept_is_read_and_what_changed_is_found() {
        let (_folder, blobs) = folder("kept");
        let kept = blobs.keep(b"paper".to_vec()).await.unwrap();
        assert_eq!(kept, hash(b"paper"));
        assert_eq!(blobs.keep(b"paper".to_vec()).await.unwrap(), kept, "once");
        assert_eq!(blobs.read(&kept).await.unwrap(), b"paper");

        std::fs::write(place(&blobs, &kept), b"other").unwrap();
        assert!(matches!(blobs.read(&kept).await, Err(BlobError::Changed(_))));
        blobs.keep(b"paper".to_vec()).await.unwrap();
        assert_eq!(blobs.read(&kept).await.unwrap(), b"paper", "mended by the next write");

        std::fs::remove_file(place(&blobs, &kept)).unwrap();
        assert!(matches!(blobs.read(&kept).await, Err(BlobError::Missing(_))));
        let beside = place(&blobs, &kept).parent().unwrap().read_dir().unwrap().count();
        assert_eq!(beside, 0, "nothing is left beside it");
    }

    #[tokio::test]
    async fn only_old_files_that_nobody_names_are_swept() {
        let (_folder, blobs) = folder("swept");
        let mut kept = Vec::new();
        for bytes in ["named", "old", "young", "again"] {
            kept.push(blobs.keep(bytes.as_bytes().to_vec()).await.unwrap());
        }
        for old in [0, 1, 3] {
            make_old(&blobs, &kept[old]);
        }
        // The same content once more: a row is coming.
        blobs.keep(b"again".to_vec()).await.unwrap();
        let named = kept[0].clone();
        let swept = blobs
            .sweep(|_| std::future::ready(Ok::<_, BlobError>(vec![named.clone()])))
            .await;
        assert_eq!(swept.unwrap(), 1);
        let is_there = kept.iter().map(|hash| place(&blobs, hash).exists()).collect::<Vec<_>>();
        assert_eq!(is_there, [true, false, true, true]);
    }
}
