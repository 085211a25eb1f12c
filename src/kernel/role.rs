//! The roles that Akta brings along, and what each may do at first.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::{Right, Rights};
use super::ids::RoleId;

/// A role that Akta brings along. All but the administrator's can be changed: what one may do now is said by the stored role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Administrator,
    Manager,
    Accountant,
    ReadOnly,
}

impl Role {
    pub const ALL: [Self; 4] = [Self::Administrator, Self::Manager, Self::Accountant, Self::ReadOnly];

    /// The spelling the database and the command line use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administrator => "administrator",
            Self::Manager => "manager",
            Self::Accountant => "accountant",
            Self::ReadOnly => "read_only",
        }
    }

    /// Under which it is stored.
    #[must_use]
    pub fn id(self) -> RoleId {
        RoleId::from(Uuid::from_u128(match self {
            Self::Administrator => 1,
            Self::Manager => 2,
            Self::Accountant => 3,
            Self::ReadOnly => 4,
        }))
    }

    /// What the role may do at first.
    #[must_use]
    pub fn rights(self) -> Rights {
        use Right::{
            AllocatePayments, CancelActs, CancelContracts, CancelDeliveryNotes, CancelInvoices, CreateActs,
            CreateCatalogue, CreateClients, CreateContracts, CreateDeliveryNotes, CreateExpenses, CreateInvoices,
            CreateLeads, CreateTickets, DeleteActs, DeleteCatalogue, DeleteClients, DeleteContracts,
            DeleteDeliveryNotes, DeleteExpenses, DeleteInvoices, DeleteLeads, EditActs, EditCatalogue, EditClients,
            EditContracts, EditDeliveryNotes, EditExpenses, EditInvoices, EditLeads, EditTickets, InviteContacts,
            IssueActs, IssueContracts, IssueDeliveryNotes, IssueInvoices, RecordPayments, ReversePayments, SendMail,
            SignPapers, ViewActs, ViewCatalogue, ViewClients, ViewContracts, ViewDeliveryNotes, ViewExpenses,
            ViewInvoices, ViewLeads, ViewPayments, ViewTickets, WriteOff,
        };
        match self {
            Self::Administrator => Rights::all(),
            Self::Manager => [
                ViewClients,
                CreateClients,
                EditClients,
                DeleteClients,
                InviteContacts,
                ViewLeads,
                CreateLeads,
                EditLeads,
                DeleteLeads,
                ViewInvoices,
                CreateInvoices,
                EditInvoices,
                DeleteInvoices,
                IssueInvoices,
                ViewContracts,
                CreateContracts,
                EditContracts,
                DeleteContracts,
                IssueContracts,
                ViewActs,
                CreateActs,
                EditActs,
                DeleteActs,
                IssueActs,
                ViewDeliveryNotes,
                CreateDeliveryNotes,
                EditDeliveryNotes,
                DeleteDeliveryNotes,
                IssueDeliveryNotes,
                ViewPayments,
                ViewExpenses,
                CreateExpenses,
                EditExpenses,
                DeleteExpenses,
                ViewTickets,
                CreateTickets,
                EditTickets,
                ViewCatalogue,
                CreateCatalogue,
                EditCatalogue,
                DeleteCatalogue,
                SendMail,
                SignPapers,
            ]
            .into_iter()
            .collect(),
            Self::Accountant => [
                ViewClients,
                CreateClients,
                EditClients,
                DeleteClients,
                InviteContacts,
                ViewLeads,
                CreateLeads,
                EditLeads,
                DeleteLeads,
                ViewInvoices,
                CreateInvoices,
                EditInvoices,
                DeleteInvoices,
                IssueInvoices,
                CancelInvoices,
                ViewContracts,
                CreateContracts,
                EditContracts,
                DeleteContracts,
                IssueContracts,
                CancelContracts,
                ViewActs,
                CreateActs,
                EditActs,
                DeleteActs,
                IssueActs,
                CancelActs,
                ViewDeliveryNotes,
                CreateDeliveryNotes,
                EditDeliveryNotes,
                DeleteDeliveryNotes,
                IssueDeliveryNotes,
                CancelDeliveryNotes,
                ViewPayments,
                RecordPayments,
                AllocatePayments,
                ReversePayments,
                WriteOff,
                ViewExpenses,
                CreateExpenses,
                EditExpenses,
                DeleteExpenses,
                ViewTickets,
                CreateTickets,
                EditTickets,
                ViewCatalogue,
                CreateCatalogue,
                EditCatalogue,
                DeleteCatalogue,
                SendMail,
                SignPapers,
            ]
            .into_iter()
            .collect(),
            Self::ReadOnly => [
                ViewClients,
                ViewLeads,
                ViewInvoices,
                ViewContracts,
                ViewActs,
                ViewDeliveryNotes,
                ViewPayments,
                ViewExpenses,
                ViewTickets,
                ViewCatalogue,
            ]
            .into_iter()
            .collect(),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The text names no role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a role is one of: administrator, manager, accountant, read-only")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or(UnknownRole)
    }
}
