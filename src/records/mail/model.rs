//! States of what is sent, and the rows of the outbox.

use serde::{Deserialize, Serialize};

use crate::kernel::actor::Right;
use crate::kernel::date::LocalTime;
use crate::kernel::folding::search_text;
use crate::kernel::ids::{ClientId, LetterId, OutboxId};
use crate::kernel::paging::{Cursor, Page};
use crate::kernel::tax::spelled;

/// In which line of a letter somebody stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterLine {
    #[default]
    To,
    Cc,
}

spelled!(LetterLine { To = "to", Cc = "cc" });

/// The documents that are mailed to clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailedKind {
    /// And reminders of it.
    Invoice,
    Contract,
    Act,
    DeliveryNote,
    PaymentConfirmation,
    /// And reconciliation acts.
    Statement,
}

spelled!(MailedKind {
    Invoice = "invoice",
    Contract = "contract",
    Act = "act",
    DeliveryNote = "delivery_note",
    PaymentConfirmation = "payment_confirmation",
    Statement = "statement",
});

impl MailedKind {
    /// The right it takes to see them.
    #[must_use]
    pub const fn view(self) -> Right {
        match self {
            Self::Invoice => Right::ViewInvoices,
            Self::Contract => Right::ViewContracts,
            Self::Act => Right::ViewActs,
            Self::DeliveryNote => Right::ViewDeliveryNotes,
            Self::PaymentConfirmation | Self::Statement => Right::ViewPayments,
        }
    }
}

/// How the talk with the mail server is kept from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Security {
    /// In plain: only for a server on this machine.
    None,
    /// Begun in plain and encrypted before anything is said (RFC 3207).
    #[default]
    StartTls,
    /// Encrypted from the first byte (RFC 8314).
    Tls,
}

spelled!(Security {
    StartTls = "starttls",
    Tls = "tls",
    None = "none",
});

/// How far a letter has come to one of those who get it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OutboxState {
    Waiting,
    Sent,
    Failed,
    /// Possibly sent.
    Unclear,
    Cancelled,
}

spelled!(OutboxState {
    Waiting = "waiting",
    Sent = "sent",
    Failed = "failed",
    Unclear = "unclear",
    Cancelled = "cancelled",
});

/// How far a paper has come by e-mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dispatch {
    #[default]
    NotSent,
    Queued,
    Sent,
    /// Somebody did not get it, or perhaps did not.
    Failed,
    Viewed,
}

spelled!(Dispatch {
    NotSent = "not_sent",
    Queued = "queued",
    Sent = "sent",
    Failed = "failed",
    Viewed = "viewed",
});

/// The dispatch of a paper: from the rows of all letters that brought it, and whether somebody has looked at it.
///
/// What is under way comes first, then what needs somebody's attention, even if another recipient has his letter already.
#[must_use]
pub fn dispatch(rows: &[OutboxState], viewed: bool) -> Dispatch {
    let any = |wanted: &[OutboxState]| rows.iter().any(|state| wanted.contains(state));
    if any(&[OutboxState::Waiting]) {
        Dispatch::Queued
    } else if viewed {
        Dispatch::Viewed
    } else if any(&[OutboxState::Failed, OutboxState::Unclear]) {
        Dispatch::Failed
    } else if any(&[OutboxState::Sent]) {
        Dispatch::Sent
    } else {
        Dispatch::NotSent
    }
}

/// Which rows the page of the outbox shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OutboxFilter {
    /// Words to be found in address, name and subject.
    #[serde(skip_serializing_if = "String::is_empty", deserialize_with = "search_text")]
    pub q: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state: Option<OutboxState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<Cursor>,
}

/// A row of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxRow {
    pub id: OutboxId,
    pub letter: LetterId,
    pub name: String,
    pub address: String,
    pub line: LetterLine,
    /// Empty where the letter is not open.
    pub subject: String,
    pub state: OutboxState,
    /// How often it was tried.
    pub tries: i64,
    /// The server's last words; what Akta says where it did not come to them. Empty where the letter is not open.
    pub answer: String,
    /// Somebody is at it now.
    pub at_work: bool,
    pub author: String,
    pub written_at: LocalTime,
    /// Of the last words, or of being taken out.
    pub answered_at: Option<LocalTime>,
    /// When it is tried again; only of what waits.
    pub due_at: Option<LocalTime>,
    pub client: Option<ClientId>,
    /// The reader sees everything that its letter brings: he may read it, and decide about it.
    pub open: bool,
}

impl OutboxRow {
    /// Whether it can be sent once more.
    #[must_use]
    pub const fn may_retry(&self) -> bool {
        if !self.open {
            return false;
        }
        match self.state {
            OutboxState::Waiting => !self.at_work,
            OutboxState::Failed | OutboxState::Unclear | OutboxState::Cancelled => true,
            OutboxState::Sent => false,
        }
    }

    /// Whether its fate is decided in a moment: somebody is at it, or it was not tried yet.
    #[must_use]
    pub const fn is_on_its_way(&self) -> bool {
        matches!(self.state, OutboxState::Waiting) && (self.at_work || self.tries == 0)
    }

    /// Whether it can be taken out.
    #[must_use]
    pub const fn may_cancel(&self) -> bool {
        self.open && matches!(self.state, OutboxState::Waiting) && !self.at_work
    }
}

/// The page of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutboxPage {
    pub page: Page<OutboxRow>,
    /// Letters that wait, all together.
    pub waiting: i64,
}

/// A letter as it was written, with what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterSheet {
    pub subject: String,
    pub html: String,
    pub attachments: Vec<String>,
    pub rows: Vec<OutboxRow>,
}

#[cfg(test)]
mod tests {
    use super::{Dispatch, OutboxState, dispatch};

    #[test]
    fn dispatch_follows_from_the_rows() {
        use OutboxState::{Cancelled, Failed, Sent, Unclear, Waiting};
        for (rows, viewed, expected) in [
            (vec![], false, Dispatch::NotSent),
            (vec![Cancelled], false, Dispatch::NotSent),
            (vec![Waiting], false, Dispatch::Queued),
            (vec![Sent, Waiting, Failed], true, Dispatch::Queued),
            (vec![Sent, Sent], false, Dispatch::Sent),
            (vec![Sent, Cancelled], false, Dispatch::Sent),
            (vec![Sent, Failed], false, Dispatch::Failed),
            (vec![Sent, Unclear], false, Dispatch::Failed),
            (vec![Sent, Unclear], true, Dispatch::Viewed),
            (vec![Sent], true, Dispatch::Viewed),
        ] {
            assert_eq!(dispatch(&rows, viewed), expected, "{rows:?} {viewed}");
        }
    }
}
