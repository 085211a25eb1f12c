//! Who acts, what he may do, and which objects he can see.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cabinet::{CabinetRight, CabinetRights, Visitor};
use super::ids::{ClientId, ContactId, UserId};
use super::module::Module;

pub use super::role::{Role, UnknownRole};

/// One permission of the staff. Checked in actions, never in pages; pages only hide what would be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    ViewClients,
    EditClients,
    /// Let contacts into the cabinet, say what each sees there, look as one of them.
    InviteContacts,
    ViewInvoices,
    /// Create, change and delete drafts.
    EditInvoices,
    IssueInvoices,
    CancelInvoices,
    ViewActs,
    /// Create, change and delete drafts; record signatures and returned originals.
    EditActs,
    IssueActs,
    CancelActs,
    ViewDeliveryNotes,
    /// As [`Right::EditActs`].
    EditDeliveryNotes,
    IssueDeliveryNotes,
    CancelDeliveryNotes,
    ViewPayments,
    /// Record, allocate, refund and reverse.
    RecordPayments,
    /// Settle the small rest of an invoice that nobody will pay.
    WriteOff,
    ViewCatalogue,
    EditCatalogue,
    /// Own companies, their accounts, VAT and number series; directories.
    ManageCompany,
    ManageUsers,
    /// Templates of papers and letters.
    ManageTemplates,
    /// The mail server, senders, what is written to clients by itself; the outbox.
    ManageMail,
    /// Send papers that one may see by e-mail.
    SendMail,
    ViewContracts,
    /// Create, change and delete drafts; record who has signed.
    EditContracts,
    IssueContracts,
    /// Terminate and cancel.
    CancelContracts,
    /// Sign papers that one may see for the own company, electronically.
    SignPapers,
    ViewLeads,
    /// Create, change, move, give up and delete; converting one takes the right to edit clients too.
    EditLeads,
    ViewExpenses,
    /// Create, change and delete; putting one on an invoice takes the right to edit invoices.
    EditExpenses,
    ViewTickets,
    /// Answer requests of clients, open them, decide who works on them.
    EditTickets,
}

impl Right {
    pub const ALL: [Self; 36] = [
        Self::ViewClients,
        Self::EditClients,
        Self::InviteContacts,
        Self::ViewInvoices,
        Self::EditInvoices,
        Self::IssueInvoices,
        Self::CancelInvoices,
        Self::ViewActs,
        Self::EditActs,
        Self::IssueActs,
        Self::CancelActs,
        Self::ViewDeliveryNotes,
        Self::EditDeliveryNotes,
        Self::IssueDeliveryNotes,
        Self::CancelDeliveryNotes,
        Self::ViewPayments,
        Self::RecordPayments,
        Self::WriteOff,
        Self::ViewCatalogue,
        Self::EditCatalogue,
        Self::ManageCompany,
        Self::ManageUsers,
        Self::ManageTemplates,
        Self::ManageMail,
        Self::SendMail,
        Self::ViewContracts,
        Self::EditContracts,
        Self::IssueContracts,
        Self::CancelContracts,
        Self::SignPapers,
        Self::ViewLeads,
        Self::EditLeads,
        Self::ViewExpenses,
        Self::EditExpenses,
        Self::ViewTickets,
        Self::EditTickets,
    ];

    /// Its place in the number that names the rights of a role: stored, so never changed.
    pub(super) const fn bit(self) -> u64 {
        match self {
            Self::ViewClients => 1,
            Self::EditClients => 1 << 1,
            Self::ViewInvoices => 1 << 2,
            Self::EditInvoices => 1 << 3,
            Self::IssueInvoices => 1 << 4,
            Self::CancelInvoices => 1 << 5,
            Self::ViewPayments => 1 << 6,
            Self::RecordPayments => 1 << 7,
            Self::ManageCompany => 1 << 8,
            Self::ManageUsers => 1 << 9,
            Self::ViewCatalogue => 1 << 10,
            Self::EditCatalogue => 1 << 11,
            Self::WriteOff => 1 << 12,
            Self::ViewContracts => 1 << 13,
            Self::EditContracts => 1 << 14,
            Self::IssueContracts => 1 << 15,
            Self::CancelContracts => 1 << 16,
            Self::SignPapers => 1 << 35,
            Self::ManageTemplates => 1 << 20,
            Self::ManageMail => 1 << 26,
            Self::SendMail => 1 << 27,
            Self::ViewActs => 1 << 17,
            Self::EditActs => 1 << 18,
            Self::IssueActs => 1 << 19,
            Self::CancelActs => 1 << 21,
            Self::ViewDeliveryNotes => 1 << 22,
            Self::EditDeliveryNotes => 1 << 23,
            Self::IssueDeliveryNotes => 1 << 24,
            Self::CancelDeliveryNotes => 1 << 25,
            Self::ViewLeads => 1 << 28,
            Self::EditLeads => 1 << 29,
            Self::ViewExpenses => 1 << 30,
            Self::EditExpenses => 1 << 31,
            Self::InviteContacts => 1 << 34,
            Self::ViewTickets => 1 << 32,
            Self::EditTickets => 1 << 33,
        }
    }
}

/// A set of rights. What belongs to a module that the installation has switched off is held and not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rights {
    held: u64,
    off: u64,
}

impl Rights {
    pub const NONE: Self = Self { held: 0, off: 0 };

    #[must_use]
    pub fn all() -> Self {
        Right::ALL.into_iter().collect()
    }

    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        self.held & !self.off & right.bit() != 0
    }

    /// Whether it would be granted if its module was not switched off.
    #[must_use]
    pub const fn is_switched_off(self, right: Right) -> bool {
        self.held & self.off & right.bit() != 0
    }

    /// Granted or not.
    #[must_use]
    pub const fn holds(self, right: Right) -> bool {
        self.held & right.bit() != 0
    }

    /// The same rights in an installation that has switched some modules off.
    #[must_use]
    pub fn without(self, modules: impl IntoIterator<Item = Module>) -> Self {
        let rights = modules.into_iter().flat_map(Module::rights);
        Self {
            off: rights.fold(self.off, |set, right| set | right.bit()),
            ..self
        }
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Self {
            held: rights.into_iter().fold(0, |set, right| set | right.bit()),
            off: 0,
        }
    }
}

/// Which objects an actor can see. Every list and every look-up carries it into its SQL, so that an object outside of it is
/// *not found*, the same as one that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    All,
    /// Only clients assigned to this member of the staff, and their papers.
    OwnedBy(UserId),
    /// Only this client's own papers, and never a draft.
    Client(ClientId),
    /// Only this one document.
    Document(Uuid),
    Nothing,
}

/// Who stands behind a request or a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Anonymous,
    Staff {
        user: UserId,
        rights: Rights,
        scope: Scope,
    },
    /// A person at a client, in the cabinet. `shown_to` is the member of the staff who looks as this contact: read-only.
    Contact {
        contact: ContactId,
        client: ClientId,
        rights: CabinetRights,
        shown_to: Option<UserId>,
    },
    /// The holder of a link to one document.
    Link {
        document: Uuid,
    },
    /// Akta itself.
    System(Job),
}

/// What Akta does on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// A command of the command line, run by whoever administers the machine.
    CommandLine,
    /// The first administrator sets the installation up.
    Setup,
    /// Papers that were issued are typeset.
    Rendering,
    /// Letters are handed to the mail server; clients are written to by rules.
    Mailing,
}

impl Actor {
    #[must_use]
    pub const fn scope(&self) -> Scope {
        match *self {
            Self::Anonymous => Scope::Nothing,
            Self::Staff { scope, .. } => scope,
            Self::Contact { client, .. } => Scope::Client(client),
            Self::Link { document } => Scope::Document(document),
            Self::System(_) => Scope::All,
        }
    }

    /// Whether the actor's rights include `right`. A link and a contact hold none of the staff's rights.
    #[must_use]
    pub const fn has(&self, right: Right) -> bool {
        match self {
            Self::Staff { rights, .. } => rights.has(right),
            Self::System(_) => true,
            Self::Anonymous | Self::Contact { .. } | Self::Link { .. } => false,
        }
    }

    /// Whether the actor would have `right` if its module was not switched off.
    #[must_use]
    pub const fn misses_module(&self, right: Right) -> bool {
        match self {
            Self::Staff { rights, .. } => rights.is_switched_off(right),
            _ => false,
        }
    }

    /// Whether `right` is among the actor's, also while its module is switched off.
    #[must_use]
    pub const fn holds(&self, right: Right) -> bool {
        match self {
            Self::Staff { rights, .. } => rights.holds(right),
            other => other.has(right),
        }
    }

    /// The contact in the cabinet, if one acts.
    #[must_use]
    pub const fn visitor(&self) -> Option<Visitor> {
        match *self {
            Self::Contact {
                contact,
                client,
                shown_to,
                ..
            } => Some(Visitor {
                contact,
                client,
                shown_to,
            }),
            _ => None,
        }
    }

    /// Whether the actor is a contact who may use this part of the cabinet.
    #[must_use]
    pub const fn has_in_cabinet(&self, right: CabinetRight) -> bool {
        match self {
            Self::Contact { rights, .. } => rights.has(right),
            _ => false,
        }
    }

    /// Whether the actor is a contact who has been granted this part of the cabinet, also while its module is switched off.
    #[must_use]
    pub const fn holds_in_cabinet(&self, right: CabinetRight) -> bool {
        match self {
            Self::Contact { rights, .. } => rights.holds(right),
            _ => false,
        }
    }

    /// The member of the staff who acts, if one does.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match *self {
            Self::Staff { user, .. } => Some(user),
            _ => None,
        }
    }

    /// The spelling in the activity log and in `requests`: kind and id.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Anonymous => "anonymous".to_owned(),
            Self::Staff { user, .. } => format!("user:{user}"),
            Self::Contact { contact, .. } => format!("contact:{contact}"),
            Self::Link { document } => format!("link:{document}"),
            Self::System(Job::CommandLine) => "system:command-line".to_owned(),
            Self::System(Job::Setup) => "system:setup".to_owned(),
            Self::System(Job::Rendering) => "system:rendering".to_owned(),
            Self::System(Job::Mailing) => "system:mailing".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::module::Module;
    use super::{Right, Rights};

    #[test]
    fn a_right_of_a_module_that_is_off_is_held_and_not_granted() {
        let rights = Rights::all().without([Module::Templates]);
        for right in Right::ALL {
            let off = right == Right::ManageTemplates;
            assert!(rights.holds(right));
            assert_eq!(
                (rights.has(right), rights.is_switched_off(right)),
                (!off, off),
                "{right:?}"
            );
        }
        assert!(
            !Rights::NONE
                .without([Module::Templates])
                .is_switched_off(Right::ManageTemplates)
        );
    }

    #[test]
    fn every_right_is_its_own_bit() {
        for right in Right::ALL {
            let alone: Rights = [right].into_iter().collect();
            assert_eq!(Right::ALL.into_iter().filter(|r| alone.has(*r)).count(), 1, "{right:?}");
        }
    }
}
