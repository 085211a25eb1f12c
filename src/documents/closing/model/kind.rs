//! Acts and delivery notes: what they have in common is this whole room, and what sets them apart is here.

use serde::{Deserialize, Serialize};

use crate::company::organization::model::DocumentKind;
use crate::documents::templates::model::PaperKind;
use crate::kernel::actor::Right;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::ids::{ClientId, ClosingId};
use crate::kernel::line_kind::LineKind;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::rights::Object;
use crate::kernel::tax::spelled;
use crate::kernel::writing::Writing;

/// An act hands over services and works, a delivery note goods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosingKind {
    Act,
    DeliveryNote,
}

spelled!(ClosingKind {
    Act = "act",
    DeliveryNote = "delivery_note",
});

impl ClosingKind {
    /// The address of its list; a paper's page is this and `/<id>`.
    #[must_use]
    pub const fn path(self) -> &'static str {
        match self {
            Self::Act => "/acts",
            Self::DeliveryNote => "/delivery-notes",
        }
    }

    /// What closes a line of this kind, unless somebody decides otherwise.
    #[must_use]
    pub const fn of_line(line: LineKind) -> Self {
        match line {
            LineKind::Goods => Self::DeliveryNote,
            LineKind::Service | LineKind::Work => Self::Act,
        }
    }

    /// As the table of rights knows it.
    #[must_use]
    pub const fn object(self) -> Object {
        match self {
            Self::Act => Object::Acts,
            Self::DeliveryNote => Object::DeliveryNotes,
        }
    }

    #[must_use]
    pub const fn view(self) -> Right {
        match self {
            Self::Act => Right::ViewActs,
            Self::DeliveryNote => Right::ViewDeliveryNotes,
        }
    }

    /// What it takes of a client's contact.
    #[must_use]
    pub const fn in_cabinet(self) -> CabinetRight {
        match self {
            Self::Act => CabinetRight::Acts,
            Self::DeliveryNote => CabinetRight::DeliveryNotes,
        }
    }

    #[must_use]
    pub const fn create(self) -> Right {
        match self {
            Self::Act => Right::CreateActs,
            Self::DeliveryNote => Right::CreateDeliveryNotes,
        }
    }

    #[must_use]
    pub const fn edit(self) -> Right {
        match self {
            Self::Act => Right::EditActs,
            Self::DeliveryNote => Right::EditDeliveryNotes,
        }
    }

    /// What it takes to save a paper.
    #[must_use]
    pub const fn writing(self) -> Writing {
        Writing::new(self.create(), self.edit())
    }

    #[must_use]
    pub const fn delete(self) -> Right {
        match self {
            Self::Act => Right::DeleteActs,
            Self::DeliveryNote => Right::DeleteDeliveryNotes,
        }
    }

    #[must_use]
    pub const fn issue(self) -> Right {
        match self {
            Self::Act => Right::IssueActs,
            Self::DeliveryNote => Right::IssueDeliveryNotes,
        }
    }

    #[must_use]
    pub const fn cancel(self) -> Right {
        match self {
            Self::Act => Right::CancelActs,
            Self::DeliveryNote => Right::CancelDeliveryNotes,
        }
    }

    /// As number series know it.
    #[must_use]
    pub const fn document(self) -> DocumentKind {
        match self {
            Self::Act => DocumentKind::Act,
            Self::DeliveryNote => DocumentKind::DeliveryNote,
        }
    }

    /// As templates know it.
    #[must_use]
    pub const fn paper(self) -> PaperKind {
        match self {
            Self::Act => PaperKind::Act,
            Self::DeliveryNote => PaperKind::DeliveryNote,
        }
    }

    /// As events, snapshots and files know it.
    #[must_use]
    pub const fn owner_kind(self) -> OwnerKind {
        match self {
            Self::Act => OwnerKind::Act,
            Self::DeliveryNote => OwnerKind::DeliveryNote,
        }
    }

    #[must_use]
    pub fn owner(self, id: ClosingId, client: ClientId) -> Owner {
        match self {
            Self::Act => Owner::act(id, client),
            Self::DeliveryNote => Owner::delivery_note(id, client),
        }
    }
}
