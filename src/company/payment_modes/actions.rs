//! The directory of modes.

use std::collections::BTreeSet;

use super::model::{ModeEntry, MovePaymentMode, NamedMode, PaymentMode, RetirePaymentMode, SavePaymentMode, read};
use super::pages::words::mode_text_in;
use super::store;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::folding::fold;
use crate::kernel::ids::PaymentModeId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::directory::actions as directory;
use crate::records::directory::store::Table;

/// The directory of modes.
struct Modes;

impl directory::Directory for Modes {
    type Id = PaymentModeId;

    const TABLE: Table = Table {
        name: "payment_modes",
        text: "name",
        folded: "sort_text",
        ordered: true,
    };

    const MOST: usize = 50;

    fn owner(id: PaymentModeId) -> Owner {
        Owner::payment_mode(id)
    }
}

/// All modes in their order, for who changes them.
pub async fn all(ctx: &Ctx) -> AppResult<Vec<ModeEntry>> {
    ctx.may(Right::ManageCompany)?;
    Ok(store::all(&mut ctx.read()).await?)
}

/// All modes in their order, also those that are offered no longer, for who narrows a list by them.
pub async fn choices(ctx: &Ctx) -> AppResult<Vec<NamedMode>> {
    if !ctx.actor.has(Right::ViewExpenses) {
        ctx.may(Right::ViewPayments)?;
    }
    let all = store::all(&mut ctx.read()).await?;
    Ok(all.into_iter().map(|one| one.named).collect())
}

/// What a form offers, with the one that is chosen if it is offered no longer, and what a new one begins with.
pub async fn offered(conn: &mut Conn, chosen: Option<PaymentMode>) -> DbResult<(Vec<NamedMode>, PaymentMode)> {
    let mut all = store::all(conn).await?;
    let usual = all.iter().find(|one| one.default).map(|one| one.named.mode);
    all.retain(|one| !one.retired || Some(one.named.mode) == chosen);
    let offered = all.into_iter().map(|one| one.named).collect();
    Ok((offered, usual.unwrap_or(PaymentMode::BankTransfer)))
}

/// Adds a mode, or gives one another name; without a name, one that is brought along is named in each reader's language again. Two
/// never have one name, however it is written.
///
/// # Errors
/// Beside `name`: what is wrong with it, that there is one already, or that there are enough.
pub async fn save(ctx: &Ctx, input: SavePaymentMode) -> AppResult<PaymentModeId> {
    ctx.may(Right::ManageCompany)?;
    let entry = read(&input)?;
    let mut tx = ctx.write().await?;
    let id = directory::save_in::<Modes>(&mut tx, ctx, &entry).await?;
    let all = store::all(&mut tx).await?;
    let (saved, others): (Vec<_>, Vec<_>) = all.iter().partition(|one| one.named.mode.id() == id);
    let names: BTreeSet<String> = saved.into_iter().flat_map(called).collect();
    if others.into_iter().flat_map(called).any(|name| names.contains(&name)) {
        return Err(AppError::field("name", Problem::AlreadyTaken));
    }
    tx.commit().await?;
    Ok(id)
}

/// What readers of each language call it.
fn called(entry: &ModeEntry) -> impl Iterator<Item = String> + use<'_> {
    Lang::ALL
        .into_iter()
        .map(|lang| fold(&mode_text_in(lang, &entry.named)))
}

/// Deletes an own mode that nothing has.
///
/// # Errors
/// [`Problem::InUse`] or [`Problem::NewBeginWithIt`] beside `name`; [`AppError::Forbidden`] for what Akta brings along.
pub async fn delete(ctx: &Ctx, id: PaymentModeId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    if PaymentMode::from(id).code().is_some() {
        return Err(AppError::Forbidden);
    }
    let mut tx = ctx.write().await?;
    not_the_default(&mut tx, id).await?;
    directory::delete_in::<Modes>(&mut tx, ctx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// A mode is offered no longer, or again. Payments and expenses keep it.
///
/// # Errors
/// [`Problem::NewBeginWithIt`] beside `name`.
pub async fn retire(ctx: &Ctx, input: RetirePaymentMode) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    if input.retired {
        not_the_default(&mut tx, input.id).await?;
    }
    directory::retire_in::<Modes>(&mut tx, ctx, input).await?;
    tx.commit().await?;
    Ok(())
}

/// What new payments begin with stays among what is offered.
async fn not_the_default(tx: &mut Tx, id: PaymentModeId) -> AppResult<()> {
    if locked(tx, id).await?.default {
        return Err(AppError::field("name", Problem::NewBeginWithIt));
    }
    Ok(())
}

/// A mode changes its place with its neighbour; the last one stays where it is.
pub async fn shift(ctx: &Ctx, input: MovePaymentMode) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    directory::shift::<Modes>(ctx, input).await
}

/// New payments and expenses begin with this mode.
///
/// # Errors
/// [`Problem::Retired`] beside `name` for one that is offered no longer.
pub async fn make_default(ctx: &Ctx, id: PaymentModeId) -> AppResult<()> {
    ctx.may(Right::ManageCompany)?;
    let mut tx = ctx.write().await?;
    // One default of all: whoever chooses another one at the same time waits here.
    tx.alone_with("default payment mode").await?;
    let entry = locked(&mut tx, id).await?;
    if entry.default {
        return Ok(());
    }
    if entry.retired {
        return Err(AppError::field("name", Problem::Retired));
    }
    store::clear_default(&mut tx).await?;
    store::set_default(&mut tx, id).await?;
    let event = Event::new(Owner::payment_mode(id), Verb::Changed).change("default", false, true);
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

async fn locked(tx: &mut Tx, id: PaymentModeId) -> AppResult<ModeEntry> {
    store::locked(tx, id).await?.ok_or(AppError::NotFound)
}
