//! Files with what they belong to.

use serde::{Deserialize, Serialize};

use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, FileId};
use crate::kernel::owner::OwnerKind;
use crate::kernel::paging::Cursor;
use crate::kernel::tax::spelled;
use crate::records::files::model::FileRow;

/// A file of a client's card, or of one of his papers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientFileRow {
    pub file: FileRow,
    /// The number of the paper it belongs to; empty for the card itself and for a draft.
    pub number: String,
    /// The name as it is sorted.
    pub sort_name: String,
}

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileSort {
    /// When the file was added.
    #[default]
    Added,
    Name,
    Size,
}

spelled!(FileSort {
    Added = "added",
    Name = "name",
    Size = "size",
});

/// Which files the list shows, as the address of the page says it. The newest come first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FileFilter {
    /// Words to be found in the name.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    /// Only what belongs to objects of this kind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<OwnerKind>,
    /// What was deleted and can be brought back, instead of what is there.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deleted: bool,
    pub sort: FileSort,
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
    /// The file that is open beside the list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileId>,
}

impl Default for FileFilter {
    fn default() -> Self {
        Self {
            q: String::new(),
            client: None,
            origin: None,
            deleted: false,
            sort: FileSort::Added,
            desc: true,
            after: None,
            file: None,
        }
    }
}
