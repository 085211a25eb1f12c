//! Files as the client sees them.

use serde::{Deserialize, Serialize};

use crate::kernel::date::LocalTime;
use crate::kernel::folding::search_text;
use crate::kernel::ids::FileId;
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Cursor;
use crate::records::files::model::{FileType, Shown};

/// Where a client hands files over.
pub const UPLOAD: &str = "/cabinet/files/upload";

/// A file that the client may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CabinetFile {
    pub id: FileId,
    pub name: String,
    pub kind: FileType,
    /// In bytes.
    pub size: i64,
    /// Whether there is a picture to look at.
    pub has_picture: bool,
    /// In the company's time zone.
    pub added_at: LocalTime,
    /// He has handed it over himself.
    pub from_client: bool,
    /// What it belongs to: his card, or a paper with its number.
    pub origin: OwnerKind,
    pub number: String,
}

impl CabinetFile {
    /// What a browser shows of it.
    #[must_use]
    pub fn shown(&self) -> Shown {
        match self.kind.shown() {
            Shown::Picture if !self.has_picture => Shown::Nothing,
            shown => shown,
        }
    }

    /// Where it is saved from.
    #[must_use]
    pub fn address(&self) -> String {
        format!("/cabinet/files/{}", self.id)
    }

    /// Where it is looked at.
    #[must_use]
    pub fn inline_address(&self) -> String {
        format!("/cabinet/files/{}?inline=true", self.id)
    }
}

/// Which files the list shows, as the address of the page says it. The newest come first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CabinetFileFilter {
    /// Words to be found in the name.
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}
