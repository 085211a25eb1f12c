//! What the first page of the cabinet shows beside the list of papers.

use serde::{Deserialize, Serialize};

use crate::cabinet::money::model::{CabinetBalance, CabinetPayment};
use crate::cabinet::papers::model::PaperRow;
use crate::crm::clients::model::ManagerContact;

/// What is to be done, and what is owed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Home {
    /// What waits for a signature, the oldest first.
    pub to_sign: Vec<PaperRow>,
    /// Invoices of which something is left to pay, the first to fall due first.
    pub to_pay: Vec<PaperRow>,
    /// More wait than are told here.
    pub more: bool,
    /// The last money that moved: told where nothing is to be done, to who may see payments.
    pub last_payment: Option<CabinetPayment>,
    /// What is owed today on either side; absent for who may not see payments.
    pub balances: Option<Vec<CabinetBalance>>,
    pub managers: Vec<ManagerContact>,
}
