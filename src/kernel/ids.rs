//! Typed identifiers. Every object has a `UUIDv7` made by the application ([`crate::platform::ctx::Ctx::new_id`]), so that
//! an id of one object can't be handed in for another and new rows land at the end of an index.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What all typed ids have in common.
pub trait Id: Copy + From<Uuid> {
    /// The bare identifier, as the database stores it.
    fn uuid(self) -> Uuid;
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl Id for $name {
            fn uuid(self) -> Uuid {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map(Self)
            }
        }
    )+};
}

ids! {
    /// A member of the staff.
    UserId,
    /// A role of the staff.
    RoleId,
    /// A signed-in browser.
    SessionId,
    /// A filter of a list that somebody has saved.
    SavedFilterId,
    /// An own company.
    OrganizationId,
    /// An own company's bank account.
    BankAccountId,
    /// A dated VAT rate.
    VatRateId,
    /// Whether an own company pays VAT, from a date on.
    VatStatusId,
    /// What a client owed an own company when its books began.
    StartBalanceId,
    /// A number series of an own company and a document kind.
    SeriesId,
    /// Something in the catalogue.
    CatalogItemId,
    /// A client card.
    ClientId,
    /// A client's bank account.
    ClientAccountId,
    /// A group clients are put into.
    ClientGroupId,
    /// A person at a client.
    ContactId,
    /// That a client asks for other requisites.
    RequisitesRequestId,
    /// Somebody who may become a client.
    LeadId,
    /// A source or a status of leads in their directory.
    LeadChoiceId,
    /// A contract.
    ContractId,
    /// A type of contracts in the directory.
    ContractTypeId,
    /// An invoice, through all its revisions.
    InvoiceId,
    /// A line of an invoice.
    InvoiceLineId,
    /// An act or a delivery note, through all its revisions.
    ClosingId,
    /// A line of an act or a delivery note.
    ClosingLineId,
    /// A text that is written again and again.
    PhraseId,
    /// A template of papers.
    TemplateId,
    /// A version of a template.
    TemplateVersionId,
    /// The frozen content of an issued paper.
    SnapshotId,
    /// A paper as a file.
    RenditionId,
    /// That a paper is to be typeset.
    RenderJobId,
    /// A letter.
    LetterId,
    /// A letter on its way to one of those who get it.
    OutboxId,
    /// What is written to clients by itself.
    MailRuleId,
    /// A payment.
    PaymentId,
    /// What an own company has spent.
    ExpenseId,
    /// A category of expenses in the directory.
    ExpenseCategoryId,
    /// How money comes and goes, in the directory.
    PaymentModeId,
    /// A request of a client.
    TicketId,
    /// What was written in a request.
    TicketMessageId,
    /// A department that requests go to, in the directory.
    DepartmentId,
    /// The part of a payment that settles one invoice.
    AllocationId,
    /// The rest of an invoice that nobody will pay.
    WriteOffId,
    /// What a side has answered to a paper.
    AnswerId,
    /// A file that belongs to an object.
    FileId,
    /// A recorded event.
    EventId,
    /// A form that was typed in and has to survive a redirect.
    FlashId,
    /// The key of one intended write: the same key sent twice is one write.
    RequestKey,
}
