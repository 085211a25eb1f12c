//! What happened to an object.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::kernel::date::{LocalTime, Timestamp};
use crate::kernel::owner::{Owner, OwnerKind};

/// What was done. The vocabulary of all rooms; the interface has a sentence for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verb {
    Created,
    Changed,
    Archived,
    Restored,
    Issued,
    Corrected,
    Cancelled,
    Terminated,
    SignaturesRecorded,
    Deleted,
    PaymentRecorded,
    PaymentReversed,
    Allocated,
    Refunded,
    Reversed,
    WrittenOff,
    WriteOffReversed,
    SignedIn,
    PasswordChanged,
    PasswordReset,
    Deactivated,
    Reactivated,
    SessionsEnded,
    /// Put into the outbox.
    Mailed,
    Signed,
    SignatureRefused,
    OriginalReceived,
    FileAdded,
    FileDeleted,
    FileRestored,
    /// The client sees the file in his cabinet.
    FileShown,
    FileHidden,
    /// Given up: a lead that went elsewhere.
    Lost,
    /// Put aside: a lead that was none.
    Junked,
    Reopened,
    /// A lead became a client.
    Converted,
    /// An expense was put on an invoice.
    Billed,
    /// An expense can be put on an invoice again.
    Unbilled,
    /// The client has looked at a paper in his cabinet.
    Viewed,
    /// A member of the staff looks at the cabinet as the contact.
    LookedAs,
    /// The client asks for other requisites on his card.
    RequisitesAsked,
    RequisitesRefused,
    /// The client has written in his request.
    Asked,
    /// The staff has answered a request.
    Answered,
    /// The staff has noted something for itself.
    Noted,
}

impl Verb {
    pub const ALL: [Self; 45] = [
        Self::Created,
        Self::Changed,
        Self::Archived,
        Self::Restored,
        Self::Issued,
        Self::Corrected,
        Self::Cancelled,
        Self::Terminated,
        Self::SignaturesRecorded,
        Self::Deleted,
        Self::PaymentRecorded,
        Self::PaymentReversed,
        Self::Allocated,
        Self::Refunded,
        Self::Reversed,
        Self::WrittenOff,
        Self::WriteOffReversed,
        Self::SignedIn,
        Self::PasswordChanged,
        Self::PasswordReset,
        Self::Deactivated,
        Self::Reactivated,
        Self::SessionsEnded,
        Self::Mailed,
        Self::Signed,
        Self::SignatureRefused,
        Self::OriginalReceived,
        Self::FileAdded,
        Self::FileDeleted,
        Self::FileRestored,
        Self::FileShown,
        Self::FileHidden,
        Self::Lost,
        Self::Junked,
        Self::Reopened,
        Self::Converted,
        Self::Billed,
        Self::Unbilled,
        Self::Viewed,
        Self::LookedAs,
        Self::RequisitesAsked,
        Self::RequisitesRefused,
        Self::Asked,
        Self::Answered,
        Self::Noted,
    ];

    /// The spelling the database stores and the hash covers: never changed.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Changed => "changed",
            Self::Archived => "archived",
            Self::Restored => "restored",
            Self::Issued => "issued",
            Self::Corrected => "corrected",
            Self::Cancelled => "cancelled",
            Self::Terminated => "terminated",
            Self::SignaturesRecorded => "signatures_recorded",
            Self::Deleted => "deleted",
            Self::PaymentRecorded => "payment_recorded",
            Self::PaymentReversed => "payment_reversed",
            Self::Allocated => "allocated",
            Self::Refunded => "refunded",
            Self::Reversed => "reversed",
            Self::WrittenOff => "written_off",
            Self::WriteOffReversed => "write_off_reversed",
            Self::SignedIn => "signed_in",
            Self::PasswordChanged => "password_changed",
            Self::PasswordReset => "password_reset",
            Self::Deactivated => "deactivated",
            Self::Reactivated => "reactivated",
            Self::SessionsEnded => "sessions_ended",
            Self::Mailed => "mailed",
            Self::Signed => "signed",
            Self::SignatureRefused => "signature_refused",
            Self::OriginalReceived => "original_received",
            Self::FileAdded => "file_added",
            Self::FileDeleted => "file_deleted",
            Self::FileRestored => "file_restored",
            Self::FileShown => "file_shown",
            Self::FileHidden => "file_hidden",
            Self::Lost => "lost",
            Self::Junked => "junked",
            Self::Reopened => "reopened",
            Self::Converted => "converted",
            Self::Billed => "billed",
            Self::Unbilled => "unbilled",
            Self::Viewed => "viewed",
            Self::LookedAs => "looked_as",
            Self::RequisitesAsked => "requisites_asked",
            Self::RequisitesRefused => "requisites_refused",
            Self::Asked => "asked",
            Self::Answered => "answered",
            Self::Noted => "noted",
        }
    }
}

impl Verb {
    /// Whether it tells of one of the object's files: what changed is the file by its name, and no field of the object.
    #[must_use]
    pub const fn is_of_a_file(self) -> bool {
        matches!(
            self,
            Self::FileAdded | Self::FileDeleted | Self::FileRestored | Self::FileShown | Self::FileHidden
        )
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A verb of another build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown verb")]
pub struct UnknownVerb;

impl FromStr for Verb {
    type Err = UnknownVerb;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|verb| verb.as_str() == text)
            .ok_or(UnknownVerb)
    }
}

/// One field before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub field: String,
    pub old: String,
    pub new: String,
}

impl Change {
    /// The change as people read it: `label` names the field, `value` puts a recorded value of it into words. Where that knows
    /// none, what was recorded is what people read.
    #[must_use]
    pub fn worded(self, label: impl Fn(&str) -> String, value: impl Fn(&str, &str) -> Option<String>) -> Self {
        let word = |recorded: String| value(&self.field, &recorded).unwrap_or(recorded);
        Self {
            old: word(self.old),
            new: word(self.new),
            field: label(&self.field),
        }
    }

    /// Without the ids that nobody knew a name for: they say nothing to people.
    fn without_ids(self) -> Self {
        let named = |value: String| match value.parse::<Uuid>() {
            Ok(_) => String::new(),
            Err(_) => value,
        };
        Self {
            old: named(self.old),
            new: named(self.new),
            ..self
        }
    }
}

/// Something that is being done to an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub owner: Owner,
    pub verb: Verb,
    pub changes: Vec<Change>,
}

impl Event {
    #[must_use]
    pub const fn new(owner: Owner, verb: Verb) -> Self {
        Self {
            owner,
            verb,
            changes: Vec::new(),
        }
    }

    /// Notes a field, if it changes at all.
    #[must_use]
    pub fn change(mut self, field: &str, old: impl fmt::Display, new: impl fmt::Display) -> Self {
        let (old, new) = (old.to_string(), new.to_string());
        if old != new {
            self.changes.push(Change {
                field: field.to_owned(),
                old,
                new,
            });
        }
        self
    }
}

/// A row of a timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventRow {
    /// What it happened to.
    pub kind: OwnerKind,
    pub owner: Uuid,
    /// What people call it, in a timeline of several objects; empty in that of one.
    pub subject: String,
    pub seq: i64,
    pub at: Timestamp,
    /// The moment in the company's time zone.
    pub at_local: LocalTime,
    pub who: String,
    pub verb: Verb,
    pub changes: Vec<Change>,
}

impl EventRow {
    /// The event as people read it: events keep codes, ids and plain values, and `words`, a function of the room the event comes
    /// from, gives each change its label and its words ([`Change::worded`]).
    #[must_use]
    pub fn in_words(self, words: fn(Change) -> Change) -> Self {
        let read = |change| words(change).without_ids();
        Self {
            changes: self.changes.into_iter().map(read).collect(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn a_value_without_words_stays_and_an_id_is_left_out() {
        let change = |old: &str, new: &str| Change {
            field: "client".into(),
            old: old.into(),
            new: new.into(),
        };
        let words = |change: Change| {
            let label = |field: &str| field.to_uppercase();
            let value = |field: &str, value: &str| (field == "client" && value == "1").then(|| "one".to_owned());
            change.worded(label, value).without_ids()
        };
        let read = words(change("1", "two"));
        assert_eq!((&*read.field, &*read.old, &*read.new), ("CLIENT", "one", "two"));
        let read = words(change("01930000-0000-7000-8000-000000000001", "Ромашка"));
        assert_eq!((&*read.old, &*read.new), ("", "Ромашка"));
    }
}
