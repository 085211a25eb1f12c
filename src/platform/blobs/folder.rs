//! Files as files: `ab/cdef…` below the folder `blobs`, so that no folder gets a hundred thousand entries. All of this waits for the
//! disk and runs aside.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use axum::body::Bytes;
use futures::stream::{self, BoxStream, StreamExt, try_unfold};
use tokio::io::AsyncReadExt;
use uuid::Uuid;

use super::outgoing::Pieces;
use super::{BlobError, aside, is_old};

/// Bytes that are read at once.
const PIECE: usize = 64 << 10;

/// The folder; made when something is written.
#[derive(Debug, Clone)]
pub struct Folder {
    root: Arc<Path>,
}

impl Folder {
    pub fn new(root: PathBuf) -> Self {
        Self { root: root.into() }
    }

    pub fn place(&self, name: &str) -> PathBuf {
        let (folder, rest) = name.split_at_checked(2).unwrap_or(("", name));
        self.root.join(folder).join(rest)
    }

    pub fn read(&self, name: &str) -> Result<Vec<u8>, BlobError> {
        fs::read(self.place(name)).map_err(|error| missing(error, name))
    }

    /// How many bytes there are under a name, and they themselves.
    pub async fn open(&self, name: &str) -> Result<(u64, Pieces), BlobError> {
        let file = tokio::fs::File::open(self.place(name))
            .await
            .map_err(|error| missing(error, name))?;
        let size = file.metadata().await?.len();
        Ok((size, try_unfold(file, piece).boxed()))
    }

    /// Keeps bytes under their name.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<(), BlobError> {
        let place = self.place(name);
        if fs::read(&place).is_ok_and(|there| there == bytes) {
            // Young again, so that it is not swept before the new row is there.
            File::options()
                .write(true)
                .open(&place)?
                .set_modified(SystemTime::now())?;
            return Ok(());
        }
        let folder = place.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)?;
        let beside = folder.join(format!("{}.new", Uuid::from_bytes(rand::random())));
        let written = File::create_new(&beside).and_then(|mut file| {
            file.write_all(bytes)?;
            file.sync_all()
        });
        let moved = written.and_then(|()| rename(&beside, &place));
        if let Err(error) = moved {
            let _ = fs::remove_file(&beside);
            return Err(error.into());
        }
        Ok(())
    }

    /// Takes over a file that lies on the same disk, with its content brought there.
    pub fn take(&self, beside: &Path, name: &str) -> Result<(), BlobError> {
        let place = self.place(name);
        fs::create_dir_all(place.parent().unwrap_or(&self.root))?;
        Ok(rename(beside, &place)?)
    }

    /// The hashes of the old files, a part of the folder at a time.
    pub fn old_ones(&self) -> BoxStream<'static, Result<Vec<Vec<u8>>, BlobError>> {
        let folder = self.clone();
        let old_of = move |part| {
            let folder = folder.clone();
            aside(move || folder.old_ones_of(part))
        };
        stream::iter(0..=u8::MAX).then(old_of).boxed()
    }

    /// What an interrupted write has left goes at once.
    fn old_ones_of(&self, part: u8) -> Result<Vec<Vec<u8>>, BlobError> {
        let prefix = hex::encode([part]);
        let entries = match fs::read_dir(self.root.join(&prefix)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error.into()),
        };
        let mut old = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if !is_old_file(&path) {
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

    /// Deletes those that are old still; one that was written once more meanwhile gets its row.
    pub fn delete(&self, names: &[String]) -> usize {
        let places = names.iter().map(|name| self.place(name));
        places
            .filter(|place| is_old_file(place) && fs::remove_file(place).is_ok())
            .count()
    }
}

/// Whether a file is old enough to be swept.
pub fn is_old_file(path: &Path) -> bool {
    fs::metadata(path).and_then(|about| about.modified()).is_ok_and(is_old)
}

/// Moves a file to its place. The name too has to survive.
fn rename(beside: &Path, place: &Path) -> io::Result<()> {
    fs::rename(beside, place)?;
    place.parent().map_or(Ok(()), |folder| File::open(folder)?.sync_all())
}

fn missing(error: io::Error, name: &str) -> BlobError {
    if error.kind() == ErrorKind::NotFound {
        BlobError::Missing(name.to_owned())
    } else {
        error.into()
    }
}

async fn piece(mut file: tokio::fs::File) -> io::Result<Option<(Bytes, tokio::fs::File)>> {
    let mut piece = vec![0; PIECE];
    let read = file.read(&mut piece).await?;
    piece.truncate(read);
    Ok((read > 0).then(|| (piece.into(), file)))
}
