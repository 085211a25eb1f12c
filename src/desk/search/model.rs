//! What a search finds.

use serde::{Deserialize, Serialize};

use crate::company::catalog::model::ItemRow;
use crate::crm::clients::model::{ClientChoice, ClientRow};
use crate::crm::contacts::model::ContactRow;
use crate::crm::leads::model::LeadRow;
use crate::documents::closing::model::ClosingRow;
use crate::documents::contracts::model::ContractRow;
use crate::documents::invoices::model::InvoiceRow;
use crate::finance::expenses::model::ExpenseRow;
use crate::finance::payments::model::PaymentRow;
use crate::kernel::folding::{search_text, searchable};
use crate::kernel::paging::Page;
use crate::support::tickets::model::TicketRow;

/// Hits of each kind.
pub const MOST_HITS: usize = 5;

/// The page of results as its address says it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SearchFilter {
    #[serde(deserialize_with = "search_text")]
    pub q: String,
}

/// A typed text as it is looked for: papers show their numbers with a sign in front, which is no part of them.
#[must_use]
pub fn looked_for(typed: &str) -> String {
    let text = searchable(typed);
    text.trim().trim_start_matches(['№', '#']).trim().to_owned()
}

/// Whether papers are meant before people: something of figures without a letter.
#[must_use]
pub fn means_papers(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
}

/// The first hits of a kind, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hits<T> {
    pub rows: Vec<T>,
    /// On the first page of the list.
    pub count: usize,
    /// Whether the list has further pages.
    pub more: bool,
}

impl<T> From<Page<T>> for Hits<T> {
    fn from(page: Page<T>) -> Self {
        let mut rows = page.rows;
        let count = rows.len();
        rows.truncate(MOST_HITS);
        Self {
            rows,
            count,
            more: page.next.is_some(),
        }
    }
}

/// What the page of results shows; `None` of what the reader has no right to see.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Found {
    /// What was looked for; empty when nothing was typed.
    pub text: String,
    pub clients: Option<Hits<ClientRow>>,
    pub contacts: Option<Hits<ContactRow>>,
    /// Open ones.
    pub leads: Option<Hits<LeadRow>>,
    pub invoices: Option<Hits<InvoiceRow>>,
    pub acts: Option<Hits<ClosingRow>>,
    pub delivery_notes: Option<Hits<ClosingRow>>,
    pub contracts: Option<Hits<ContractRow>>,
    pub payments: Option<Hits<PaymentRow>>,
    pub expenses: Option<Hits<ExpenseRow>>,
    /// Closed ones too.
    pub tickets: Option<Hits<TicketRow>>,
    pub items: Option<Hits<ItemRow>>,
}

/// What a text may mean that is still being typed; nothing of what the reader has no right to see.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Suggested {
    pub clients: Vec<ClientChoice>,
    pub contacts: Vec<ContactRow>,
    pub leads: Vec<LeadRow>,
    pub invoices: Vec<InvoiceRow>,
    pub acts: Vec<ClosingRow>,
    pub delivery_notes: Vec<ClosingRow>,
    pub contracts: Vec<ContractRow>,
    pub payments: Vec<PaymentRow>,
    pub items: Vec<ItemRow>,
}

#[cfg(test)]
mod tests {
    use super::{looked_for, means_papers};

    #[test]
    fn the_sign_of_a_number_is_not_looked_for() {
        for (typed, text) in [
            (" № 00126 ", "00126"),
            ("#126", "126"),
            ("№", ""),
            ("ТОВ «Ромашка»", "ТОВ «Ромашка»"),
        ] {
            assert_eq!(looked_for(typed), text);
        }
    }

    #[test]
    fn figures_mean_papers_and_letters_mean_people() {
        for (text, papers) in [
            ("126", true),
            ("1 250,50", true),
            ("2026/126", true),
            ("Ромашка 2", false),
            ("+", false),
            ("", false),
        ] {
            assert_eq!(means_papers(text), papers, "{text}");
        }
    }
}
