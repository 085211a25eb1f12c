//! From what was typed to what is stored: the choices are looked up within the transaction.

use super::super::model::{Contract, Lifecycle, Signing, Stage, ValidContract};
use super::super::store;
use crate::company::organization::model::{DocumentKind, Organization};
use crate::company::organization::{numbering, store as organizations};
use crate::crm::clients::model::Client;
use crate::crm::clients::store as clients;
use crate::error::{AppError, AppResult};
use crate::kernel::ids::ContractId;
use crate::kernel::lang::Lang;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// A draft that can be written, and whom it is between.
pub(super) struct Composed {
    pub contract: Contract,
    pub seller: Organization,
    pub buyer: Client,
}

impl Composed {
    /// The languages of its paper: the own company's, and beside it the client's where that is another one.
    pub fn langs(&self) -> (Lang, Option<Lang>) {
        let (first, second) = (self.seller.lang, self.buyer.lang);
        (first, (second != first).then_some(second))
    }
}

/// Looks up what was chosen. The own company stays as it is until the transaction ends. `before` is the draft that is changed: what it had
/// already may stay.
///
/// # Errors
/// All problems at once, each beside its field. What lies outside the actor's scope is an unknown choice.
pub(super) async fn compose(
    tx: &mut Tx,
    ctx: &Ctx,
    valid: ValidContract,
    id: ContractId,
    before: Option<&Contract>,
) -> AppResult<Composed> {
    let mut errors = FieldErrors::default();
    let unknown = |field| AppError::field(field, Problem::UnknownChoice);
    let seller = organizations::kept(tx, valid.organization).await?;
    let seller = seller.ok_or_else(|| unknown("organization"))?;
    let buyer = clients::by_id(tx, valid.client, ctx.scope_of(Object::Contracts)).await?;
    let buyer = buyer.ok_or_else(|| unknown("client"))?;
    if buyer.archived && before.is_none_or(|before| before.client != valid.client) {
        errors.add("client", Problem::Archived);
    }
    if let Some(before) = before.filter(|before| before.is_named) {
        if before.client != valid.client {
            errors.add("client", Problem::InUse);
        }
        if before.organization != valid.organization {
            errors.add("organization", Problem::InUse);
        }
    }
    if let Some(kind) = valid.kind {
        let stored = store::offered_types(tx, before.and_then(|before| before.kind)).await?;
        if stored.iter().all(|one| one.id != kind) {
            errors.add("kind", Problem::UnknownChoice);
        }
    }
    if let Some(parent) = valid.parent
        && let Some(problem) = wrong_parent(tx, ctx, parent, &valid).await?
    {
        errors.add("parent", problem);
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let kept = |of: fn(&Contract) -> Lang| before.map_or(seller.lang, of);
    let contract = Contract {
        id,
        organization: valid.organization,
        client: valid.client,
        kind: valid.kind,
        parent: valid.parent,
        lifecycle: Lifecycle::Draft,
        number: valid.number,
        date: valid.date,
        subject: valid.subject,
        currency: valid.currency,
        value: valid.value,
        start: valid.start,
        end: valid.end,
        city: valid.city,
        lang: kept(|before| before.lang),
        second_lang: before.and_then(|before| before.second_lang),
        template: before.and_then(|before| before.template.clone()),
        body: valid.body,
        second_body: valid.second_body,
        note: valid.note,
        signing: Signing::default(),
        is_named: before.is_some_and(|before| before.is_named),
        version: before.map_or(1, |before| before.version),
    };
    Ok(Composed {
        contract,
        seller,
        buyer,
    })
}

/// An annex is one to a contract of the same parties that was concluded, and is no annex itself.
async fn wrong_parent(tx: &mut Tx, ctx: &Ctx, parent: ContractId, valid: &ValidContract) -> AppResult<Option<Problem>> {
    let Some(parent) = store::by_id(tx, parent, ctx.scope_of(Object::Contracts)).await? else {
        return Ok(Some(Problem::UnknownChoice));
    };
    if (parent.client, parent.organization) != (valid.client, valid.organization) {
        return Ok(Some(Problem::OtherParties));
    }
    Ok(match parent.stage() {
        Stage::Draft => Some(Problem::StillDraft),
        Stage::Cancelled => Some(Problem::AlreadyCancelled),
        Stage::Issued | Stage::Terminated if parent.parent.is_some() => Some(Problem::AnnexOfAnnex),
        Stage::Issued | Stage::Terminated => None,
    })
}

/// Numbers of a series that may be in use with one client already, typed by hand.
const MOST_PASSED: usize = 100;

/// Gives the next number of the own company's series, one that the client has not got this year.
pub(super) async fn take_number(tx: &mut Tx, contract: &mut Contract) -> AppResult<()> {
    for _ in 0..MOST_PASSED {
        let taken = numbering::take(tx, contract.organization, DocumentKind::Contract, contract.date).await?;
        contract.number = taken.number;
        if !store::is_number_used(tx, contract).await? {
            return Ok(());
        }
    }
    Err(AppError::field("number", Problem::AlreadyTaken))
}

/// # Errors
/// [`Problem::AlreadyTaken`] beside `number`.
pub(super) async fn refuse_used_number(tx: &mut Tx, contract: &Contract) -> AppResult<()> {
    if store::is_number_used(tx, contract).await? {
        return Err(AppError::field("number", Problem::AlreadyTaken));
    }
    Ok(())
}
