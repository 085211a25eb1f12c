//! A filter of a list that a person has saved for himself, and what its form carries.

use serde::{Deserialize, Serialize};

use crate::kernel::ids::SavedFilterId;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::spelled;
use crate::kernel::validate::Reader;

/// Most characters of a filter's name.
const NAME_MAX: usize = 60;
/// Most bytes of what a filter says in the address.
const QUERY_MAX: usize = 2_000;
/// Most filters a person keeps of one list.
pub const MOST: usize = 30;

/// The lists whose filters can be saved, each known by the path of its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ListPath {
    #[serde(rename = "/invoices")]
    Invoices,
    #[serde(rename = "/clients")]
    Clients,
    #[serde(rename = "/contacts")]
    Contacts,
    #[serde(rename = "/leads")]
    Leads,
    #[serde(rename = "/catalogue")]
    Catalogue,
    #[serde(rename = "/payments")]
    Payments,
    #[serde(rename = "/expenses")]
    Expenses,
    #[serde(rename = "/support")]
    Tickets,
    #[serde(rename = "/contracts")]
    Contracts,
    #[serde(rename = "/acts")]
    Acts,
    #[serde(rename = "/delivery-notes")]
    DeliveryNotes,
    #[serde(rename = "/settings/users")]
    Users,
}

spelled!(ListPath {
    Invoices = "/invoices",
    Clients = "/clients",
    Contacts = "/contacts",
    Leads = "/leads",
    Catalogue = "/catalogue",
    Payments = "/payments",
    Expenses = "/expenses",
    Tickets = "/support",
    Contracts = "/contracts",
    Acts = "/acts",
    DeliveryNotes = "/delivery-notes",
    Users = "/settings/users",
});

/// A saved filter as its list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    pub id: SavedFilterId,
    pub name: String,
    /// Never an address by itself: the list reads its own filter out of it, as out of any address, and writes the link anew.
    pub query: String,
}

/// The form that saves the filter of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveFilter {
    pub list: String,
    pub name: String,
    pub query: String,
}

/// A checked [`SaveFilter`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidFilter {
    pub list: ListPath,
    pub name: String,
    pub query: String,
}

impl SaveFilter {
    /// # Errors
    /// All problems of the form. What the query says is judged where the list reads it.
    pub fn validated(&self) -> Result<ValidFilter, FieldErrors> {
        let mut form = Reader::default();
        let name = form.line("name", &self.name, NAME_MAX);
        if self.query.len() > QUERY_MAX {
            form.problem("query", Problem::FilterTooLong);
        }
        let query = form.optional_line("query", &self.query, QUERY_MAX);
        let list = form.choice::<ListPath>("list", &self.list);
        form.finish(list.map(|list| ValidFilter { list, name, query }))
    }
}

#[cfg(test)]
mod tests {
    use super::{ListPath, NAME_MAX, Problem, QUERY_MAX, SaveFilter};

    #[test]
    fn a_list_is_spelled_in_one_way() {
        for list in ListPath::ALL {
            let json = serde_json::to_string(list).unwrap();
            assert_eq!(json, format!("\"{list}\""));
        }
    }

    #[test]
    fn all_problems_of_the_form_are_named() {
        let form = |list: &str, name: &str, query: &str| SaveFilter {
            list: list.into(),
            name: name.into(),
            query: query.into(),
        };
        let longest = form("/invoices", &"я".repeat(NAME_MAX), &"a".repeat(QUERY_MAX));
        assert!(longest.validated().is_ok());
        let errors = form("/nowhere", " ", &"я".repeat(QUERY_MAX / 2 + 1))
            .validated()
            .unwrap_err();
        for (field, problem) in [
            ("list", Problem::UnknownChoice),
            ("name", Problem::Required),
            ("query", Problem::FilterTooLong),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
        let errors = form("", &"я".repeat(NAME_MAX + 1), "q=\0").validated().unwrap_err();
        for (field, problem) in [
            ("list", Problem::Required),
            ("name", Problem::TooLong { max: NAME_MAX }),
            ("query", Problem::ForbiddenCharacters),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
    }
}
