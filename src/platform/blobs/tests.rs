//! Both stores are held to the same; what only a bucket can meet stands beside.
#![allow(clippy::unwrap_used)]

mod bucket;
pub(crate) mod server;

use std::fs::File;
use std::future::ready;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use futures::TryStreamExt;

use self::server::{BUCKET, SECRET, Server, address, says};
use super::bucket::{Bucket, Waits};
use super::{BlobError, Blobs, Kept, SWEPT_AFTER, Store, hash};
use crate::platform::config::bucket::BucketAddress;

/// Where the bytes of a hash lie in the data folder.
pub fn place(blobs: &Blobs, hash: &[u8]) -> PathBuf {
    match &blobs.store {
        Store::Folder(folder) => folder.place(&hex::encode(hash)),
        Store::Bucket(_) => panic!("they are in a bucket"),
    }
}

/// A store in a temporary folder.
pub struct Home {
    pub blobs: Blobs,
    /// Where its files lie on this machine: those of a bucket below the folder of its server.
    objects: PathBuf,
    server: Option<Server>,
    scratch: Scratch,
}

struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

impl Home {
    pub fn in_folder() -> Self {
        let scratch = scratch();
        Self {
            blobs: Blobs::in_folder(&scratch.0),
            objects: scratch.0.join("blobs"),
            server: None,
            scratch,
        }
    }

    pub async fn in_bucket() -> Self {
        Self::in_bucket_of("akta/files", SECRET, Waits::USUAL).await
    }

    async fn in_bucket_of(prefix: &str, secret: &str, waits: Waits) -> Self {
        let scratch = scratch();
        let server = Server::start(&scratch.0.join("server")).await;
        Self {
            blobs: in_bucket(&scratch.0, &address(&server.url, prefix, secret), waits),
            objects: scratch.0.join("server").join(BUCKET).join(prefix),
            server: Some(server),
            scratch,
        }
    }

    /// Where the bytes of a hash lie.
    pub fn place(&self, hash: &[u8]) -> PathBuf {
        let name = hex::encode(hash);
        self.objects.join(&name[..2]).join(&name[2..])
    }

    /// All that is there becomes old enough to be swept.
    pub fn make_all_old(&self) {
        for name in self.names() {
            make_old(&self.objects.join(name));
        }
    }

    /// From now on the server of the bucket answers nothing but failures.
    pub fn breaks(&self) {
        self.server().fails(|_, _| Some(says(500, "")));
    }

    /// From now on all goes well.
    pub fn recovers(&self) {
        self.server().recovers();
    }

    fn server(&self) -> &Server {
        self.server.as_ref().unwrap()
    }

    /// The names of all that is kept.
    fn names(&self) -> Vec<String> {
        let mut names = walk(&self.objects);
        names.retain(|path| !path.starts_with(&*self.blobs.spool));
        let names = names.iter().map(|path| path.strip_prefix(&self.objects).unwrap());
        let mut names: Vec<_> = names.map(|name| name.to_str().unwrap().to_owned()).collect();
        names.sort_unstable();
        names
    }

    /// How many files are on their way in, and whether the server holds something of them.
    fn unfinished(&self) -> usize {
        let parts = walk(&self.scratch.0.join("server"));
        let is_part = |path: &&PathBuf| path.file_name().unwrap().to_str().unwrap().contains("part");
        walk(&self.blobs.spool).len() + parts.iter().filter(is_part).count()
    }
}

fn in_bucket(data: &Path, address: &BucketAddress, waits: Waits) -> Blobs {
    Blobs {
        store: Store::Bucket(Arc::new(Bucket::new(address, waits).unwrap())),
        ..Blobs::in_folder(data)
    }
}

fn scratch() -> Scratch {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    let name = format!(
        "akta_blobs_{}_{}",
        std::process::id(),
        NEXT.fetch_add(1, Ordering::Relaxed)
    );
    Scratch(std::env::temp_dir().join(name))
}

/// All files below a folder.
fn walk(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] })
        .collect()
}

fn make_old(path: &Path) {
    let file = File::options().write(true).open(path).unwrap();
    file.set_modified(SystemTime::now() - SWEPT_AFTER).unwrap();
}

/// Bytes that are like no others of this length.
fn noise(size: usize) -> Vec<u8> {
    let mut state = 0x0139_408d_cbbf_7a44_u64 ^ u64::try_from(size).unwrap();
    let mut bytes = Vec::with_capacity(size + 8);
    while bytes.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        bytes.extend(state.to_le_bytes());
    }
    bytes.truncate(size);
    bytes
}

/// A file as it comes from a browser.
async fn received(blobs: &Blobs, bytes: &[u8]) -> Result<Kept, BlobError> {
    let mut incoming = blobs.incoming().await?;
    for piece in bytes.chunks(60_000) {
        incoming.write(piece).await?;
    }
    incoming.keep().await
}

/// A file as it goes to a browser, and the size of its largest piece.
async fn sent(blobs: &Blobs, sha256: &[u8]) -> std::io::Result<(Vec<u8>, usize)> {
    let outgoing = blobs.outgoing(sha256).await.unwrap();
    let (mut bytes, mut largest, mut pieces) = (Vec::new(), 0, outgoing.pieces);
    while let Some(piece) = pieces.try_next().await? {
        bytes.extend_from_slice(&piece);
        largest = largest.max(piece.len());
    }
    assert_eq!(u64::try_from(bytes.len()).unwrap(), outgoing.size);
    Ok((bytes, largest))
}

async fn on_both_stores(body: impl AsyncFn(&Home)) {
    for home in [Home::in_folder(), Home::in_bucket().await] {
        // On the heap: the bodies of some tests are large.
        Box::pin(body(&home)).await;
    }
}

#[tokio::test]
async fn what_is_kept_is_read_and_what_changed_is_found() {
    on_both_stores(async |home| {
        let blobs = &home.blobs;
        blobs.try_out().await.unwrap();
        assert_eq!(home.names(), [""; 0], "nothing is left of the trial");

        let kept = blobs.keep(b"paper".to_vec()).await.unwrap();
        assert_eq!(kept, hash(b"paper"));
        assert_eq!(blobs.keep(b"paper".to_vec()).await.unwrap(), kept, "once");
        assert_eq!(blobs.read(&kept).await.unwrap(), b"paper");
        blobs.holds(&kept).await.unwrap();

        std::fs::write(home.place(&kept), b"other").unwrap();
        assert!(matches!(blobs.read(&kept).await, Err(BlobError::Changed(_))));
        assert!(matches!(blobs.holds(&kept).await, Err(BlobError::Changed(_))));
        assert!(sent(blobs, &kept).await.is_err(), "nobody takes it for whole");
        blobs.keep(b"paper".to_vec()).await.unwrap();
        assert_eq!(blobs.read(&kept).await.unwrap(), b"paper", "mended by the next write");

        std::fs::remove_file(home.place(&kept)).unwrap();
        assert!(matches!(blobs.read(&kept).await, Err(BlobError::Missing(_))));
        assert!(matches!(blobs.holds(&kept).await, Err(BlobError::Missing(_))));
        assert!(matches!(blobs.head(&kept).await, Err(BlobError::Missing(_))));
        assert!(matches!(blobs.outgoing(&kept).await, Err(BlobError::Missing(_))));
        assert_eq!(home.names(), [""; 0], "nothing is left beside it");
    })
    .await;
}

#[tokio::test]
async fn only_old_files_that_nobody_names_are_swept() {
    on_both_stores(async |home| {
        let blobs = &home.blobs;
        let mut kept = Vec::new();
        for bytes in ["named", "old", "young", "again"] {
            kept.push(blobs.keep(bytes.as_bytes().to_vec()).await.unwrap());
        }
        for old in [0, 1, 3] {
            make_old(&home.place(&kept[old]));
        }
        // The same content once more: a row is coming.
        blobs.keep(b"again".to_vec()).await.unwrap();
        let named = kept[0].clone();
        let asked = |hashes: Vec<Vec<u8>>| {
            assert!(!hashes.contains(&kept[2]) && !hashes.contains(&kept[3]), "too young");
            ready(Ok::<_, BlobError>(vec![named.clone()]))
        };
        assert_eq!(blobs.sweep(asked).await.unwrap(), 1);
        let is_there = kept.iter().map(|hash| home.place(hash).exists()).collect::<Vec<_>>();
        assert_eq!(is_there, [true, false, true, true]);
    })
    .await;
}

#[tokio::test]
async fn what_is_kept_once_more_while_the_sweep_asks_stays() {
    on_both_stores(async |home| {
        let kept = home.blobs.keep(b"paper".to_vec()).await.unwrap();
        make_old(&home.place(&kept));
        let asked = async |_| {
            home.blobs.keep(b"paper".to_vec()).await?;
            Ok::<_, BlobError>(Vec::new())
        };
        assert_eq!(home.blobs.sweep(asked).await.unwrap(), 0);
        assert_eq!(home.blobs.read(&kept).await.unwrap(), b"paper");
    })
    .await;
}

#[tokio::test]
async fn files_of_any_size_come_in_and_go_out() {
    on_both_stores(async |home| {
        let blobs = &home.blobs;
        for size in [0, 1, 4096, 300_000, (8 << 20) - 1, 8 << 20, (8 << 20) + 1, 20 << 20] {
            let bytes = noise(size);
            let kept = received(blobs, &bytes).await.unwrap();
            assert_eq!((&kept.sha256, kept.size), (&hash(&bytes), u64::try_from(size).unwrap()));
            let (read, largest) = sent(blobs, &kept.sha256).await.unwrap();
            assert!(read == bytes, "{size} bytes come out as they went in");
            assert!(largest <= 1 << 20, "{size} bytes go in pieces of {largest}");
            let head = blobs.head(&kept.sha256).await.unwrap();
            assert!(head == bytes[..size.min(4096)], "the beginning of {size} bytes");
            blobs.holds(&kept.sha256).await.unwrap();
        }
        let lost = noise(100_000);
        let mut dropped = blobs.incoming().await.unwrap();
        dropped.write(&lost).await.unwrap();
        drop(dropped);
        assert_eq!((home.names().len(), home.unfinished()), (8, 0));
    })
    .await;
}

#[tokio::test]
async fn names_are_the_same_in_both_stores() {
    let (folder, bucket) = (Home::in_folder(), Home::in_bucket().await);
    let bytes = [noise(10), noise(5000), noise(9 << 20)];
    for home in [&folder, &bucket] {
        home.blobs.keep(bytes[0].clone()).await.unwrap();
        received(&home.blobs, &bytes[1]).await.unwrap();
        received(&home.blobs, &bytes[2]).await.unwrap();
    }
    assert_eq!(folder.names(), bucket.names());

    // What copies files moves one store into the other.
    let moved = Home::in_bucket().await;
    for name in folder.names() {
        let to = moved.objects.join(&name);
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(folder.objects.join(&name), to).unwrap();
    }
    for bytes in &bytes {
        assert!(moved.blobs.read(&hash(bytes)).await.unwrap() == *bytes);
    }
}
