//! What it takes to write an object down: one right for a new one, another one for what is stored.

use super::actor::Right;

/// The two rights of the form of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writing {
    pub create: Right,
    pub edit: Right,
}

impl Writing {
    pub const CATALOGUE: Self = Self::new(Right::CreateCatalogue, Right::EditCatalogue);
    pub const CLIENTS: Self = Self::new(Right::CreateClients, Right::EditClients);
    pub const CONTRACTS: Self = Self::new(Right::CreateContracts, Right::EditContracts);
    pub const EXPENSES: Self = Self::new(Right::CreateExpenses, Right::EditExpenses);
    pub const INVOICES: Self = Self::new(Right::CreateInvoices, Right::EditInvoices);
    pub const LEADS: Self = Self::new(Right::CreateLeads, Right::EditLeads);
    pub const TICKETS: Self = Self::new(Right::CreateTickets, Right::EditTickets);

    #[must_use]
    pub const fn new(create: Right, edit: Right) -> Self {
        Self { create, edit }
    }

    /// What it takes to save a form: without an id it makes a new one.
    #[must_use]
    pub const fn of<I: Copy>(self, id: Option<I>) -> Right {
        if id.is_some() { self.edit } else { self.create }
    }
}

#[cfg(test)]
mod tests {
    use super::Writing;
    use crate::kernel::actor::Right;

    #[test]
    fn a_form_with_an_id_is_a_change() {
        assert_eq!(Writing::LEADS.of(None::<u8>), Right::CreateLeads);
        assert_eq!(Writing::LEADS.of(Some(1)), Right::EditLeads);
    }
}
