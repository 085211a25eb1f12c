//! What is kept so that the database alone does not tell it: passwords that Akta has to know in plain, for other services.
//!
//! Sealed with ChaCha20-Poly1305 (RFC 8439) under a key that is not in the database: the environment's `AKTA_SECRET_KEY`, or a file
//! that is made in the data folder when the first secret is kept, readable by the program's user alone. Each value is bound to what it is
//! for, so that one can't be put in another's place.

use std::fmt;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use sha2::{Digest, Sha256};

use crate::error::{AppError, internal};

/// Its name in the data folder.
const FILE: &str = "secret.key";

const KEY_LEN: usize = 32;

/// Where the key comes from; it is read when it is needed.
#[derive(Clone)]
pub struct Secrets {
    file: Arc<Path>,
    given: Option<Arc<[u8; KEY_LEN]>>,
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secrets")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

/// Why a secret can't be kept or read.
#[derive(Debug, thiserror::Error)]
pub enum SecretError {
    /// The key's file can't be read or made.
    #[error("the key: {0}")]
    Key(#[from] io::Error),
    /// Sealed with another key, for something else, or changed.
    #[error("it was not sealed with this key")]
    OtherKey,
}

impl From<SecretError> for AppError {
    fn from(error: SecretError) -> Self {
        internal(&error.to_string())
    }
}

impl Secrets {
    /// The key is the given one, or else the file in this folder.
    #[must_use]
    pub fn new(data: &Path, given: Option<&str>) -> Self {
        Self {
            file: data.join(FILE).into(),
            given: given.map(|text| Arc::new(Sha256::digest(text.as_bytes()).into())),
        }
    }

    /// Seals a text for a purpose.
    ///
    /// # Errors
    /// [`SecretError::Key`] if the key's file can't be read or made.
    pub fn seal(&self, purpose: &str, text: &str) -> Result<Vec<u8>, SecretError> {
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut sealed = text.as_bytes().to_vec();
        self.key()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(purpose.as_bytes()),
                &mut sealed,
            )
            .map_err(|_| SecretError::OtherKey)?;
        let mut out = nonce.to_vec();
        out.append(&mut sealed);
        Ok(out)
    }

    /// Reads what was sealed for the same purpose.
    ///
    /// # Errors
    /// [`SecretError::OtherKey`] if it was sealed with another key, or for something else.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<String, SecretError> {
        let (nonce, content) = sealed.split_at_checked(NONCE_LEN).ok_or(SecretError::OtherKey)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SecretError::OtherKey)?;
        let mut content = content.to_vec();
        let key = self.key()?;
        let text = key
            .open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut content)
            .map_err(|_| SecretError::OtherKey)?;
        String::from_utf8(text.to_vec()).map_err(|_| SecretError::OtherKey)
    }

    fn key(&self) -> Result<LessSafeKey, SecretError> {
        let bytes = match &self.given {
            Some(given) => **given,
            None => self.stored()?,
        };
        let key = UnboundKey::new(&CHACHA20_POLY1305, &bytes).map_err(|_| SecretError::OtherKey)?;
        Ok(LessSafeKey::new(key))
    }

    /// The key of the file, which is made when there is none. Of two programs that make it at once one finds the other's.
    fn stored(&self) -> io::Result<[u8; KEY_LEN]> {
        match fs::read(&self.file) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            read => return whole(&self.file, &read?),
        }
        if let Some(folder) = self.file.parent() {
            fs::create_dir_all(folder)?;
        }
        let key: [u8; KEY_LEN] = rand::random();
        // Beside its place first: nobody reads half a key.
        let beside = beside(&self.file);
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(&beside)?;
        let kept = file
            .write_all(&key)
            .and_then(|()| file.sync_all())
            .and_then(|()| fs::hard_link(&beside, &self.file));
        let _ = fs::remove_file(&beside);
        match kept {
            Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
            _ => whole(&self.file, &fs::read(&self.file)?),
        }
    }
}

fn beside(file: &Path) -> PathBuf {
    file.with_extension(format!("{}.new", hex::encode(rand::random::<[u8; 8]>())))
}

fn whole(file: &Path, bytes: &[u8]) -> io::Result<[u8; KEY_LEN]> {
    bytes
        .try_into()
        .map_err(|_| io::Error::other(format!("{} is no key", file.display())))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::{SecretError, Secrets};

    #[test]
    fn a_secret_is_read_with_its_key_and_for_its_purpose_only() {
        let folder = std::env::temp_dir().join(format!("akta_secrets_{}", std::process::id()));
        let secrets = Secrets::new(&folder, None);
        let sealed = secrets.seal("mail", "пароль").unwrap();
        assert!(!sealed.windows(4).any(|part| "пароль".as_bytes().starts_with(part)));
        assert_ne!(secrets.seal("mail", "пароль").unwrap(), sealed, "never the same twice");
        assert_eq!(secrets.open("mail", &sealed).unwrap(), "пароль");
        assert_eq!(Secrets::new(&folder, None).open("mail", &sealed).unwrap(), "пароль");
        let mode = std::fs::metadata(folder.join(super::FILE))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600);

        for wrong in [
            secrets.open("bank", &sealed),
            secrets.open("mail", &sealed[..sealed.len() - 1]),
            secrets.open("mail", b"short"),
            Secrets::new(&folder, Some("another key of the environment")).open("mail", &sealed),
        ] {
            assert!(matches!(wrong, Err(SecretError::OtherKey)), "{wrong:?}");
        }
        let given = Secrets::new(&folder, Some("another key of the environment"));
        let sealed = given.seal("mail", "x").unwrap();
        assert_eq!(given.open("mail", &sealed).unwrap(), "x");
        std::fs::write(folder.join(super::FILE), b"half").unwrap();
        assert!(matches!(secrets.seal("mail", "x"), Err(SecretError::Key(_))));
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
