//! What the forms of requests send, and how it is checked. Those with files come as parts of a form, the others to server functions.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::model::{PaperKey, Ticket, TicketPriority, TicketStatus};
use crate::kernel::ids::{ClientId, ContactId, DepartmentId, RequestKey, TicketId, UserId};
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::{Reader, typed};

/// Most characters of a subject.
pub const SUBJECT: usize = 200;
/// Most characters of a message.
pub const BODY: usize = 10_000;

/// Where the staff sends a new request.
pub const OPEN: &str = "/support/new/request";

/// Where it sends an answer or a note.
#[must_use]
pub fn answer_address(ticket: TicketId) -> String {
    format!("/support/{ticket}/message")
}

/// The texts of a form with files, by their fields.
pub type Texts = BTreeMap<String, String>;

fn text(texts: &Texts, field: &str) -> String {
    texts.get(field).cloned().unwrap_or_default()
}

fn key(texts: &Texts) -> Option<RequestKey> {
    texts.get("request").and_then(|key| key.parse().ok())
}

/// A new request that the staff writes down for a client. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct NewTicket {
    /// The same key sent twice makes one.
    pub request: Option<RequestKey>,
    pub client: String,
    /// Empty: whom people at the client turn to first.
    pub contact: String,
    pub department: String,
    pub priority: String,
    pub paper: String,
    pub subject: String,
    pub body: String,
}

/// What every new request says, whoever writes it down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidRequest {
    pub department: Option<DepartmentId>,
    pub priority: TicketPriority,
    pub paper: Option<PaperKey>,
    pub subject: String,
    pub body: String,
}

/// A checked [`NewTicket`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidTicket {
    pub client: ClientId,
    pub contact: Option<ContactId>,
    pub request: ValidRequest,
}

impl NewTicket {
    /// Out of the parts of a form.
    #[must_use]
    pub fn sent(texts: &Texts) -> Self {
        Self {
            request: key(texts),
            client: text(texts, "client"),
            contact: text(texts, "contact"),
            department: text(texts, "department"),
            priority: text(texts, "priority"),
            paper: text(texts, "paper"),
            subject: text(texts, "subject"),
            body: text(texts, "body"),
        }
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidTicket, FieldErrors> {
        let mut form = Reader::default();
        let client = form.choice("client", &self.client);
        let contact = form.optional_choice("contact", &self.contact);
        let said = [&self.department, &self.priority, &self.paper, &self.subject, &self.body];
        let request = read_request(&mut form, said);
        form.finish(client.zip(request).map(|(client, request)| ValidTicket {
            client,
            contact,
            request,
        }))
    }
}

/// A new request of a contact. Every field is what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AskTicket {
    /// The same key sent twice makes one.
    pub request: Option<RequestKey>,
    pub department: String,
    pub priority: String,
    pub paper: String,
    pub subject: String,
    pub body: String,
}

impl AskTicket {
    /// Out of the parts of a form.
    #[must_use]
    pub fn sent(texts: &Texts) -> Self {
        Self {
            request: key(texts),
            department: text(texts, "department"),
            priority: text(texts, "priority"),
            paper: text(texts, "paper"),
            subject: text(texts, "subject"),
            body: text(texts, "body"),
        }
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidRequest, FieldErrors> {
        let mut form = Reader::default();
        let said = [&self.department, &self.priority, &self.paper, &self.subject, &self.body];
        let request = read_request(&mut form, said);
        form.finish(request)
    }
}

fn read_request(form: &mut Reader, said: [&String; 5]) -> Option<ValidRequest> {
    let [department, priority, paper, subject, body] = said;
    let department = form.optional_choice("department", department);
    let priority = form.choice("priority", priority);
    let paper = form.optional_choice("paper", paper);
    let subject = form.line("subject", subject, SUBJECT);
    let body = form.lines("body", body, BODY);
    Some(ValidRequest {
        department,
        priority: priority?,
        paper,
        subject,
        body,
    })
}

/// A further message, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reply {
    /// The same key sent twice makes one.
    pub request: Option<RequestKey>,
    pub body: String,
    /// Of the staff: for itself, never for the client.
    pub note: bool,
}

impl Reply {
    /// Out of the parts of a form.
    #[must_use]
    pub fn sent(texts: &Texts) -> Self {
        Self {
            request: key(texts),
            body: text(texts, "body"),
            note: text(texts, "note") == "true",
        }
    }

    /// The checked text.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn validated(&self) -> Result<String, FieldErrors> {
        let mut form = Reader::default();
        let body = form.lines("body", &self.body, BODY);
        form.finish(Some(body))
    }
}

/// What the staff decides about a request, as it was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveTicket {
    pub id: TicketId,
    pub version: i64,
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub status: String,
    #[serde(default)]
    pub priority: String,
    #[serde(default)]
    pub department: String,
    #[serde(default)]
    pub executor: String,
    #[serde(default)]
    pub contact: String,
    #[serde(default)]
    pub paper: String,
}

/// A checked [`SaveTicket`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidDecision {
    pub subject: String,
    pub status: TicketStatus,
    pub priority: TicketPriority,
    pub department: Option<DepartmentId>,
    pub executor: Option<UserId>,
    pub contact: Option<ContactId>,
    pub paper: Option<PaperKey>,
}

impl SaveTicket {
    /// A stored request as the form spells it.
    #[must_use]
    pub fn of(ticket: &Ticket) -> Self {
        Self {
            id: ticket.id,
            version: ticket.version,
            subject: ticket.subject.clone(),
            status: ticket.status.to_string(),
            priority: ticket.priority.to_string(),
            department: typed(ticket.department),
            executor: typed(ticket.executor),
            contact: typed(ticket.contact),
            paper: typed(ticket.paper),
        }
    }

    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidDecision, FieldErrors> {
        let mut form = Reader::default();
        let subject = form.line("subject", &self.subject, SUBJECT);
        let status = form.choice("status", &self.status);
        let priority = form.choice("priority", &self.priority);
        let department = form.optional_choice("department", &self.department);
        let executor = form.optional_choice("executor", &self.executor);
        let contact = form.optional_choice("contact", &self.contact);
        let paper = form.optional_choice("paper", &self.paper);
        form.finish(status.zip(priority).map(|(status, priority)| ValidDecision {
            subject,
            status,
            priority,
            department,
            executor,
            contact,
            paper,
        }))
    }
}

/// Takes a request into another state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetTicketStatus {
    pub id: TicketId,
    pub status: TicketStatus,
}

#[cfg(test)]
mod tests {
    use super::{AskTicket, NewTicket, Reply, Texts};
    use crate::kernel::problem::Problem;

    #[test]
    fn all_problems_stand_beside_their_fields() {
        let empty = NewTicket::sent(&Texts::new()).validated().unwrap_err();
        for field in ["client", "priority", "subject", "body"] {
            assert_eq!(empty.get(field), Some(&Problem::Required), "{field}");
        }
        let texts: Texts = [
            ("department", "x"),
            ("priority", "huge"),
            ("paper", "user:1"),
            ("subject", "a\nb"),
            ("body", "one\ntwo"),
        ]
        .into_iter()
        .map(|(field, text)| (field.to_owned(), text.to_owned()))
        .collect();
        let wrong = AskTicket::sent(&texts).validated().unwrap_err();
        for (field, problem) in [
            ("department", Problem::UnknownChoice),
            ("priority", Problem::UnknownChoice),
            ("paper", Problem::UnknownChoice),
            ("subject", Problem::ForbiddenCharacters),
        ] {
            assert_eq!(wrong.get(field), Some(&problem), "{field}");
        }
        assert_eq!(wrong.get("body"), None);
        let note = Reply::sent(&[("note".to_owned(), "true".to_owned())].into());
        assert!(note.note && note.validated().is_err());
    }
}
