//! Contracts: life cycle, text and paper, lists, types, what goes back to them.

#![allow(clippy::unwrap_used)]

mod based;
mod lifecycle;
mod lists;
mod paper;
mod signatures;
mod types;

use super::invoices::Office;
use crate::desk::signing::actions as signing;
use crate::documents::contracts::actions;
use crate::documents::contracts::model::{Contract, EndContract, IssueContract, SaveContract, SavedContract};
use crate::documents::contracts::store;
use crate::documents::signatures::model::{SignPaper, SigningStep};
use crate::error::AppResult;
use crate::kernel::actor::Scope;
use crate::kernel::ids::{ContractId, Id};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::Verb;

/// A new contract of the office's client about a subject, dated 2026-11-20.
pub fn form(ctx: &Ctx, office: &Office, subject: &str) -> SaveContract {
    SaveContract {
        request: Some(ctx.new_id()),
        organization: office.organization.to_string(),
        client: office.client.to_string(),
        date: "2026-11-20".into(),
        subject: subject.into(),
        currency: "UAH".into(),
        start: "2026-11-20".into(),
        city: "Київ".into(),
        ..SaveContract::default()
    }
}

pub async fn draft(ctx: &Ctx, office: &Office, subject: &str) -> SavedContract {
    actions::save(ctx, form(ctx, office, subject)).await.unwrap()
}

pub async fn issued(ctx: &Ctx, office: &Office, subject: &str) -> ContractId {
    let id = draft(ctx, office, subject).await.id;
    issue(ctx, id).await.unwrap();
    id
}

pub async fn stored(ctx: &Ctx, id: ContractId) -> Contract {
    store::by_id(&mut ctx.read(), id, Scope::All).await.unwrap().unwrap()
}

/// The form of a stored draft, as the editor opens with it.
pub async fn opened(ctx: &Ctx, id: ContractId) -> SaveContract {
    let from = crate::documents::contracts::model::OpenContract::default();
    actions::editor(ctx, Some(id), from).await.unwrap().form
}

pub async fn issue(ctx: &Ctx, id: ContractId) -> AppResult<()> {
    let version = stored(ctx, id).await.version;
    actions::issue(ctx, IssueContract { id, version }).await
}

pub async fn end(ctx: &Ctx, id: ContractId) -> EndContract {
    EndContract {
        id,
        version: stored(ctx, id).await.version,
        on: "2026-11-24".into(),
        reason: "за згодою".into(),
    }
}

/// Records a fact of the signatures, as the page of the contract does.
pub async fn sign(ctx: &Ctx, id: ContractId, step: SigningStep, date: &str, reason: &str) -> AppResult<i64> {
    let input = SignPaper {
        kind: OwnerKind::Contract,
        id: id.uuid(),
        version: stored(ctx, id).await.version,
        step,
        date: date.into(),
        reason: reason.into(),
    };
    signing::record(ctx, input).await
}

async fn verbs(ctx: &Ctx, contract: &Contract) -> Vec<Verb> {
    let owner = Owner::contract(contract.id, contract.client);
    let events = activity::actions::of_owner(ctx, &owner, 50).await.unwrap();
    events.into_iter().rev().map(|event| event.verb).collect()
}

async fn clean(ctx: &Ctx) {
    assert_eq!(crate::server::check::check(ctx).await.unwrap(), []);
}
