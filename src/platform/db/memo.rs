//! What one page has read. Its parts ask for the same rows, each by itself and with its own rights: the client, the document, what the company
//! has set. A statement with the same values is run once for all of them; on SQLite each is a way to another thread and back.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::{Row, Value};

/// The first row of a statement, once it is read.
pub(super) type Found = Arc<OnceCell<Option<Arc<Row>>>>;

/// First rows that were read while one page is made. A request that writes remembers nothing from then on.
#[derive(Clone)]
pub struct Memo(Arc<Mutex<Option<Vec<Asked>>>>);

struct Asked {
    text: String,
    values: Vec<Value>,
    found: Found,
}

impl Memo {
    /// What was found, or is being looked for; `None` once the request has begun to write.
    pub(super) fn of(&self, text: &str, values: &[Value]) -> Option<Found> {
        let mut asked = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let asked = asked.as_mut()?;
        // A page asks some thirty questions: no hash is faster than looking through them.
        let same = asked.iter().find(|one| one.text == text && one.values == values);
        if let Some(one) = same {
            return Some(Arc::clone(&one.found));
        }
        let found = Found::default();
        asked.push(Asked {
            text: text.to_owned(),
            values: values.to_vec(),
            found: Arc::clone(&found),
        });
        Some(found)
    }

    /// From now on everything is read when it is asked for.
    pub fn end(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

impl Default for Memo {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Some(Vec::new()))))
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}
