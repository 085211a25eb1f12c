//! One permission of the staff. Of which object it is, for doing what, and without which others it is of no use is in [`super::rights`].

use serde::{Deserialize, Serialize};

/// One permission of the staff. Checked in actions, never in pages; pages only hide what would be refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Right {
    ViewClients,
    CreateClients,
    /// Change cards, and what belongs to them: contacts, accounts.
    EditClients,
    /// Into the archive, and back from it.
    DeleteClients,
    /// Let contacts into the cabinet, say what each sees there, look as one of them.
    InviteContacts,
    ViewInvoices,
    /// Drafts, empty ones and copies.
    CreateInvoices,
    /// Change drafts; with the right to issue, correct what was issued.
    EditInvoices,
    /// Drafts only: what was issued is cancelled.
    DeleteInvoices,
    IssueInvoices,
    CancelInvoices,
    ViewActs,
    CreateActs,
    /// As [`Right::EditInvoices`]; record signatures and returned originals.
    EditActs,
    DeleteActs,
    IssueActs,
    CancelActs,
    ViewDeliveryNotes,
    CreateDeliveryNotes,
    /// As [`Right::EditActs`].
    EditDeliveryNotes,
    DeleteDeliveryNotes,
    IssueDeliveryNotes,
    CancelDeliveryNotes,
    ViewPayments,
    /// What came in, and what was given back of it.
    RecordPayments,
    /// Say anew which invoices a recorded one settles.
    AllocatePayments,
    /// Take back one that was recorded by mistake: it stays and counts no longer.
    ReversePayments,
    /// Settle the small rest of an invoice that nobody will pay.
    WriteOff,
    ViewCatalogue,
    CreateCatalogue,
    EditCatalogue,
    /// Into the archive, and back from it.
    DeleteCatalogue,
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
    CreateContracts,
    /// Change drafts; record who has signed.
    EditContracts,
    DeleteContracts,
    IssueContracts,
    /// Terminate and cancel.
    CancelContracts,
    /// Sign papers that one may see for the own company, electronically.
    SignPapers,
    ViewLeads,
    CreateLeads,
    /// Change, move and give up; converting one takes the right to create clients too, or to edit the one it is connected with.
    EditLeads,
    DeleteLeads,
    ViewExpenses,
    CreateExpenses,
    /// Putting one on an invoice takes the right to create or to edit invoices instead.
    EditExpenses,
    DeleteExpenses,
    ViewTickets,
    /// Open a request for a client.
    CreateTickets,
    /// Answer requests of clients, decide who works on them.
    EditTickets,
}

impl Right {
    pub const ALL: [Self; 55] = [
        Self::ViewClients,
        Self::CreateClients,
        Self::EditClients,
        Self::DeleteClients,
        Self::InviteContacts,
        Self::ViewInvoices,
        Self::CreateInvoices,
        Self::EditInvoices,
        Self::DeleteInvoices,
        Self::IssueInvoices,
        Self::CancelInvoices,
        Self::ViewActs,
        Self::CreateActs,
        Self::EditActs,
        Self::DeleteActs,
        Self::IssueActs,
        Self::CancelActs,
        Self::ViewDeliveryNotes,
        Self::CreateDeliveryNotes,
        Self::EditDeliveryNotes,
        Self::DeleteDeliveryNotes,
        Self::IssueDeliveryNotes,
        Self::CancelDeliveryNotes,
        Self::ViewPayments,
        Self::RecordPayments,
        Self::AllocatePayments,
        Self::ReversePayments,
        Self::WriteOff,
        Self::ViewCatalogue,
        Self::CreateCatalogue,
        Self::EditCatalogue,
        Self::DeleteCatalogue,
        Self::ManageCompany,
        Self::ManageUsers,
        Self::ManageTemplates,
        Self::ManageMail,
        Self::SendMail,
        Self::ViewContracts,
        Self::CreateContracts,
        Self::EditContracts,
        Self::DeleteContracts,
        Self::IssueContracts,
        Self::CancelContracts,
        Self::SignPapers,
        Self::ViewLeads,
        Self::CreateLeads,
        Self::EditLeads,
        Self::DeleteLeads,
        Self::ViewExpenses,
        Self::CreateExpenses,
        Self::EditExpenses,
        Self::DeleteExpenses,
        Self::ViewTickets,
        Self::CreateTickets,
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
            Self::CreateClients => 1 << 36,
            Self::DeleteClients => 1 << 37,
            Self::CreateLeads => 1 << 38,
            Self::DeleteLeads => 1 << 39,
            Self::CreateContracts => 1 << 40,
            Self::DeleteContracts => 1 << 41,
            Self::CreateInvoices => 1 << 42,
            Self::DeleteInvoices => 1 << 43,
            Self::CreateActs => 1 << 44,
            Self::DeleteActs => 1 << 45,
            Self::CreateDeliveryNotes => 1 << 46,
            Self::DeleteDeliveryNotes => 1 << 47,
            Self::AllocatePayments => 1 << 48,
            Self::ReversePayments => 1 << 49,
            Self::CreateExpenses => 1 << 50,
            Self::DeleteExpenses => 1 << 51,
            Self::CreateTickets => 1 << 52,
            Self::CreateCatalogue => 1 << 53,
            Self::DeleteCatalogue => 1 << 54,
        }
    }
}
