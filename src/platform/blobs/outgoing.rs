//! A file of any size on its way out: piece by piece, held against its hash.

use std::io;

use axum::body::Bytes;
use futures::stream::{BoxStream, StreamExt, TryStreamExt, try_unfold};
use sha2::{Digest, Sha256};

use super::{BlobError, Blobs, Store};

/// Bytes of a beginning.
const HEAD: usize = 4096;

/// The content of a file as it is stored.
pub type Pieces = BoxStream<'static, io::Result<Bytes>>;

/// A file that is being read.
pub struct Outgoing {
    /// In bytes.
    pub size: u64,
    /// Its content. Before the last piece it is known whether it is what was written; what has changed ends with an error, so that
    /// nobody takes it for whole.
    pub pieces: Pieces,
}

/// What is being read, and what was.
struct Reading {
    pieces: Pieces,
    left: u64,
    digest: Sha256,
    wanted: Vec<u8>,
}

impl Blobs {
    /// The file under a hash.
    ///
    /// # Errors
    /// [`BlobError::Missing`], or what the store answers.
    pub async fn outgoing(&self, sha256: &[u8]) -> Result<Outgoing, BlobError> {
        let (size, pieces) = self.open(&hex::encode(sha256)).await?;
        let reading = Reading {
            pieces,
            left: size,
            digest: Sha256::new(),
            wanted: sha256.to_vec(),
        };
        Ok(Outgoing {
            size,
            pieces: try_unfold(reading, next).boxed(),
        })
    }

    /// How the file under a hash begins.
    ///
    /// # Errors
    /// [`BlobError::Missing`], or what the store answers.
    pub async fn head(&self, sha256: &[u8]) -> Result<Vec<u8>, BlobError> {
        let (_, mut pieces) = self.open(&hex::encode(sha256)).await?;
        let mut head = Vec::new();
        while head.len() < HEAD
            && let Some(piece) = pieces.try_next().await?
        {
            head.extend_from_slice(&piece);
        }
        head.truncate(HEAD);
        Ok(head)
    }

    /// Whether the bytes under a hash are there and have it. They are read piece by piece.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Changed`], or what the store answers.
    pub async fn holds(&self, sha256: &[u8]) -> Result<(), BlobError> {
        let name = hex::encode(sha256);
        let (_, mut pieces) = self.open(&name).await?;
        let mut digest = Sha256::new();
        while let Some(piece) = pieces.try_next().await? {
            digest.update(&piece);
        }
        if digest.finalize().as_slice() == sha256 {
            Ok(())
        } else {
            Err(BlobError::Changed(name))
        }
    }

    async fn open(&self, name: &str) -> Result<(u64, Pieces), BlobError> {
        match &self.store {
            Store::Folder(folder) => folder.open(name).await,
            Store::Bucket(bucket) => bucket.open(name).await,
        }
    }
}

async fn next(mut reading: Reading) -> io::Result<Option<(Bytes, Reading)>> {
    let piece = reading.pieces.try_next().await?;
    let read = piece.as_ref().map_or(0, Bytes::len);
    let is_short = piece.is_none() && reading.left > 0;
    reading.digest.update(piece.as_deref().unwrap_or_default());
    reading.left = reading.left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
    let is_changed = reading.left == 0 && reading.digest.clone().finalize().as_slice() != reading.wanted;
    if is_short || is_changed {
        tracing::error!(sha256 = hex::encode(&reading.wanted), "a stored file has changed");
        return Err(io::Error::other("the file is not what was written"));
    }
    Ok(piece.map(|piece| (piece, reading)))
}
