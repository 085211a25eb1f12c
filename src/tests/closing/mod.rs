//! Acts and delivery notes, on both databases: life cycle, signatures, conservation, dates and numbers, lists, searches, papers, several at once;
//! what the check finds; what a module that is off leaves.

#![allow(clippy::unwrap_used)]

mod checked;
mod conserving;
mod dated;
mod lifecycle;
pub mod lists;
mod many;
mod papers;
mod searched;
mod switched_off;

use crate::documents::closing::actions;
use crate::documents::closing::model::{Closing, ClosingKind, IssueClosing, SaveClosing, TypedClosingLine};
use crate::documents::closing::store;
use crate::error::AppResult;
use crate::kernel::actor::Scope;
use crate::kernel::ids::{ClosingId, InvoiceId};
use crate::platform::ctx::Ctx;

/// The form of a new paper with all the rest of an invoice that usually goes to it.
pub async fn form(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId) -> SaveClosing {
    actions::new_editor(ctx, kind, invoice).await.unwrap().form
}

/// The same with a quantity of its first line alone.
pub async fn part(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId, quantity: &str) -> SaveClosing {
    let mut form = form(ctx, kind, invoice).await;
    form.lines.truncate(1);
    form.lines[0].quantity = quantity.into();
    form.lines[0].amount = String::new();
    form
}

/// The same with an amount of its first line alone.
pub async fn sum(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId, amount: &str) -> SaveClosing {
    let mut form = part(ctx, kind, invoice, "").await;
    form.lines[0] = TypedClosingLine {
        amount: amount.into(),
        ..form.lines[0].clone()
    };
    form
}

pub async fn draft(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId) -> ClosingId {
    let form = form(ctx, kind, invoice).await;
    actions::save_draft(ctx, form).await.unwrap().id
}

/// An issued paper that closes an amount of the first line.
pub async fn issued_part(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId, amount: &str) -> ClosingId {
    let form = sum(ctx, kind, invoice, amount).await;
    actions::issue_now(ctx, form).await.unwrap().id
}

/// An issued paper with all the rest.
pub async fn issued(ctx: &Ctx, kind: ClosingKind, invoice: InvoiceId) -> ClosingId {
    let form = form(ctx, kind, invoice).await;
    actions::issue_now(ctx, form).await.unwrap().id
}

pub async fn stored(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> Closing {
    let found = store::by_id(&mut ctx.read(), kind, id, Scope::All).await;
    found.unwrap().unwrap()
}

pub async fn issue(ctx: &Ctx, kind: ClosingKind, id: ClosingId) -> AppResult<String> {
    let input = IssueClosing {
        kind,
        id,
        version: stored(ctx, kind, id).await.version,
        request: ctx.new_id(),
    };
    actions::issue(ctx, input).await.map(|issued| issued.number)
}
