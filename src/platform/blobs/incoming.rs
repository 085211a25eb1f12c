//! A file of any size on its way in: piece by piece to the disk, its hash computed on the way, in a few kilobytes of memory. The disk is
//! that of the data folder for a bucket too: only what has come whole, is not too large and was judged goes to it, under its name.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::folder::is_old_file;
use super::{BlobError, Blobs, Store, aside};

/// Bytes of the beginning that are remembered, to tell what it is.
const HEAD: usize = 4096;

/// A file that is being written beside the others. Dropped before it is kept, it leaves nothing.
#[derive(Debug)]
pub struct Incoming {
    blobs: Blobs,
    beside: Beside,
    file: File,
    digest: Sha256,
    head: Vec<u8>,
    size: u64,
}

/// A file that is there for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    pub sha256: Vec<u8>,
    /// In bytes.
    pub size: u64,
}

/// A name that goes with what holds it.
#[derive(Debug)]
struct Beside(PathBuf);

impl Drop for Beside {
    fn drop(&mut self) {
        // Not there any more once it is kept.
        let _ = fs::remove_file(&self.0);
    }
}

impl Blobs {
    /// Begins a file.
    ///
    /// # Errors
    /// [`BlobError::Io`] if the disk is full or away.
    pub async fn incoming(&self) -> Result<Incoming, BlobError> {
        tokio::fs::create_dir_all(&self.spool).await?;
        let path = self.spool.join(format!("{}.new", Uuid::from_bytes(rand::random())));
        let file = File::create_new(&path).await?;
        Ok(Incoming {
            blobs: self.clone(),
            beside: Beside(path),
            file,
            digest: Sha256::new(),
            head: Vec::new(),
            size: 0,
        })
    }

    /// What an interrupted program has left on the way in.
    pub(super) fn sweep_incoming(&self) -> Result<usize, BlobError> {
        let entries = match fs::read_dir(&self.spool) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(error.into()),
        };
        let mut swept = 0;
        for entry in entries {
            let path = entry?.path();
            if is_old_file(&path) && fs::remove_file(&path).is_ok() {
                swept += 1;
            }
        }
        Ok(swept)
    }
}

impl Incoming {
    /// The next piece.
    ///
    /// # Errors
    /// [`BlobError::Io`] if the disk is full or away.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), BlobError> {
        self.file.write_all(piece).await?;
        self.digest.update(piece);
        let missing = HEAD.saturating_sub(self.head.len()).min(piece.len());
        self.head.extend(piece.iter().take(missing));
        self.size = self.size.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        Ok(())
    }

    /// In bytes, as far as it has come.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// How it begins.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Where it can be read, with all that was written.
    ///
    /// # Errors
    /// [`BlobError::Io`] if the disk is full or away.
    pub async fn readable(&mut self) -> Result<&Path, BlobError> {
        self.file.flush().await?;
        Ok(&self.beside.0)
    }

    /// Keeps it for good. When this returns, it is on the disk or in the bucket, whole. The same content that is there already is replaced:
    /// so it is young again and not swept before its new row is there, and mended where the disk had spoilt it.
    ///
    /// # Errors
    /// [`BlobError::Io`] if the disk is full or away, or the bucket does not take it; then nothing of it is kept.
    pub async fn keep(mut self) -> Result<Kept, BlobError> {
        self.file.flush().await?;
        let sha256 = self.digest.finalize().to_vec();
        let name = hex::encode(&sha256);
        let beside = self.beside;
        match &self.blobs.store {
            Store::Folder(folder) => {
                self.file.sync_all().await?;
                let folder = folder.clone();
                aside(move || folder.take(&beside.0, &name)).await?;
            }
            Store::Bucket(bucket) => bucket.write(name, self.size, File::open(&beside.0).await?).await?,
        }
        Ok(Kept {
            sha256,
            size: self.size,
        })
    }
}
