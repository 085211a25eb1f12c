//! The hash by which papers know what they were made with.

use sha2::{Digest, Sha256};

/// Of subject and body.
#[must_use]
pub fn content_hash(subject: &str, body: &str) -> Vec<u8> {
    let mut hash = Sha256::new();
    hash.update(subject.as_bytes());
    hash.update([0]);
    hash.update(body.as_bytes());
    hash.finalize().to_vec()
}
