//! What a contact sees of requests in the cabinet: those of his client, and of each what is meant for him.

use serde::{Deserialize, Serialize};

use super::forms::AskTicket;
use super::model::{PaperChoice, TicketPriority, TicketStatus};
use crate::kernel::date::LocalTime;
use crate::kernel::ids::{DepartmentId, FileId, TicketId};
use crate::kernel::paging::Cursor;
use crate::records::files::model::{FileType, Shown};

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTicketRow {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub status: TicketStatus,
    /// Of the last message that he sees.
    pub written: LocalTime,
    /// By which the list is sorted.
    pub moment: i64,
    /// There is something he has not read.
    pub unread: bool,
}

/// Which page of the list is shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnTicketFilter {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

/// What is still open, for the first page of the cabinet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenTickets {
    /// The newest ones.
    pub rows: Vec<OwnTicketRow>,
    /// All of them.
    pub count: i64,
}

/// A file as a contact sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFile {
    pub id: FileId,
    pub name: String,
    pub kind: FileType,
    /// In bytes.
    pub size: i64,
    pub has_picture: bool,
}

impl OwnFile {
    /// Whether a browser shows it without saving it.
    #[must_use]
    pub fn is_looked_at(&self) -> bool {
        match self.kind.shown() {
            Shown::Nothing => false,
            Shown::Itself => true,
            Shown::Picture => self.has_picture,
        }
    }
}

/// A message as a contact sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnMessage {
    /// Written at the client, and not by the company.
    pub own: bool,
    pub author: String,
    pub at: LocalTime,
    pub body: String,
    pub files: Vec<OwnFile>,
}

/// A request on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTicketSheet {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub status: TicketStatus,
    pub priority: TicketPriority,
    /// Empty for none.
    pub department: String,
    /// If he may see papers of its kind.
    pub paper: Option<PaperChoice>,
    pub messages: Vec<OwnMessage>,
    /// Shown to him beside the messages.
    pub files: Vec<OwnFile>,
    /// There is something he has not read.
    pub unread: bool,
    /// How large a file may be.
    pub megabytes: u32,
}

/// What the form of a new request begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnTicketForm {
    pub input: AskTicket,
    pub departments: Vec<(DepartmentId, String)>,
    pub papers: Vec<PaperChoice>,
    pub megabytes: u32,
}

/// Where a contact sends a new request.
pub const ASK: &str = "/cabinet/support/new/request";

/// Where he sends a further message.
#[must_use]
pub fn reply_address(ticket: TicketId) -> String {
    format!("/cabinet/support/{ticket}/message")
}

/// Where he finds a file of a request.
#[must_use]
pub fn file_address(ticket: TicketId, file: FileId) -> String {
    format!("/cabinet/support/{ticket}/files/{file}")
}
