//! A file of any size on its way out: piece by piece, held against its hash.

use std::fs;
use std::io::{self, ErrorKind, Read};

use axum::body::Bytes;
use futures::stream::{BoxStream, StreamExt, try_unfold};
use sha2::{Digest, Sha256};
use tokio::fs::File;
use tokio::io::AsyncReadExt;

use super::{BlobError, Blobs, aside};

/// Bytes that are read at once.
const PIECE: usize = 64 << 10;

/// Bytes of a beginning.
const HEAD: u64 = 4096;

/// A file that is being read.
pub struct Outgoing {
    /// In bytes.
    pub size: u64,
    /// Its content. Before the last piece it is known whether it is what was written; what has changed ends with an error, so that
    /// nobody takes it for whole.
    pub pieces: BoxStream<'static, io::Result<Bytes>>,
}

/// What is being read, and what was.
struct Reading {
    file: File,
    left: u64,
    digest: Sha256,
    wanted: Vec<u8>,
}

impl Blobs {
    /// The file under a hash.
    ///
    /// # Errors
    /// [`BlobError::Missing`], or what the disk answers.
    pub async fn outgoing(&self, sha256: &[u8]) -> Result<Outgoing, BlobError> {
        let name = hex::encode(sha256);
        let file = File::open(self.place(&name))
            .await
            .map_err(|error| missing(error, name))?;
        let size = file.metadata().await?.len();
        let reading = Reading {
            file,
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
    /// [`BlobError::Missing`], or what the disk answers.
    pub async fn head(&self, sha256: &[u8]) -> Result<Vec<u8>, BlobError> {
        let (blobs, name) = (self.clone(), hex::encode(sha256));
        aside(move || {
            let file = fs::File::open(blobs.place(&name)).map_err(|error| missing(error, name))?;
            let mut head = Vec::new();
            file.take(HEAD).read_to_end(&mut head)?;
            Ok(head)
        })
        .await
    }

    /// Whether the bytes under a hash are there and have it. They are read piece by piece.
    ///
    /// # Errors
    /// [`BlobError::Missing`], [`BlobError::Changed`], or what the disk answers.
    pub async fn holds(&self, sha256: &[u8]) -> Result<(), BlobError> {
        let (blobs, wanted) = (self.clone(), sha256.to_vec());
        aside(move || {
            let name = hex::encode(&wanted);
            let mut file = fs::File::open(blobs.place(&name)).map_err(|error| missing(error, name.clone()))?;
            let (mut digest, mut piece) = (Sha256::new(), vec![0; PIECE]);
            loop {
                let read = file.read(&mut piece)?;
                if read == 0 {
                    break;
                }
                digest.update(piece.get(..read).unwrap_or_default());
            }
            if digest.finalize().as_slice() == wanted {
                Ok(())
            } else {
                Err(BlobError::Changed(name))
            }
        })
        .await
    }
}

fn missing(error: io::Error, name: String) -> BlobError {
    if error.kind() == ErrorKind::NotFound {
        BlobError::Missing(name)
    } else {
        error.into()
    }
}

async fn next(mut reading: Reading) -> io::Result<Option<(Bytes, Reading)>> {
    let mut piece = vec![0; PIECE];
    let read = reading.file.read(&mut piece).await?;
    if read == 0 {
        return Ok(None);
    }
    piece.truncate(read);
    reading.digest.update(&piece);
    reading.left = reading.left.saturating_sub(u64::try_from(read).unwrap_or(u64::MAX));
    if reading.left == 0 && reading.digest.clone().finalize().as_slice() != reading.wanted {
        tracing::error!(sha256 = hex::encode(&reading.wanted), "a stored file has changed");
        return Err(io::Error::other("the file is not what was written"));
    }
    Ok(Some((piece.into(), reading)))
}
