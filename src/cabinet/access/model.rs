//! What the pages of access show and its forms carry.

use serde::{Deserialize, Serialize};

use crate::company::accounts::access::OpenLink;
use crate::kernel::cabinet::{CabinetRight, CabinetRights};
use crate::kernel::ids::{ClientId, ContactId};
use crate::kernel::lang::Lang;
use crate::kernel::problem::FieldErrors;
use crate::kernel::validate::Reader;

/// Most characters of a name or a phone.
const LINE: usize = 120;

/// Where somebody is let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrance {
    pub contact: ContactId,
    pub client: ClientId,
    pub client_name: String,
    pub name: String,
    /// By which he signs in.
    pub email: String,
    pub lang: Lang,
    pub rights: CabinetRights,
}

/// A contact's access, as the staff sees it on his page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each tells of something else")]
pub struct ContactAccess {
    pub contact: ContactId,
    /// Active, with an e-mail, of a client that is not archived: only such a one can be let in.
    pub can_enter: bool,
    pub granted: bool,
    pub rights: CabinetRights,
    /// 0 as long as nothing was ever granted.
    pub version: i64,
    /// The owner of the e-mail has chosen a password.
    pub has_password: bool,
    /// Links are sent by e-mail; else they are handed over.
    pub by_mail: bool,
    pub links: Vec<OpenLink>,
}

/// A contact of a client and whether he is let in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessRow {
    pub contact: ContactId,
    pub name: String,
    pub email: String,
    pub granted: bool,
    pub has_password: bool,
}

/// The form of a contact's access: a box for each part of the cabinet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a box of the form")]
pub struct SaveAccess {
    pub id: ContactId,
    pub version: i64,
    #[serde(default)]
    pub granted: bool,
    #[serde(default)]
    pub contracts: bool,
    #[serde(default)]
    pub invoices: bool,
    #[serde(default)]
    pub acts: bool,
    #[serde(default)]
    pub delivery_notes: bool,
    #[serde(default)]
    pub payments: bool,
    #[serde(default)]
    pub files: bool,
    #[serde(default)]
    pub support: bool,
}

impl SaveAccess {
    /// What is ticked.
    #[must_use]
    pub fn rights(&self) -> CabinetRights {
        let ticked = |right: &CabinetRight| match right {
            CabinetRight::Contracts => self.contracts,
            CabinetRight::Invoices => self.invoices,
            CabinetRight::Acts => self.acts,
            CabinetRight::DeliveryNotes => self.delivery_notes,
            CabinetRight::Payments => self.payments,
            CabinetRight::Files => self.files,
            CabinetRight::Support => self.support,
        };
        CabinetRight::ALL.iter().copied().filter(ticked).collect()
    }
}

/// What a contact changes of himself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SaveOwn {
    pub version: i64,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub lang: String,
}

/// A checked [`SaveOwn`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ValidOwn {
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub lang: Lang,
}

impl SaveOwn {
    /// # Errors
    /// All problems of the form.
    pub fn validated(&self) -> Result<ValidOwn, FieldErrors> {
        let mut form = Reader::default();
        let first_name = form.line("first_name", &self.first_name, LINE);
        let last_name = form.optional_line("last_name", &self.last_name, LINE);
        let phone = form.optional_phone("phone", &self.phone, LINE);
        let lang = form.choice::<Lang>("lang", &self.lang);
        form.finish(lang.map(|lang| ValidOwn {
            first_name,
            last_name,
            phone,
            lang,
        }))
    }
}

/// The page of a contact's own profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnProfile {
    pub first_name: String,
    pub last_name: String,
    pub position: String,
    pub email: String,
    pub phone: String,
    pub lang: Lang,
    pub version: i64,
    /// Everywhere he is let in, this client's among them.
    pub entrances: Vec<Entrance>,
}

#[cfg(test)]
mod tests {
    use super::{SaveAccess, SaveOwn};
    use crate::kernel::cabinet::CabinetRights;
    use crate::kernel::ids::ContactId;
    use crate::kernel::problem::Problem;

    #[test]
    fn every_box_is_a_right() {
        let none = SaveAccess {
            id: ContactId::from(uuid::Uuid::from_u128(1)),
            version: 0,
            granted: true,
            contracts: false,
            invoices: false,
            acts: false,
            delivery_notes: false,
            payments: false,
            files: false,
            support: false,
        };
        assert_eq!(none.rights(), CabinetRights::NONE);
        let all = SaveAccess {
            contracts: true,
            invoices: true,
            acts: true,
            delivery_notes: true,
            payments: true,
            files: true,
            support: true,
            ..none
        };
        assert_eq!(all.rights(), CabinetRights::all());
    }

    #[test]
    fn the_own_profile_names_all_its_problems() {
        let form = SaveOwn {
            phone: "телефон".into(),
            lang: "de".into(),
            ..SaveOwn::default()
        };
        let errors = form.validated().unwrap_err();
        for (field, problem) in [
            ("first_name", Problem::Required),
            ("phone", Problem::NotAPhone),
            ("lang", Problem::UnknownChoice),
        ] {
            assert_eq!(errors.get(field), Some(&problem), "{field}");
        }
    }
}
