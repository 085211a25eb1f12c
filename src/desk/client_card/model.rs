//! What the frame of a client card shows.

use serde::{Deserialize, Serialize};

use crate::crm::clients::model::{Balance, ClientProfile, SimilarClient};
use crate::crm::clients::settings::ClientTab;
use crate::crm::contacts::model::Contact;
use crate::finance::payments::model::AdvanceLeft;
use crate::kernel::actor::Rights;
use crate::kernel::ids::{ClientId, LeadId};
use crate::kernel::money::Money;
use crate::records::activity::model::EventRow;

/// A client with what stands around every tab of his card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientCard {
    pub profile: ClientProfile,
    /// What the reader may do with what is this client's.
    pub rights: Rights,
    /// Those that the settings show and the reader may see, in their order: one at least.
    pub tabs: Vec<ClientTab>,
    /// Those that the settings hide from everybody.
    pub hidden: Vec<ClientTab>,
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
    pub expenses: Option<u64>,
    /// Requests that are not closed.
    pub tickets: Option<u64>,
    /// Active ones.
    pub contacts: u64,
    /// Of the card and of his papers, as far as they may be seen.
    pub files: u64,
    /// The newest events of everything that concerns the client.
    pub events: Vec<EventRow>,
}

impl ClientCard {
    /// The address of a tab, if it is among the visible ones.
    #[must_use]
    pub fn tab_href(&self, tab: ClientTab) -> Option<String> {
        let shown = self.tabs.contains(&tab);
        shown.then(|| tab_href(self.profile.client.id, tab))
    }

    /// Where the address of a hidden tab leads.
    #[must_use]
    pub fn first_href(&self) -> String {
        let first = self.tabs.first().copied().unwrap_or(ClientTab::Profile);
        tab_href(self.profile.client.id, first)
    }
}

/// The address of a tab.
#[must_use]
pub fn tab_href(client: ClientId, tab: ClientTab) -> String {
    let address = format!("/clients/{client}/{}", tab.segment());
    address.trim_end_matches('/').to_owned()
}
