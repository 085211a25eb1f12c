//! What a request is.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::forms::NewTicket;
use crate::crm::clients::model::ClientChoice;
use crate::kernel::actor::Right;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::date::{Date, LocalTime};
use crate::kernel::folding::{fold, search_text};
use crate::kernel::ids::{ClientId, ContactId, DepartmentId, TicketId, TicketMessageId, UserId};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::paging::Cursor;
use crate::kernel::problem::Problem;
use crate::kernel::tax::{UnknownSpelling, spelled};
use crate::records::activity::model::EventRow;
use crate::records::files::model::FileRow;

/// So many files come with one message at most.
pub const MOST_FILES: usize = 10;

/// How much a request matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketPriority {
    Low,
    #[default]
    Medium,
    High,
}

spelled!(TicketPriority {
    Low = "low",
    Medium = "medium",
    High = "high",
});

/// How far a request has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketStatus {
    /// Somebody has to look at it.
    #[default]
    Open,
    /// Somebody works on it.
    InProgress,
    /// The client has the word.
    Answered,
    /// It waits for something else.
    OnHold,
    Closed,
}

spelled!(TicketStatus {
    Open = "open",
    InProgress = "in_progress",
    Answered = "answered",
    OnHold = "on_hold",
    Closed = "closed",
});

impl TicketStatus {
    /// After the client has written: whatever rested is open again.
    #[must_use]
    pub const fn asked(self) -> Self {
        match self {
            Self::InProgress => Self::InProgress,
            Self::Open | Self::Answered | Self::OnHold | Self::Closed => Self::Open,
        }
    }

    /// After the staff has answered.
    #[must_use]
    pub const fn answered(self) -> Self {
        Self::Answered
    }

    /// The client needs no more.
    ///
    /// # Errors
    /// If it is closed already.
    pub const fn close(self) -> Result<Self, Problem> {
        match self {
            Self::Closed => Err(Problem::WrongState),
            _ => Ok(Self::Closed),
        }
    }

    /// The client comes back to it.
    ///
    /// # Errors
    /// Unless it is closed.
    pub const fn reopen(self) -> Result<Self, Problem> {
        match self {
            Self::Closed => Ok(Self::Open),
            _ => Err(Problem::WrongState),
        }
    }
}

/// Whose words a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageKind {
    Client,
    Staff,
    /// Of the staff for itself.
    Note,
}

spelled!(MessageKind {
    Client = "client",
    Staff = "staff",
    Note = "note",
});

impl MessageKind {
    /// Whether the client sees it.
    #[must_use]
    pub const fn is_shown(self) -> bool {
        !matches!(self, Self::Note)
    }
}

/// The paper a request is about, spelled `invoice:<id>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperKey {
    pub kind: OwnerKind,
    pub id: Uuid,
}

impl PaperKey {
    /// The kinds of papers a request can be about.
    pub const KINDS: [OwnerKind; 4] = [
        OwnerKind::Contract,
        OwnerKind::Invoice,
        OwnerKind::Act,
        OwnerKind::DeliveryNote,
    ];

    /// What it takes in the cabinet to see papers of a kind.
    #[must_use]
    pub const fn cabinet_right(kind: OwnerKind) -> Option<CabinetRight> {
        match kind {
            OwnerKind::Contract => Some(CabinetRight::Contracts),
            OwnerKind::Invoice => Some(CabinetRight::Invoices),
            OwnerKind::Act => Some(CabinetRight::Acts),
            OwnerKind::DeliveryNote => Some(CabinetRight::DeliveryNotes),
            _ => None,
        }
    }

    /// What it takes of the staff.
    #[must_use]
    pub const fn right(kind: OwnerKind) -> Option<Right> {
        kind.seen_with()
    }

    /// Its page, below the address of the staff's pages or of the cabinet.
    #[must_use]
    pub fn path(self) -> String {
        let list = match self.kind {
            OwnerKind::Contract => "contracts",
            OwnerKind::Act => "acts",
            OwnerKind::DeliveryNote => "delivery-notes",
            _ => "invoices",
        };
        format!("/{list}/{}", self.id)
    }
}

impl fmt::Display for PaperKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.as_str(), self.id)
    }
}

impl FromStr for PaperKey {
    type Err = UnknownSpelling;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (kind, id) = text.split_once(':').ok_or(UnknownSpelling)?;
        let kind = kind.parse().map_err(|_| UnknownSpelling)?;
        let id = id.parse().map_err(|_| UnknownSpelling)?;
        if Self::KINDS.contains(&kind) {
            Ok(Self { kind, id })
        } else {
            Err(UnknownSpelling)
        }
    }
}

/// A paper to be chosen, or the chosen one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperChoice {
    pub key: PaperKey,
    pub number: String,
    pub date: Date,
}

/// A request at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub client: ClientId,
    /// Who is answered.
    pub contact: Option<ContactId>,
    pub department: Option<DepartmentId>,
    pub priority: TicketPriority,
    pub status: TicketStatus,
    /// Who of the staff works on it.
    pub executor: Option<UserId>,
    pub paper: Option<PaperKey>,
    /// How many messages there are.
    pub last_seq: i64,
    /// The last one that the client sees.
    pub last_shown_seq: i64,
    pub version: i64,
}

impl Ticket {
    #[must_use]
    pub fn owner(&self) -> Owner {
        Owner::ticket(self.id, self.client)
    }

    /// What it is found by.
    #[must_use]
    pub fn search(&self) -> String {
        format!("{} {}", self.number, fold(&self.subject))
    }
}

/// Something written in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: TicketMessageId,
    pub seq: i64,
    pub kind: MessageKind,
    pub body: String,
    pub author: String,
    pub at: LocalTime,
    pub files: Vec<FileRow>,
}

/// Somebody at the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonBrief {
    pub id: ContactId,
    pub name: String,
    pub email: String,
}

/// What can be chosen for a request of one client.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TicketChoices {
    pub departments: Vec<(DepartmentId, String)>,
    /// Who may work on it.
    pub staff: Vec<(UserId, String)>,
    pub contacts: Vec<(ContactId, String)>,
    pub papers: Vec<PaperChoice>,
}

/// What narrows the list beside its states.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NarrowChoices {
    pub departments: Vec<(DepartmentId, String)>,
    /// The whole staff.
    pub staff: Vec<(UserId, String)>,
}

/// A request with what stands around it on its page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketSheet {
    pub ticket: Ticket,
    pub client_name: String,
    pub contact: Option<PersonBrief>,
    /// Empty for none, as is the executor.
    pub department: String,
    pub executor: String,
    /// If the reader may see papers of its kind.
    pub paper: Option<PaperChoice>,
    pub messages: Vec<Message>,
    /// Somebody has written since the reader looked last.
    pub unread: bool,
    /// For who may decide about it.
    pub choices: Option<TicketChoices>,
    pub events: Vec<EventRow>,
    /// How large a file may be.
    pub megabytes: u32,
}

/// What the form of a new request begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketForm {
    pub input: NewTicket,
    pub client: Option<ClientChoice>,
    /// Likely ones.
    pub clients: Vec<ClientChoice>,
    pub choices: TicketChoices,
    pub megabytes: u32,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketRow {
    pub id: TicketId,
    pub number: i64,
    pub subject: String,
    pub client: ClientId,
    pub client_name: String,
    /// Empty where nobody is named, as are department and executor.
    pub contact: String,
    pub department: String,
    pub executor: String,
    pub priority: TicketPriority,
    pub status: TicketStatus,
    /// How many messages there are.
    pub messages: i64,
    /// Of the last message.
    pub written: LocalTime,
    /// The same moment, by which the list is sorted.
    pub moment: i64,
    /// Somebody has written since the reader looked last.
    pub unread: bool,
}

/// How many requests of a state there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketCount {
    pub status: TicketStatus,
    pub tickets: i64,
    pub unread: i64,
}

/// By what the list is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketSort {
    /// When somebody wrote last.
    #[default]
    Written,
    Number,
}

spelled!(TicketSort {
    Written = "written",
    Number = "number",
});

/// Which states the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TicketView {
    /// All but closed ones.
    #[default]
    Active,
    Open,
    InProgress,
    Answered,
    OnHold,
    Closed,
    All,
}

spelled!(TicketView {
    Active = "active",
    Open = "open",
    InProgress = "in_progress",
    Answered = "answered",
    OnHold = "on_hold",
    Closed = "closed",
    All = "all",
});

impl TicketView {
    /// The one state it shows; `None` for several.
    #[must_use]
    pub const fn status(self) -> Option<TicketStatus> {
        match self {
            Self::Open => Some(TicketStatus::Open),
            Self::InProgress => Some(TicketStatus::InProgress),
            Self::Answered => Some(TicketStatus::Answered),
            Self::OnHold => Some(TicketStatus::OnHold),
            Self::Closed => Some(TicketStatus::Closed),
            Self::Active | Self::All => None,
        }
    }
}

/// Which requests the list shows, as the address says it. Those written in last come first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TicketFilter {
    /// Words to be found in number and subject, or in the client's name.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    pub state: TicketView,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub executor: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub department: Option<DepartmentId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority: Option<TicketPriority>,
    /// Only what the reader has not read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unread: bool,
    pub sort: TicketSort,
    pub desc: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

impl Default for TicketFilter {
    fn default() -> Self {
        Self {
            q: String::new(),
            state: TicketView::Active,
            client: None,
            executor: None,
            department: None,
            priority: None,
            unread: false,
            sort: TicketSort::Written,
            desc: true,
            after: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{OwnerKind, PaperKey, Problem, TicketStatus};

    #[test]
    fn a_word_of_the_client_opens_what_rested() {
        use TicketStatus::{Answered, Closed, InProgress, OnHold, Open};
        for (before, after) in [
            (Open, Open),
            (InProgress, InProgress),
            (Answered, Open),
            (OnHold, Open),
            (Closed, Open),
        ] {
            assert_eq!(before.asked(), after, "{before}");
            assert_eq!(before.answered(), Answered);
            let closed = if before == Closed {
                Err(Problem::WrongState)
            } else {
                Ok(Closed)
            };
            assert_eq!(before.close(), closed);
            let open = if before == Closed {
                Ok(Open)
            } else {
                Err(Problem::WrongState)
            };
            assert_eq!(before.reopen(), open);
        }
    }

    #[test]
    fn a_paper_is_named_by_kind_and_id() {
        let id = uuid::Uuid::from_u128(7);
        for kind in PaperKey::KINDS {
            let key = PaperKey { kind, id };
            assert_eq!(key.to_string().parse(), Ok(key));
            assert!(PaperKey::cabinet_right(kind).is_some() && PaperKey::right(kind).is_some());
        }
        let user = PaperKey {
            kind: OwnerKind::User,
            id,
        };
        for text in [user.to_string(), "invoice".to_owned(), "invoice:x".to_owned()] {
            assert!(text.parse::<PaperKey>().is_err(), "{text}");
        }
    }
}
