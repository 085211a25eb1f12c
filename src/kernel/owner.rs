//! The object that an event, a file or a mail belongs to: its kind, its id and the client it concerns, and nothing more.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::actor::Right;
use super::ids::{
    CatalogItemId, ClientGroupId, ClientId, ClosingId, ContactId, ContractId, ContractTypeId, DepartmentId,
    ExpenseCategoryId, ExpenseId, Id, InvoiceId, LeadChoiceId, LeadId, OrganizationId, PaymentId, PaymentModeId,
    PhraseId, RoleId, TemplateId, TicketId, UserId,
};
use super::module::Module;

/// What kind of object owns a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OwnerKind {
    User,
    /// A role of the staff.
    Role,
    Organization,
    CatalogItem,
    Client,
    ClientGroup,
    Contact,
    Lead,
    /// A source or a status of leads.
    LeadChoice,
    Contract,
    ContractType,
    Invoice,
    Act,
    DeliveryNote,
    Payment,
    /// How money comes and goes.
    PaymentMode,
    Expense,
    ExpenseCategory,
    Ticket,
    /// To which requests of clients go.
    Department,
    Phrase,
    Template,
    Module,
    /// The mail server and what is sent by itself: the settings, of which there is one.
    Mail,
    /// How the whole company works with clients: settings, of which there is one.
    ClientSettings,
}

impl OwnerKind {
    pub const ALL: [Self; 25] = [
        Self::User,
        Self::Role,
        Self::Organization,
        Self::CatalogItem,
        Self::Client,
        Self::ClientGroup,
        Self::Contact,
        Self::Lead,
        Self::LeadChoice,
        Self::Contract,
        Self::ContractType,
        Self::Invoice,
        Self::Act,
        Self::DeliveryNote,
        Self::Payment,
        Self::PaymentMode,
        Self::Expense,
        Self::ExpenseCategory,
        Self::Ticket,
        Self::Department,
        Self::Phrase,
        Self::Template,
        Self::Module,
        Self::Mail,
        Self::ClientSettings,
    ];

    /// The spelling the database stores.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
            Self::Organization => "organization",
            Self::CatalogItem => "catalog_item",
            Self::Client => "client",
            Self::ClientGroup => "client_group",
            Self::Contact => "contact",
            Self::Lead => "lead",
            Self::LeadChoice => "lead_choice",
            Self::Contract => "contract",
            Self::ContractType => "contract_type",
            Self::Invoice => "invoice",
            Self::Act => "act",
            Self::DeliveryNote => "delivery_note",
            Self::Payment => "payment",
            Self::PaymentMode => "payment_mode",
            Self::Expense => "expense",
            Self::ExpenseCategory => "expense_category",
            Self::Ticket => "ticket",
            Self::Department => "department",
            Self::Phrase => "phrase",
            Self::Template => "template",
            Self::Module => "module",
            Self::Mail => "mail",
            Self::ClientSettings => "client_settings",
        }
    }

    /// The rights it takes to see mails that bring an object of the kind. What is mailed as a client's own is a statement, which
    /// tells of invoices and payments.
    pub fn mail_is_seen_with(self) -> impl Iterator<Item = Right> {
        let tells_of: &[Right] = match self {
            Self::Client => &[Right::ViewInvoices, Right::ViewPayments],
            _ => &[],
        };
        self.seen_with().into_iter().chain(tells_of.iter().copied())
    }

    /// Whether they are seen by whoever has rights.
    #[must_use]
    pub fn mail_is_seen(self, has: impl Fn(Right) -> bool) -> bool {
        self.mail_is_seen_with().all(has)
    }

    /// The right it takes to see objects of the kind; none: whoever sees what they concern.
    #[must_use]
    pub const fn seen_with(self) -> Option<Right> {
        match self {
            Self::Client | Self::Contact => Some(Right::ViewClients),
            Self::Lead => Some(Right::ViewLeads),
            Self::Expense => Some(Right::ViewExpenses),
            Self::Ticket => Some(Right::ViewTickets),
            Self::Contract => Some(Right::ViewContracts),
            Self::Invoice => Some(Right::ViewInvoices),
            Self::Act => Some(Right::ViewActs),
            Self::DeliveryNote => Some(Right::ViewDeliveryNotes),
            Self::Payment => Some(Right::ViewPayments),
            Self::CatalogItem => Some(Right::ViewCatalogue),
            Self::User
            | Self::Role
            | Self::Organization
            | Self::ClientGroup
            | Self::LeadChoice
            | Self::ContractType
            | Self::PaymentMode
            | Self::ExpenseCategory
            | Self::Department
            | Self::Phrase
            | Self::Template
            | Self::Module
            | Self::Mail
            | Self::ClientSettings => None,
        }
    }
}

/// A kind of another build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown kind of object")]
pub struct UnknownOwnerKind;

impl FromStr for OwnerKind {
    type Err = UnknownOwnerKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or(UnknownOwnerKind)
    }
}

/// The owner of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Owner {
    pub kind: OwnerKind,
    pub id: Uuid,
    /// The client whose card shows the record.
    pub client: Option<ClientId>,
}

impl Owner {
    #[must_use]
    pub fn user(id: UserId) -> Self {
        Self {
            kind: OwnerKind::User,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn role(id: RoleId) -> Self {
        Self {
            kind: OwnerKind::Role,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn organization(id: OrganizationId) -> Self {
        Self {
            kind: OwnerKind::Organization,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn catalog_item(id: CatalogItemId) -> Self {
        Self {
            kind: OwnerKind::CatalogItem,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn client(id: ClientId) -> Self {
        Self {
            kind: OwnerKind::Client,
            id: id.uuid(),
            client: Some(id),
        }
    }

    #[must_use]
    pub fn client_group(id: ClientGroupId) -> Self {
        Self {
            kind: OwnerKind::ClientGroup,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn phrase(id: PhraseId) -> Self {
        Self {
            kind: OwnerKind::Phrase,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn template(id: TemplateId) -> Self {
        Self {
            kind: OwnerKind::Template,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn module(module: Module) -> Self {
        Self {
            kind: OwnerKind::Module,
            id: module.id(),
            client: None,
        }
    }

    /// The settings of e-mail.
    #[must_use]
    pub const fn mail() -> Self {
        Self {
            kind: OwnerKind::Mail,
            id: Uuid::from_u128(1),
            client: None,
        }
    }

    /// How the whole company works with clients.
    #[must_use]
    pub const fn client_settings() -> Self {
        Self {
            kind: OwnerKind::ClientSettings,
            id: Uuid::from_u128(1),
            client: None,
        }
    }

    #[must_use]
    pub fn contact(id: ContactId, client: ClientId) -> Self {
        Self {
            kind: OwnerKind::Contact,
            id: id.uuid(),
            client: Some(client),
        }
    }

    /// A lead; the client is the one it has become.
    #[must_use]
    pub fn lead(id: LeadId, client: Option<ClientId>) -> Self {
        Self {
            kind: OwnerKind::Lead,
            id: id.uuid(),
            client,
        }
    }

    #[must_use]
    pub fn lead_choice(id: LeadChoiceId) -> Self {
        Self {
            kind: OwnerKind::LeadChoice,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn contract(id: ContractId, client: ClientId) -> Self {
        Self {
            kind: OwnerKind::Contract,
            id: id.uuid(),
            client: Some(client),
        }
    }

    #[must_use]
    pub fn contract_type(id: ContractTypeId) -> Self {
        Self {
            kind: OwnerKind::ContractType,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn invoice(id: InvoiceId, client: ClientId) -> Self {
        Self {
            kind: OwnerKind::Invoice,
            id: id.uuid(),
            client: Some(client),
        }
    }

    #[must_use]
    pub fn act(id: ClosingId, client: ClientId) -> Self {
        Self {
            kind: OwnerKind::Act,
            id: id.uuid(),
            client: Some(client),
        }
    }

    #[must_use]
    pub fn delivery_note(id: ClosingId, client: ClientId) -> Self {
        Self {
            kind: OwnerKind::DeliveryNote,
            id: id.uuid(),
            client: Some(client),
        }
    }

    /// An expense; the client is the one it was spent for.
    #[must_use]
    pub fn expense(id: ExpenseId, client: Option<ClientId>) -> Self {
        Self {
            kind: OwnerKind::Expense,
            id: id.uuid(),
            client,
        }
    }

    #[must_use]
    pub fn expense_category(id: ExpenseCategoryId) -> Self {
        Self {
            kind: OwnerKind::ExpenseCategory,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn ticket(id: TicketId, client: ClientId) -> Self {
        Self {
            kind: OwnerKind::Ticket,
            id: id.uuid(),
            client: Some(client),
        }
    }

    #[must_use]
    pub fn department(id: DepartmentId) -> Self {
        Self {
            kind: OwnerKind::Department,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn payment_mode(id: PaymentModeId) -> Self {
        Self {
            kind: OwnerKind::PaymentMode,
            id: id.uuid(),
            client: None,
        }
    }

    #[must_use]
    pub fn payment(id: PaymentId, client: ClientId) -> Self {
        Self {
            kind: OwnerKind::Payment,
            id: id.uuid(),
            client: Some(client),
        }
    }
}
