//! What the frame of a client card shows.

use serde::{Deserialize, Serialize};

use crate::crm::clients::model::{Balance, Client, ClientChoice};
use crate::records::activity::model::EventRow;

/// A client with what stands around every tab of his card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientCard {
    pub client: Client,
    /// Name of the manager; empty if there is none.
    pub manager: String,
    /// One per currency in which something is owed.
    pub balances: Vec<Balance>,
    /// Other clients with the same tax id.
    pub similar: Vec<ClientChoice>,
    /// How many invoices and payments there are; absent without the right to see them.
    pub invoices: Option<u64>,
    pub payments: Option<u64>,
    /// Active ones.
    pub contacts: u64,
    /// The newest events of everything that concerns the client.
    pub events: Vec<EventRow>,
}
