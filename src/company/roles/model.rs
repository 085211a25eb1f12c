//! A role of the staff, and what its form carries.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::kernel::actor::{Rights, Role};
use crate::kernel::ids::{RequestKey, RoleId};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::reach::Reach;
use crate::kernel::rights::{Entry, Object, RIGHTS, missing};
use crate::kernel::validate::Reader;
use crate::records::activity::model::EventRow;

/// Most characters of a role's name.
const NAME_MAX: usize = 60;
/// What is sent of a box that is ticked; of a right to see, that all are seen.
pub const TICKED: &str = "true";
/// What is sent of a right to see one's own only.
pub const OWN: &str = "own";

/// A role as it is stored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffRole {
    pub id: RoleId,
    /// Of one that Akta brings along.
    pub code: Option<Role>,
    /// Of an own one; empty otherwise.
    pub name: String,
    /// What it lets one see and do, and of what one's own only.
    pub rights: Rights,
    pub version: i64,
}

impl StaffRole {
    #[must_use]
    pub fn is_administrator(&self) -> bool {
        self.code == Some(Role::Administrator)
    }

    /// As events tell of it and the command line takes it: a code, or the name of an own one, which may be gone later on.
    #[must_use]
    pub fn spelled(&self) -> &str {
        match self.code {
            Some(code) => code.as_str(),
            None => &self.name,
        }
    }
}

/// As forms name it: [`RoleKey`].
impl fmt::Display for StaffRole {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => code.fmt(f),
            None => self.id.fmt(f),
        }
    }
}

/// A role as forms name it: by its code if Akta brings it along, an own one by its id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleKey(pub RoleId);

impl FromStr for RoleKey {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse::<Role>() {
            Ok(role) => Ok(Self(role.id())),
            Err(_) => text.parse().map(Self),
        }
    }
}

/// What keeps somebody from changing a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bar {
    /// The administrator's stays as it is.
    Administrator,
    /// He has it himself.
    Yours,
    /// It may do more than he.
    Beyond,
}

/// A row of the list of roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleRow {
    pub role: StaffRole,
    /// How many have it, those who may not sign in any more among them.
    pub users: i64,
}

/// A role with all that its page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleCard {
    pub role: StaffRole,
    pub users: i64,
    pub bar: Option<Bar>,
    pub events: Vec<EventRow>,
}

/// The form of a role, new or stored.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveRole {
    /// Of a new role: the same key sent twice makes one.
    pub request: Option<RequestKey>,
    /// Absent for a new role.
    pub id: Option<RoleId>,
    pub version: i64,
    pub name: String,
    /// The boxes that are ticked, and how far is seen what one sees, by the codes of their rights.
    pub rights: BTreeMap<String, String>,
}

/// A checked [`SaveRole`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidRole {
    pub name: String,
    pub rights: Rights,
}

/// The field of a right.
#[must_use]
pub fn field_of(entry: &Entry) -> String {
    format!("rights.{}", entry.code)
}

/// What a field of rights holds; empty without the right.
#[must_use]
pub fn spelled(rights: Rights, entry: &Entry) -> &'static str {
    if !rights.holds(entry.right) {
        ""
    } else if entry.has_reach() && rights.reach(entry.object) == Reach::Own {
        OWN
    } else {
        TICKED
    }
}

impl SaveRole {
    /// A stored role as the form spells it.
    #[must_use]
    pub fn of(role: &StaffRole) -> Self {
        Self {
            id: Some(role.id),
            version: role.version,
            ..Self::copy_of(role, role.rights)
        }
    }

    /// A new role that may do as much as another one, as far as that is among `most`.
    #[must_use]
    pub fn copy_of(role: &StaffRole, most: Rights) -> Self {
        let held = |entry: &&Entry| role.rights.holds(entry.right) && most.holds(entry.right);
        let rights = role.rights.seeing_own(most.own_objects());
        let ticked = |entry: &Entry| (entry.code.to_owned(), spelled(rights, entry).to_owned());
        Self {
            name: role.name.clone(),
            rights: RIGHTS.iter().filter(held).map(ticked).collect(),
            ..Self::default()
        }
    }

    /// # Errors
    /// What is wrong with the name; [`Problem::NeededRight`] beside each right that others need, [`Problem::TooWide`] beside what would be seen
    /// further than what it belongs to.
    pub fn validated(&self) -> Result<ValidRole, FieldErrors> {
        let mut form = Reader::default();
        let brought_along = self.id.and_then(Role::of_id).is_some();
        let name = if brought_along {
            String::new()
        } else {
            form.line("name", &self.name, NAME_MAX)
        };
        let is_own =
            |entry: &&Entry| entry.has_reach() && self.rights.get(entry.code).is_some_and(|value| value == OWN);
        let ticked = |code: &str| self.rights.get(code).is_some_and(|value| value == TICKED);
        // Rights of another build are passed over.
        let held = RIGHTS.iter().filter(|entry| ticked(entry.code) || is_own(entry));
        let held: Rights = held.map(|entry| entry.right).collect();
        let own: Vec<Object> = RIGHTS.iter().filter(is_own).map(|entry| entry.object).collect();
        let rights = held.seeing_own(own.iter().copied());
        for entry in missing(rights) {
            form.problem(field_of(entry), Problem::NeededRight);
        }
        let wider = rights.own_objects().filter(|object| !own.contains(object));
        for entry in wider.filter_map(Object::view_entry) {
            form.problem(field_of(entry), Problem::TooWide);
        }
        form.finish(Some(ValidRole { name, rights }))
    }
}

#[cfg(test)]
mod tests {
    use super::{BTreeMap, Object, Problem, Role, RoleKey, SaveRole};
    use crate::kernel::actor::Right;

    fn ticked(codes: &[&str]) -> BTreeMap<String, String> {
        codes
            .iter()
            .map(|code| ((*code).to_owned(), "true".to_owned()))
            .collect()
    }

    #[test]
    fn a_right_without_what_it_needs_is_no_right() {
        let form = SaveRole {
            name: " Sales ".into(),
            rights: ticked(&["edit_invoices", "view_clients", "fly"]),
            ..SaveRole::default()
        };
        let errors = form.validated().unwrap_err();
        assert_eq!(errors.get("rights.view_invoices"), Some(&Problem::NeededRight));
        assert_eq!(errors.iter().count(), 1);
        let whole = SaveRole {
            rights: ticked(&["edit_invoices", "view_clients", "view_invoices"]),
            ..form
        };
        let valid = whole.validated().unwrap();
        assert_eq!(valid.name, "Sales");
        assert!(valid.rights.holds(Right::EditInvoices) && !valid.rights.holds(Right::ViewPayments));
    }

    #[test]
    fn nothing_is_seen_further_than_what_it_belongs_to() {
        let form = |values: &[(&str, &str)]| SaveRole {
            name: "Sales".into(),
            rights: values
                .iter()
                .map(|(code, value)| ((*code).to_owned(), (*value).to_owned()))
                .collect(),
            ..SaveRole::default()
        };
        let wide = form(&[
            ("view_clients", "true"),
            ("view_invoices", "own"),
            ("view_acts", "true"),
        ]);
        let errors = wide.validated().unwrap_err();
        assert_eq!(errors.get("rights.view_acts"), Some(&Problem::TooWide));
        assert_eq!(errors.iter().count(), 1);
        let whole = form(&[("view_clients", "true"), ("view_invoices", "own"), ("view_acts", "own")]);
        let rights = whole.validated().unwrap().rights;
        assert_eq!(
            rights.own_objects().collect::<Vec<_>>(),
            [Object::Invoices, Object::Acts]
        );
        assert!(rights.holds(Right::ViewActs) && !rights.holds(Right::ViewPayments));
        // Only what is seen has a reach.
        let other = form(&[
            ("view_clients", "true"),
            ("edit_clients", "own"),
            ("view_catalogue", "own"),
        ]);
        let rights = other.validated().unwrap().rights;
        assert!(!rights.holds(Right::EditClients) && !rights.holds(Right::ViewCatalogue));
    }

    #[test]
    fn only_an_own_role_has_a_name() {
        let form = SaveRole::default();
        assert_eq!(form.validated().unwrap_err().get("name"), Some(&Problem::Required));
        let manager = SaveRole {
            id: Some(Role::Manager.id()),
            name: "Boss".into(),
            ..form
        };
        assert_eq!(manager.validated().unwrap().name, "");
    }

    #[test]
    fn forms_name_roles_by_code_or_id() {
        for role in Role::ALL {
            assert_eq!(role.as_str().parse::<RoleKey>(), Ok(RoleKey(role.id())));
            assert_eq!(role.id().to_string().parse::<RoleKey>(), Ok(RoleKey(role.id())));
        }
        assert!("boss".parse::<RoleKey>().is_err());
    }
}
