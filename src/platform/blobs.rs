//! Files by their content: each lies under its sha-256, so the same bytes are kept once and nobody can change what a row names. A file is
//! written beside its place, brought to the disk and moved there; then the row that names it is committed. A crash in between leaves a file
//! that nobody names, which is swept after a day.
//!
//! | file | what it holds |
//! |---|---|
//! | here | both stores behind one name, small files, the sweep |
//! | `folder` | the data folder: what is there by default |
//! | `bucket` | an S3-compatible bucket, and how its server is spoken with |
//! | `incoming` | a file of any size on its way in |
//! | `outgoing` | a file of any size on its way out |
//!
//! They are not rows of the database: a hundred thousand papers are gigabytes that every backup of it, every checkpoint and the page cache
//! would carry. Several servers on one PostgreSQL share the folder or the bucket. Names in the bucket are the paths in the folder, so one is
//! copied into the other by what copies files.

mod bucket;
mod folder;
mod incoming;
mod outgoing;

use std::io::{self, Cursor};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use futures::StreamExt;
use futures::stream::BoxStream;
use sha2::{Digest, Sha256};
use tokio::task::spawn_blocking;

use self::bucket::{Bucket, Waits};
use self::folder::Folder;
use super::config::bucket::BucketAddress;
use crate::error::{AppError, internal};

pub use incoming::{Incoming, Kept};
pub use outgoing::Outgoing;

/// A file that nobody names is swept when it is this old: what was written for a row has long got it.
const SWEPT_AFTER: Duration = Duration::from_hours(24);

/// How many megabytes a file that somebody sends may have, unless the settings say otherwise.
pub const LARGEST_MEGABYTES: u32 = 100;

/// Where files lie.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Store,
    /// The folder of files on their way in.
    spool: Arc<Path>,
    largest_megabytes: u32,
}

#[derive(Debug, Clone)]
enum Store {
    Folder(Folder),
    Bucket(Arc<Bucket>),
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
    /// The disk is full or away, or the bucket's server is or refuses.
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
        let root = data.join("blobs");
        Self {
            spool: root.join("incoming").into(),
            store: Store::Folder(Folder::new(root)),
            largest_megabytes: LARGEST_MEGABYTES,
        }
    }

    /// A bucket. Only files on their way in lie in the data folder.
    ///
    /// # Errors
    /// A sentence, if the address makes no sense. Its server is asked nothing yet.
    pub fn in_bucket(data: &Path, address: &BucketAddress) -> Result<Self, String> {
        let bucket = Bucket::new(address, Waits::USUAL)?;
        Ok(Self {
            store: Store::Bucket(Arc::new(bucket)),
            ..Self::in_folder(data)
        })
    }

    /// The same store for files of up to so many megabytes.
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

    /// Writes, reads, lists and deletes a few bytes in a bucket, so that what would fail later is heard of at the start. The folder is
    /// made when it is needed.
    ///
    /// # Errors
    /// A sentence that says what can't be done there, and why.
    pub async fn try_out(&self) -> Result<(), String> {
        match &self.store {
            Store::Folder(_) => Ok(()),
            Store::Bucket(bucket) => bucket.try_out().await,
        }
    }

    /// Keeps bytes for good and tells under which hash. When it returns, they are on the disk or in the bucket.
    ///
    /// # Errors
    /// [`BlobError::Io`] if the disk is full or away, or the bucket does not take them.
    pub async fn keep(&self, bytes: Vec<u8>) -> Result<Vec<u8>, BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                aside(move || {
                    let sha256 = hash(&bytes);
                    folder.write(&hex::encode(&sha256), &bytes).map(|()| sha256)
                })
                .await
            }
            Store::Bucket(bucket) => {
                let (sha256, bytes) = aside(move || Ok((hash(&bytes), bytes))).await?;
                let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                bucket.write(hex::encode(&sha256), size, Cursor::new(bytes)).await?;
                Ok(sha256)
            }
        }
    }

    /// The bytes under a hash, held against it.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Changed`], or what the store answers.
    pub async fn read(&self, sha256: &[u8]) -> Result<Vec<u8>, BlobError> {
        let (wanted, name) = (sha256.to_vec(), hex::encode(sha256));
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                aside(move || unchanged(folder.read(&name)?, &wanted)).await
            }
            Store::Bucket(bucket) => {
                let bytes = bucket.read(&name).await?;
                aside(move || unchanged(bytes, &wanted)).await
            }
        }
    }

    /// Old files, some hundreds at a time: `named` tells which of these hashes some row names; the others are deleted.
    ///
    /// # Errors
    /// What the store or `named` answers.
    pub async fn sweep<E, F>(&self, mut named: impl FnMut(Vec<Vec<u8>>) -> F) -> Result<usize, E>
    where
        E: From<BlobError>,
        F: Future<Output = Result<Vec<Vec<u8>>, E>>,
    {
        let blobs = self.clone();
        let mut swept = aside(move || blobs.sweep_incoming()).await?;
        let mut old_ones = self.old_ones();
        while let Some(old) = old_ones.next().await {
            let old = old?;
            if old.is_empty() {
                continue;
            }
            let kept = named(old.clone()).await?;
            let gone = old.iter().filter(|hash| !kept.contains(hash)).map(hex::encode);
            swept += self.delete(gone.collect()).await?;
        }
        Ok(swept)
    }

    fn old_ones(&self) -> BoxStream<'static, Result<Vec<Vec<u8>>, BlobError>> {
        match &self.store {
            Store::Folder(folder) => folder.old_ones(),
            Store::Bucket(bucket) => bucket.old_ones(),
        }
    }

    /// Deletes what is old still, and tells how many.
    async fn delete(&self, names: Vec<String>) -> Result<usize, BlobError> {
        match &self.store {
            Store::Folder(folder) => {
                let folder = folder.clone();
                aside(move || Ok(folder.delete(&names))).await
            }
            Store::Bucket(bucket) => bucket.delete(&names).await,
        }
    }
}

fn unchanged(bytes: Vec<u8>, wanted: &[u8]) -> Result<Vec<u8>, BlobError> {
    if hash(&bytes) == wanted {
        Ok(bytes)
    } else {
        Err(BlobError::Changed(hex::encode(wanted)))
    }
}

/// Whether what was written then may be swept.
fn is_old(written: SystemTime) -> bool {
    written.elapsed().is_ok_and(|age| age >= SWEPT_AFTER)
}

async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    spawn_blocking(work)
        .await
        .unwrap_or_else(|panic| Err(io::Error::other(panic.to_string()).into()))
}

#[cfg(test)]
pub(crate) mod tests;
