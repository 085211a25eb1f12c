//! Files as objects of an S3-compatible bucket, under the names they have in the folder. An object appears whole or not at all: what is
//! larger than one part is sent in parts, which become the object with the last request or are taken back.

mod client;

use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::body::Bytes;
use futures::future::ready;
use futures::stream::{BoxStream, StreamExt, TryStreamExt};
use object_store::aws::{AmazonS3, AmazonS3Builder};
use object_store::path::Path;
use object_store::{BackoffConfig, Error, MultipartUpload, ObjectMeta, ObjectStore, ObjectStoreExt, RetryConfig};
use tokio::io::{AsyncRead, AsyncReadExt};
use uuid::Uuid;

use self::client::Connector;
use super::outgoing::Pieces;
use super::{BlobError, is_old};
use crate::platform::config::bucket::BucketAddress;

/// Bytes of a part: as many are in memory for each file on its way. Servers want 5 MiB or more, and no more than 10,000 parts.
const PART: u64 = 8 << 20;

/// Hashes that the sweep asks about at once.
const AT_ONCE: usize = 500;

/// What a server answers to a key that it does not know, that signs wrongly, or that may not do this.
const REFUSALS: [&str; 3] = ["InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied"];

/// How long is waited for the server. A request that is not answered is sent again while there is time; reading goes on where it broke.
#[derive(Debug, Clone, Copy)]
pub struct Waits {
    /// For the connection.
    pub connection: Duration,
    /// For the head of an answer, with what is sent before.
    pub answer: Duration,
    /// For each piece of what is read.
    pub piece: Duration,
    /// How often a request is sent again at most …
    pub retries: usize,
    /// … and how long after the first time.
    pub retrying: Duration,
}

impl Waits {
    pub const USUAL: Self = Self {
        connection: Duration::from_secs(5),
        // A part within it takes a line of a megabit.
        answer: Duration::from_mins(1),
        piece: Duration::from_secs(30),
        retries: 3,
        retrying: Duration::from_mins(1),
    };
}

/// The bucket.
pub struct Bucket {
    store: AmazonS3,
    prefix: Path,
    /// For people.
    address: String,
}

impl fmt::Debug for Bucket {
    /// Without the key, whatever the client shows of it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bucket").field(&self.address).finish()
    }
}

impl Bucket {
    /// # Errors
    /// A sentence, if the address makes no sense.
    pub fn new(address: &BucketAddress, waits: Waits) -> Result<Self, String> {
        let retry = RetryConfig {
            backoff: BackoffConfig {
                max_backoff: Duration::from_secs(2),
                ..BackoffConfig::default()
            },
            max_retries: waits.retries,
            retry_timeout: waits.retrying,
        };
        let sentence = |cause: &dyn fmt::Display| format!("AKTA_S3_BUCKET {address}: {cause}");
        let connector = Connector::new(&address.authorities, waits).map_err(|error| sentence(&error))?;
        let builder = AmazonS3Builder::new()
            .with_bucket_name(&address.bucket)
            .with_region(&address.region)
            .with_virtual_hosted_style_request(!address.path_style)
            .with_access_key_id(&address.access_key_id)
            .with_secret_access_key(address.secret_access_key.reveal())
            // Not every server that is compatible deletes many at once.
            .with_disable_bulk_delete(true)
            .with_retry(retry)
            .with_http_connector(connector);
        let store = match &address.endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder,
        };
        Ok(Self {
            store: store.build().map_err(|error| sentence(&error))?,
            prefix: Path::from(&*address.prefix),
            address: address.to_string(),
        })
    }

    /// Writes, reads, lists and deletes a few bytes under a name nobody else takes.
    pub async fn try_out(&self) -> Result<(), String> {
        let place = self
            .prefix
            .clone()
            .join(format!("trial-{}", Uuid::from_bytes(rand::random())));
        let sentence =
            |what: &str, cause: &str| format!("AKTA_S3_BUCKET {}: can't {what} there: {cause}", self.address);
        let failed = |what: &str, error: &Error| sentence(what, &told(error));
        let content = Bytes::from_static(b"Akta tries out whether files can be kept here.");
        let written = self.store.put(&place, content.clone().into()).await;
        written.map_err(|error| failed("write", &error))?;
        let seen = async {
            let found = self.store.get(&place).await.map_err(|error| failed("read", &error))?;
            if found.bytes().await.map_err(|error| failed("read", &error))? != content {
                return Err(sentence("read", "something else is read than was written"));
            }
            let listed = self.store.list(Some(&self.prefix)).try_next().await;
            listed.map(drop).map_err(|error| failed("list", &error))
        };
        let seen = seen.await;
        let deleted = self.store.delete(&place).await;
        seen.and(deleted.map_err(|error| failed("delete", &error)))
    }

    pub async fn read(&self, name: &str) -> Result<Vec<u8>, BlobError> {
        let unread = |error: Error| unread(name, &error);
        let found = self.store.get(&self.place(name)).await.map_err(unread)?;
        Ok(found.bytes().await.map_err(unread)?.into())
    }

    /// How many bytes there are under a name, and they themselves.
    pub async fn open(&self, name: &str) -> Result<(u64, Pieces), BlobError> {
        let found = self.store.get(&self.place(name)).await;
        let found = found.map_err(|error| unread(name, &error))?;
        let size = found.meta.size;
        Ok((size, found.into_stream().map_err(|error| refused(&error)).boxed()))
    }

    /// Writes so many bytes in the place of any object that is there. It comes to its end when nobody waits for it any more: parts that are neither
    /// put together nor taken back would lie in the bucket unseen.
    pub async fn write(
        self: &Arc<Self>,
        name: String,
        size: u64,
        content: impl AsyncRead + Send + Unpin + 'static,
    ) -> Result<(), BlobError> {
        let bucket = Arc::clone(self);
        let writing = tokio::spawn(async move { bucket.write_all(&name, size, content).await });
        writing.await.unwrap_or_else(|panic| Err(io::Error::other(panic)))?;
        Ok(())
    }

    async fn write_all(&self, name: &str, size: u64, mut content: impl AsyncRead + Send + Unpin) -> io::Result<()> {
        let place = self.place(name);
        if size <= PART {
            let written = self.store.put(&place, part_of(&mut content, size).await?.into()).await;
            return written.map(drop).map_err(|error| refused(&error));
        }
        let upload = self.store.put_multipart(&place).await;
        let mut upload = upload.map_err(|error| refused(&error))?;
        let sent = send(&mut *upload, size, content).await;
        if sent.is_err()
            && let Err(error) = upload.abort().await
        {
            tracing::warn!(cause = told(&error), "parts of a file are left in the bucket");
        }
        sent
    }

    /// The hashes of the old objects. What is not named as a file is nobody's business here.
    pub fn old_ones(&self) -> BoxStream<'static, Result<Vec<Vec<u8>>, BlobError>> {
        let prefix = self.prefix.clone();
        self.store
            .list(Some(&self.prefix))
            .try_filter_map(move |found| {
                let hash = is_old_object(&found).then(|| hash_of(&found.location, &prefix));
                ready(Ok(hash.flatten()))
            })
            .map_err(|error| BlobError::from(refused(&error)))
            .try_chunks(AT_ONCE)
            .map_err(|stopped| stopped.1)
            .boxed()
    }

    /// Deletes those that are old still; one that was written once more meanwhile gets its row.
    pub async fn delete(&self, names: &[String]) -> Result<usize, BlobError> {
        let mut deleted = 0;
        for name in names {
            let place = self.place(name);
            match self.store.head(&place).await {
                Ok(found) if is_old_object(&found) => {
                    self.store.delete(&place).await.map_err(|error| refused(&error))?;
                    deleted += 1;
                }
                Ok(_) | Err(Error::NotFound { .. }) => {}
                Err(error) => return Err(refused(&error).into()),
            }
        }
        Ok(deleted)
    }

    fn place(&self, name: &str) -> Path {
        let (folder, rest) = name.split_at_checked(2).unwrap_or(("", name));
        self.prefix.clone().join(folder).join(rest)
    }
}

/// Sends the parts and makes them the object.
async fn send(
    upload: &mut dyn MultipartUpload,
    size: u64,
    mut content: impl AsyncRead + Send + Unpin,
) -> io::Result<()> {
    let mut left = size;
    while left > 0 {
        let part = part_of(&mut content, left).await?;
        left -= left.min(PART);
        upload.put_part(part.into()).await.map_err(|error| refused(&error))?;
    }
    upload.complete().await.map(drop).map_err(|error| refused(&error))
}

/// The next part of what is left, in no more memory than it needs. Only the last one is shorter than [`PART`].
async fn part_of(content: &mut (impl AsyncRead + Send + Unpin), left: u64) -> io::Result<Vec<u8>> {
    let mut part = vec![0; usize::try_from(left.min(PART)).map_err(io::Error::other)?];
    content.read_exact(&mut part).await?;
    Ok(part)
}

fn is_old_object(found: &ObjectMeta) -> bool {
    is_old(SystemTime::from(found.last_modified))
}

/// What [`Bucket::place`] made a name of.
fn hash_of(location: &Path, prefix: &Path) -> Option<Vec<u8>> {
    let parts: Vec<_> = location.prefix_match(prefix)?.collect();
    let [folder, rest] = &*parts else { return None };
    let is_folder = folder.as_ref().len() == 2;
    let hash = hex::decode(format!("{}{}", folder.as_ref(), rest.as_ref())).ok()?;
    (is_folder && hash.len() == 32).then_some(hash)
}

fn unread(name: &str, error: &Error) -> BlobError {
    // A bucket that is not there is no file that is not there.
    match error {
        Error::NotFound { .. } if code(&error.to_string()) != Some("NoSuchBucket") => {
            BlobError::Missing(name.to_owned())
        }
        _ => refused(error).into(),
    }
}

fn refused(error: &Error) -> io::Error {
    io::Error::other(told(error))
}

/// Why the server did not do it. An answer of its own is told by its code and message alone: refusals repeat what was signed.
fn told(error: &Error) -> String {
    let text = error.to_string();
    let is_denied = matches!(error, Error::PermissionDenied { .. } | Error::Unauthenticated { .. });
    match code(&text) {
        Some(code) if is_denied || REFUSALS.contains(&code) => format!("the server refuses the key ({code})"),
        Some(code) => {
            let message = between(&text, "<Message>", "</Message>");
            format!("the server answers {code}: {}", message.unwrap_or("no further word"))
        }
        None if is_denied => "the server refuses the key".to_owned(),
        None => text,
    }
}

fn code(answer: &str) -> Option<&str> {
    between(answer, "<Code>", "</Code>")
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(begin)?;
    rest.split_once(end).map(|(found, _)| found)
}
