//! Who acts, what he may do, and which objects he can see.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::cabinet::{CabinetRight, CabinetRights, Visitor};
use super::ids::{ClientId, ContactId, UserId};
use super::module::Module;
use super::reach::Reach;
use super::rights::Object;

pub use super::right::Right;
pub use super::role::{Role, UnknownRole};

/// A set of rights, and how far one sees with them ([`super::reach`]). What belongs to a module that the installation has switched off
/// is held and not granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Rights {
    pub(super) held: u64,
    pub(super) off: u64,
    /// Of which objects one's own only are seen, by the bits of the rights to see them.
    pub(super) own: u64,
}

impl Rights {
    pub const NONE: Self = Self {
        held: 0,
        off: 0,
        own: 0,
    };

    #[must_use]
    pub fn all() -> Self {
        Right::ALL.into_iter().collect()
    }

    #[must_use]
    pub const fn has(self, right: Right) -> bool {
        self.held & !self.off & right.bit() != 0
    }

    /// Whether it would be granted if its module was not switched off.
    #[must_use]
    pub const fn is_switched_off(self, right: Right) -> bool {
        self.held & self.off & right.bit() != 0
    }

    /// Granted or not.
    #[must_use]
    pub const fn holds(self, right: Right) -> bool {
        self.held & right.bit() != 0
    }

    /// Whether what `view` lets one see is kept from whoever has these rights. What is switched off is shown to nobody.
    #[must_use]
    pub const fn hides(self, view: Right) -> bool {
        (self.held | self.off) & view.bit() == 0
    }

    /// The same rights in an installation that has switched some modules off.
    #[must_use]
    pub fn without(self, modules: impl IntoIterator<Item = Module>) -> Self {
        let rights = modules.into_iter().flat_map(Module::rights);
        Self {
            off: rights.fold(self.off, |set, right| set | right.bit()),
            ..self
        }
    }
}

impl FromIterator<Right> for Rights {
    fn from_iter<I: IntoIterator<Item = Right>>(rights: I) -> Self {
        Self {
            held: rights.into_iter().fold(0, |set, right| set | right.bit()),
            ..Self::NONE
        }
    }
}

/// Which objects an actor can see. Every list and every look-up carries it into its SQL, so that an object outside of it is
/// *not found*, the same as one that does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scope {
    All,
    /// Only clients assigned to this member of the staff, and their papers.
    OwnedBy(UserId),
    /// Only this client's own papers, and never a draft.
    Client(ClientId),
    /// Only this one document.
    Document(Uuid),
    Nothing,
}

/// Who stands behind a request or a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// Nobody has signed in.
    Anonymous,
    Staff {
        user: UserId,
        rights: Rights,
    },
    /// A person at a client, in the cabinet. `shown_to` is the member of the staff who looks as this contact: read-only.
    Contact {
        contact: ContactId,
        client: ClientId,
        rights: CabinetRights,
        shown_to: Option<UserId>,
    },
    /// The holder of a link to one document.
    Link {
        document: Uuid,
    },
    /// Akta itself.
    System(Job),
}

/// What Akta does on its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// A command of the command line, run by whoever administers the machine.
    CommandLine,
    /// The first administrator sets the installation up.
    Setup,
    /// Papers that were issued are typeset.
    Rendering,
    /// Letters are handed to the mail server; clients are written to by rules.
    Mailing,
}

impl Actor {
    /// Which objects of a kind the actor can see: each query asks for the kind that it reads.
    #[must_use]
    pub fn scope_of(&self, object: Object) -> Scope {
        match *self {
            Self::Anonymous => Scope::Nothing,
            Self::Staff { user, rights } => match rights.reach(object) {
                Reach::All => Scope::All,
                Reach::Own => Scope::OwnedBy(user),
            },
            Self::Contact { client, .. } => Scope::Client(client),
            Self::Link { document } => Scope::Document(document),
            Self::System(_) => Scope::All,
        }
    }

    /// The staff's rights that the actor has.
    #[must_use]
    pub fn rights(&self) -> Rights {
        match *self {
            Self::Staff { rights, .. } => rights,
            Self::System(_) => Rights::all(),
            Self::Anonymous | Self::Contact { .. } | Self::Link { .. } => Rights::NONE,
        }
    }

    /// Which clients are seen with everything that belongs to them.
    #[must_use]
    pub fn scope_of_fully_seen_clients(&self) -> Scope {
        match *self {
            Self::Staff { user, rights } if rights.sees_clients_partly() => Scope::OwnedBy(user),
            _ => self.scope_of(Object::Clients),
        }
    }

    /// The same actor where a client is somebody else's, if that makes a difference to what he may do.
    #[must_use]
    pub fn for_clients_of_others(&self) -> Option<Self> {
        match *self {
            Self::Staff { user, rights } if rights.sees_clients_partly() => Some(Self::Staff {
                user,
                rights: rights.for_clients_of_others(),
            }),
            _ => None,
        }
    }

    /// Whether the actor's rights include `right`. A link and a contact hold none of the staff's rights.
    #[must_use]
    pub const fn has(&self, right: Right) -> bool {
        match self {
            Self::Staff { rights, .. } => rights.has(right),
            Self::System(_) => true,
            Self::Anonymous | Self::Contact { .. } | Self::Link { .. } => false,
        }
    }

    /// Whether the actor would have `right` if its module was not switched off.
    #[must_use]
    pub const fn misses_module(&self, right: Right) -> bool {
        match self {
            Self::Staff { rights, .. } => rights.is_switched_off(right),
            _ => false,
        }
    }

    /// Whether `right` is among the actor's, also while its module is switched off.
    #[must_use]
    pub const fn holds(&self, right: Right) -> bool {
        match self {
            Self::Staff { rights, .. } => rights.holds(right),
            other => other.has(right),
        }
    }

    /// The contact in the cabinet, if one acts.
    #[must_use]
    pub const fn visitor(&self) -> Option<Visitor> {
        match *self {
            Self::Contact {
                contact,
                client,
                shown_to,
                ..
            } => Some(Visitor {
                contact,
                client,
                shown_to,
            }),
            _ => None,
        }
    }

    /// Whether the actor is a contact who may use this part of the cabinet.
    #[must_use]
    pub const fn has_in_cabinet(&self, right: CabinetRight) -> bool {
        match self {
            Self::Contact { rights, .. } => rights.has(right),
            _ => false,
        }
    }

    /// Whether the actor is a contact who has been granted this part of the cabinet, also while its module is switched off.
    #[must_use]
    pub const fn holds_in_cabinet(&self, right: CabinetRight) -> bool {
        match self {
            Self::Contact { rights, .. } => rights.holds(right),
            _ => false,
        }
    }

    /// The member of the staff who acts, if one does.
    #[must_use]
    pub const fn user(&self) -> Option<UserId> {
        match *self {
            Self::Staff { user, .. } => Some(user),
            _ => None,
        }
    }

    /// The spelling in the activity log and in `requests`: kind and id.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Anonymous => "anonymous".to_owned(),
            Self::Staff { user, .. } => format!("user:{user}"),
            Self::Contact { contact, .. } => format!("contact:{contact}"),
            Self::Link { document } => format!("link:{document}"),
            Self::System(Job::CommandLine) => "system:command-line".to_owned(),
            Self::System(Job::Setup) => "system:setup".to_owned(),
            Self::System(Job::Rendering) => "system:rendering".to_owned(),
            Self::System(Job::Mailing) => "system:mailing".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::module::Module;
    use super::{Right, Rights};

    #[test]
    fn a_right_of_a_module_that_is_off_is_held_and_not_granted() {
        let rights = Rights::all().without([Module::Templates]);
        for right in Right::ALL {
            let off = right == Right::ManageTemplates;
            assert!(rights.holds(right));
            assert_eq!(
                (rights.has(right), rights.is_switched_off(right)),
                (!off, off),
                "{right:?}"
            );
        }
        assert!(
            !Rights::NONE
                .without([Module::Templates])
                .is_switched_off(Right::ManageTemplates)
        );
    }

    #[test]
    fn every_right_is_its_own_bit() {
        for right in Right::ALL {
            let alone: Rights = [right].into_iter().collect();
            assert_eq!(Right::ALL.into_iter().filter(|r| alone.has(*r)).count(), 1, "{right:?}");
        }
    }
}
