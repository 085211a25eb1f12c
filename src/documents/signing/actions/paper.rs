//! Contracts, acts and delivery notes as they are answered.

use uuid::Uuid;

use super::super::model::Side;
use crate::documents::closing::model::{Closing, ClosingKind};
use crate::documents::contracts::model::{Contract, Stage};
use crate::documents::papers::model::Rendition;
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::signatures::model::SignedPaper;
use crate::documents::{closing, contracts};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::lifecycle;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::platform::db::{Conn, Tx};

/// The file that is answered: the one that the client of a paper gets.
pub(super) const ANSWERED: Rendition = Rendition::Stamped;

/// A paper that people sign.
#[derive(Debug, Clone)]
pub(super) struct Paper {
    pub signed: SignedPaper,
    pub organization: OrganizationId,
    pub client: ClientId,
    pub number: String,
    pub date: Date,
    /// Why its state lets nobody answer: a draft, or it has ended.
    pub in_the_way: Option<Problem>,
    /// Where it is stored.
    pub table: &'static str,
}

impl From<Contract> for Paper {
    fn from(contract: Contract) -> Self {
        let stage = contract.stage();
        Self {
            signed: contract.signed(),
            organization: contract.organization,
            client: contract.client,
            number: contract.number,
            date: contract.date,
            in_the_way: (stage != Stage::Issued).then(|| stage.in_the_way()),
            table: "contracts",
        }
    }
}

impl From<Closing> for Paper {
    fn from(closing: Closing) -> Self {
        let stage = closing.stage();
        Self {
            signed: closing.signed(),
            organization: closing.organization,
            client: closing.client,
            number: closing.number().unwrap_or_default().to_owned(),
            date: closing.date,
            in_the_way: (stage != lifecycle::Stage::Issued).then(|| stage.in_the_way()),
            table: "closings",
        }
    }
}

impl Paper {
    /// The revision that is answered, as its files are known.
    pub fn frozen(&self) -> Frozen {
        Frozen::new(&self.signed.owner, self.signed.revision, self.organization)
    }

    /// # Errors
    /// Beside `lifecycle`: only what is issued and in force is answered.
    pub fn open(&self) -> AppResult<()> {
        match &self.in_the_way {
            None => Ok(()),
            Some(problem) => Err(AppError::field("lifecycle", problem.clone())),
        }
    }

    /// Whether a side has not signed yet.
    pub const fn is_unsigned(&self, side: Side) -> bool {
        match side {
            Side::Client => self.signed.signing.clients.is_none(),
            Side::Company => self.signed.signing.ours.is_none(),
        }
    }
}

const fn closing_kind(kind: OwnerKind) -> Option<ClosingKind> {
    match kind {
        OwnerKind::Act => Some(ClosingKind::Act),
        OwnerKind::DeliveryNote => Some(ClosingKind::DeliveryNote),
        _ => None,
    }
}

/// A paper within the scope.
///
/// # Errors
/// [`AppError::NotFound`] outside of it, and for what nobody signs.
pub(super) async fn seen(conn: &mut Conn, scope: Scope, kind: OwnerKind, id: Uuid) -> AppResult<Paper> {
    let paper = if let Some(kind) = closing_kind(kind) {
        let found = closing::store::by_id(conn, kind, id.into(), scope).await?;
        found.map(Paper::from)
    } else if kind == OwnerKind::Contract {
        let found = contracts::store::by_id(conn, id.into(), scope).await?;
        found.map(Paper::from)
    } else {
        None
    };
    paper.ok_or(AppError::NotFound)
}

/// The same, its row locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, scope: Scope, kind: OwnerKind, id: Uuid) -> AppResult<Paper> {
    let paper = if let Some(kind) = closing_kind(kind) {
        let found = closing::store::locked(tx, kind, id.into(), scope).await?;
        found.map(Paper::from)
    } else if kind == OwnerKind::Contract {
        let found = contracts::store::locked(tx, id.into(), scope).await?;
        found.map(Paper::from)
    } else {
        None
    };
    paper.ok_or(AppError::NotFound)
}
