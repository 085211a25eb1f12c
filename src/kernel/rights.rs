//! The rights as a table: of which object, for doing what, and without which other ones a right is of no use. The form of a role is
//! made of it.
//!
//! A new right takes a line here, and a migration that gives it to the roles that are to have it: what Akta brings along may have been
//! changed. The administrator has every right by itself.

use super::actor::{Right, Rights, Role};
use super::ids::RoleId;
use super::tax::spelled;

/// What a right is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Object {
    Clients,
    Leads,
    Contracts,
    Invoices,
    Acts,
    DeliveryNotes,
    Signatures,
    Payments,
    Expenses,
    Tickets,
    Catalogue,
    Mail,
    Templates,
    Company,
    Users,
}

spelled!(Object {
    Clients = "clients",
    Leads = "leads",
    Contracts = "contracts",
    Invoices = "invoices",
    Acts = "acts",
    DeliveryNotes = "delivery_notes",
    Signatures = "signatures",
    Payments = "payments",
    Expenses = "expenses",
    Tickets = "tickets",
    Catalogue = "catalogue",
    Mail = "mail",
    Templates = "templates",
    Company = "company",
    Users = "users",
});

/// What a right lets one do with its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    View,
    Create,
    /// Change; of settings: whatever there is to be done with them.
    Edit,
    /// Take away what nothing hangs on, or put it into the archive.
    Delete,
    Issue,
    Cancel,
    /// What only this kind of object knows.
    Special,
}

spelled!(Deed {
    View = "view",
    Create = "create",
    Edit = "edit",
    Delete = "delete",
    Issue = "issue",
    Cancel = "cancel",
    Special = "special",
});

/// A line of the table.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    pub right: Right,
    /// How forms and events spell it.
    pub code: &'static str,
    pub object: Object,
    pub deed: Deed,
    /// The rights without which it is of no use.
    pub needs: &'static [Right],
}

macro_rules! rights {
    ($($right:ident $code:literal, $object:ident $deed:ident, [$($needed:ident),*]);+ $(;)?) => {
        /// All rights, those of an object side by side.
        pub const RIGHTS: &[Entry] = &[$(Entry {
            right: Right::$right,
            code: $code,
            object: Object::$object,
            deed: Deed::$deed,
            needs: &[$(Right::$needed),*],
        }),+];
    };
}

// A paper belongs to a client; acts, delivery notes and payments to an invoice.
rights! {
    ViewClients "view_clients", Clients View, [];
    CreateClients "create_clients", Clients Create, [ViewClients];
    EditClients "edit_clients", Clients Edit, [ViewClients];
    DeleteClients "delete_clients", Clients Delete, [ViewClients];
    InviteContacts "invite_contacts", Clients Special, [ViewClients];
    ViewLeads "view_leads", Leads View, [];
    CreateLeads "create_leads", Leads Create, [ViewLeads];
    EditLeads "edit_leads", Leads Edit, [ViewLeads];
    DeleteLeads "delete_leads", Leads Delete, [ViewLeads];
    ViewContracts "view_contracts", Contracts View, [ViewClients];
    CreateContracts "create_contracts", Contracts Create, [ViewContracts];
    EditContracts "edit_contracts", Contracts Edit, [ViewContracts];
    DeleteContracts "delete_contracts", Contracts Delete, [ViewContracts];
    IssueContracts "issue_contracts", Contracts Issue, [ViewContracts];
    CancelContracts "cancel_contracts", Contracts Cancel, [ViewContracts];
    ViewInvoices "view_invoices", Invoices View, [ViewClients];
    CreateInvoices "create_invoices", Invoices Create, [ViewInvoices];
    EditInvoices "edit_invoices", Invoices Edit, [ViewInvoices];
    DeleteInvoices "delete_invoices", Invoices Delete, [ViewInvoices];
    IssueInvoices "issue_invoices", Invoices Issue, [ViewInvoices];
    CancelInvoices "cancel_invoices", Invoices Cancel, [ViewInvoices];
    ViewActs "view_acts", Acts View, [ViewInvoices];
    CreateActs "create_acts", Acts Create, [ViewActs];
    EditActs "edit_acts", Acts Edit, [ViewActs];
    DeleteActs "delete_acts", Acts Delete, [ViewActs];
    IssueActs "issue_acts", Acts Issue, [ViewActs];
    CancelActs "cancel_acts", Acts Cancel, [ViewActs];
    ViewDeliveryNotes "view_delivery_notes", DeliveryNotes View, [ViewInvoices];
    CreateDeliveryNotes "create_delivery_notes", DeliveryNotes Create, [ViewDeliveryNotes];
    EditDeliveryNotes "edit_delivery_notes", DeliveryNotes Edit, [ViewDeliveryNotes];
    DeleteDeliveryNotes "delete_delivery_notes", DeliveryNotes Delete, [ViewDeliveryNotes];
    IssueDeliveryNotes "issue_delivery_notes", DeliveryNotes Issue, [ViewDeliveryNotes];
    CancelDeliveryNotes "cancel_delivery_notes", DeliveryNotes Cancel, [ViewDeliveryNotes];
    SignPapers "sign_papers", Signatures Special, [ViewClients];
    ViewPayments "view_payments", Payments View, [ViewInvoices];
    RecordPayments "record_payments", Payments Create, [ViewPayments];
    AllocatePayments "allocate_payments", Payments Edit, [ViewPayments];
    ReversePayments "reverse_payments", Payments Cancel, [ViewPayments];
    WriteOff "write_off", Payments Special, [ViewPayments];
    ViewExpenses "view_expenses", Expenses View, [ViewClients];
    CreateExpenses "create_expenses", Expenses Create, [ViewExpenses];
    EditExpenses "edit_expenses", Expenses Edit, [ViewExpenses];
    DeleteExpenses "delete_expenses", Expenses Delete, [ViewExpenses];
    ViewTickets "view_tickets", Tickets View, [ViewClients];
    CreateTickets "create_tickets", Tickets Create, [ViewTickets];
    EditTickets "edit_tickets", Tickets Edit, [ViewTickets];
    ViewCatalogue "view_catalogue", Catalogue View, [];
    CreateCatalogue "create_catalogue", Catalogue Create, [ViewCatalogue];
    EditCatalogue "edit_catalogue", Catalogue Edit, [ViewCatalogue];
    DeleteCatalogue "delete_catalogue", Catalogue Delete, [ViewCatalogue];
    ManageMail "manage_mail", Mail Edit, [];
    SendMail "send_mail", Mail Special, [ViewClients];
    ManageTemplates "manage_templates", Templates Edit, [];
    ManageCompany "manage_company", Company Edit, [];
    ManageUsers "manage_users", Users Edit, [];
}

/// The rights that concern an object.
pub fn of(object: Object) -> impl Iterator<Item = &'static Entry> {
    RIGHTS.iter().filter(move |entry| entry.object == object)
}

/// The right that is spelled so.
#[must_use]
pub fn by_code(code: &str) -> Option<&'static Entry> {
    RIGHTS.iter().find(|entry| entry.code == code)
}

/// What is not among the rights although others of them are of no use without it.
#[must_use]
pub fn missing(rights: Rights) -> Vec<&'static Entry> {
    let held = RIGHTS.iter().filter(|entry| rights.holds(entry.right));
    let needed: Rights = held.flat_map(|entry| entry.needs.iter().copied()).collect();
    needed.beyond(rights).collect()
}

impl Rights {
    /// The number that names them all, granted or not.
    #[must_use]
    pub fn bits(self) -> i64 {
        let held = Right::ALL.into_iter().filter(|right| self.holds(*right));
        held.fold(0_u64, |bits, right| bits | right.bit()).cast_signed()
    }

    /// Those that a number names; what this build does not know is passed over.
    #[must_use]
    pub fn of_bits(bits: i64) -> Self {
        let named = |right: &Right| bits.cast_unsigned() & right.bit() != 0;
        Right::ALL.into_iter().filter(named).collect()
    }

    /// What is among these and not among others, granted or not.
    pub fn beyond(self, others: Self) -> impl Iterator<Item = &'static Entry> {
        let is_beyond = move |entry: &&Entry| self.holds(entry.right) && !others.holds(entry.right);
        RIGHTS.iter().filter(is_beyond)
    }
}

impl Role {
    /// The one that is stored under an id.
    #[must_use]
    pub fn of_id(id: RoleId) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::{Deed, Object, RIGHTS, Right, Rights, Role, by_code, missing, of};

    #[test]
    fn every_right_stands_once_in_the_table() {
        for right in Right::ALL {
            assert_eq!(
                RIGHTS.iter().filter(|entry| entry.right == right).count(),
                1,
                "{right:?}"
            );
        }
        assert_eq!(RIGHTS.len(), Right::ALL.len());
        for entry in RIGHTS {
            assert_eq!(by_code(entry.code).map(|found| found.right), Some(entry.right));
            let alike = of(entry.object).filter(|other| other.deed == entry.deed);
            assert_eq!(alike.count(), 1, "{}: two boxes in one place", entry.code);
        }
        assert!(Object::ALL.iter().all(|object| of(*object).count() > 0));
    }

    #[test]
    fn what_is_done_with_an_object_takes_seeing_it() {
        for object in Object::ALL {
            let Some(view) = of(*object).find(|entry| entry.deed == Deed::View) else {
                continue;
            };
            for entry in of(*object).filter(|entry| entry.deed != Deed::View) {
                assert_eq!(entry.needs, [view.right], "{}", entry.code);
            }
        }
        let alone: Rights = [Right::EditActs].into_iter().collect();
        let needed = |rights: Rights| missing(rights).iter().map(|entry| entry.right).collect::<Vec<_>>();
        assert_eq!(needed(alone), [Right::ViewActs]);
        let more: Rights = [Right::EditActs, Right::ViewActs, Right::WriteOff]
            .into_iter()
            .collect();
        assert_eq!(needed(more), [Right::ViewInvoices, Right::ViewPayments]);
    }

    #[test]
    fn the_roles_that_are_brought_along_are_whole() {
        for role in Role::ALL {
            assert_eq!(missing(role.rights()).len(), 0, "{role}");
            assert_eq!(Rights::of_bits(role.rights().bits()), role.rights(), "{role}");
            assert_eq!(Role::of_id(role.id()), Some(role));
        }
        assert_eq!(Rights::of_bits(-1), Rights::all());
        assert_eq!(Rights::NONE.bits(), 0);
    }

    #[test]
    fn a_read_only_role_only_views() {
        let rights = Role::ReadOnly.rights();
        for entry in RIGHTS {
            assert_eq!(rights.holds(entry.right), entry.deed == Deed::View, "{}", entry.code);
        }
    }
}
