//! What the first page shows.

use serde::{Deserialize, Serialize};

use crate::crm::clients::model::Balance;
use crate::finance::reports::model::Months;
use crate::kernel::ids::ClientId;
use crate::records::activity::model::EventRow;

/// The figures of the first page; those the reader has no right to are absent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// What is owed and what of it is late, per currency in which anything is.
    pub balances: Option<Vec<Balance>>,
    /// What came in during the last months.
    pub months: Option<Vec<Months>>,
    /// Clients that ask for other requisites, whom the reader may decide on.
    pub asking: i64,
    /// The newest events, the newest first.
    pub events: Vec<Happening>,
    /// Whether there is any invoice that the reader may see: if not, the first steps stand in the place of figures.
    pub begun: bool,
}

/// An event with what it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    /// Without its changes.
    pub event: EventRow,
    /// Absent when the object is not there any more.
    pub client: Option<(ClientId, String)>,
}
