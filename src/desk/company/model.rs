//! What the page adds to a company's settings.

use serde::{Deserialize, Serialize};

use crate::company::organization::model::StartBalance;
use crate::crm::clients::model::ClientChoice;
use crate::kernel::currency::Currency;
use crate::kernel::folding::search_text;
use crate::kernel::paging::Page;

/// A start balance and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BalanceRow {
    pub balance: StartBalance,
    pub client_name: String,
}

/// Which start balances are shown, as the address of the page says it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct BalanceFilter {
    /// Words to be found in the client.
    #[serde(deserialize_with = "search_text")]
    pub q: String,
    /// A [`crate::kernel::paging::Cursor`].
    pub after: String,
}

/// A page of the start balances, and what a new one begins with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartBalances {
    pub page: Page<BalanceRow>,
    /// Offered before anything is typed.
    pub clients: Vec<ClientChoice>,
    /// The company's own.
    pub currency: Currency,
}
