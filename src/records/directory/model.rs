//! The forms of a directory.

use serde::{Deserialize, Serialize};

use crate::kernel::folding::fold;
use crate::kernel::ids::RequestKey;
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::Reader;

/// An entry with a name, new or changed, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveEntry<I> {
    /// Of a new entry: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new entry.
    pub id: Option<I>,
    pub version: i64,
    pub name: String,
}

impl<I> Default for SaveEntry<I> {
    fn default() -> Self {
        Self {
            request: None,
            id: None,
            version: 0,
            name: String::new(),
        }
    }
}

impl<I: Copy> SaveEntry<I> {
    /// A stored entry as the form spells it.
    #[must_use]
    pub fn of(id: I, version: i64, name: &str) -> Self {
        Self {
            request: None,
            id: Some(id),
            version,
            name: name.to_owned(),
        }
    }

    /// Reads a name of at most so many letters.
    ///
    /// # Errors
    /// What is wrong with the name.
    pub fn validated(&self, longest: usize) -> Result<Entry<I>, FieldErrors> {
        let mut form = Reader::default();
        let text = form.line("name", &self.name, longest);
        form.finish(Some(Entry {
            request: self.request,
            id: self.id,
            version: self.version,
            folded: fold(&text),
            text,
        }))
    }
}

/// A checked form: `text` as it was typed, `folded` as it is sorted and told from others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<I> {
    /// Of a new entry: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new entry.
    pub id: Option<I>,
    pub version: i64,
    pub text: String,
    pub folded: String,
}

/// An entry changes its place with the one before or behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveEntry<I> {
    pub id: I,
    #[serde(default)]
    pub down: bool,
}

/// An entry is offered no longer, or again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetireEntry<I> {
    pub id: I,
    #[serde(default)]
    pub retired: bool,
}
