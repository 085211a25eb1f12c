//! What the frame of a client card shows.

use serde::{Deserialize, Serialize};

use crate::crm::clients::model::{Balance, ClientProfile, SimilarClient};
use crate::crm::contacts::model::Contact;
use crate::finance::payments::model::AdvanceLeft;
use crate::kernel::ids::LeadId;
use crate::kernel::money::Money;
use crate::records::activity::model::EventRow;

/// A client with what stands around every tab of his card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientCard {
    pub profile: ClientProfile,
    /// One per currency in which something is owed.
    pub balances: Vec<Balance>,
    /// What he has paid beyond them, one per currency; for whoever may see payments.
    pub advances: Vec<AdvanceLeft>,
    /// Other clients that look alike.
    pub similar: Vec<SimilarClient>,
    /// Leads that have become this client, by name; for whoever may see leads.
    pub leads: Vec<(LeadId, String)>,
    /// Whom people at the client turn to first.
    pub primary: Option<Contact>,
    /// What of his issued invoices no act or note has closed yet, one per currency; for whoever may see either.
    pub unclosed: Vec<Money>,
    /// How many papers of each kind there are; absent without the right to see them.
    pub invoices: Option<u64>,
    pub contracts: Option<u64>,
    pub acts: Option<u64>,
    pub delivery_notes: Option<u64>,
    pub payments: Option<u64>,
    /// Active ones.
    pub contacts: u64,
    /// Of the card and of his papers, as far as they may be seen.
    pub files: u64,
    /// The newest events of everything that concerns the client.
    pub events: Vec<EventRow>,
}
