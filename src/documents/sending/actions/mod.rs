//! Sending papers. It takes the right to see the paper and [`Right::SendMail`].
//!
//! | file | what it holds |
//! |---|---|
//! | `open` | what the form begins with |
//! | `send` | sending what the form says |
//! | `many` | several papers as the form would begin |
//! | here | the mails of a paper; whether it is reminded of |

mod many;
mod open;
mod send;

use super::model::{PaperMails, PaperRef};
use super::papers::{self, Sendable};
use super::store;
use crate::crm::clients;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::ids::{ClientId, Id};
use crate::kernel::owner::{Owner, OwnerKind};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail;
use crate::records::reach::actions::regarding;

pub use many::send_invoices;
pub(super) use open::{alone, subscribed};
pub use open::{open, open_made};
pub(super) use send::post_one;
pub use send::{Ready, letters, post, send};

/// The mails of a paper, and whether it is reminded of.
pub async fn mails(ctx: &Ctx, paper: PaperRef) -> AppResult<PaperMails> {
    let sendable = papers::sendable(ctx, paper).await?;
    let of = MailsOf {
        paper,
        owner: sendable.owner,
        revision: sendable.revision,
        client: sendable.client,
    };
    mails_of(ctx, of).await
}

/// Whose mails are asked for. The caller has seen the paper within the actor's scope.
#[derive(Debug, Clone, Copy)]
pub struct MailsOf {
    pub paper: PaperRef,
    pub owner: Owner,
    pub revision: i64,
    pub client: ClientId,
}

/// The mails of a paper of any wing.
pub async fn mails_of(ctx: &Ctx, of: MailsOf) -> AppResult<PaperMails> {
    let mut conn = ctx.read();
    let paused = async |owner: Owner| store::is_paused(&mut ctx.read(), owner.kind, owner.id).await;
    Ok(PaperMails {
        paper: of.paper,
        dispatch: mail::actions::dispatch_of(&mut conn, &of.owner, of.revision).await?,
        rows: mail::actions::of_paper(ctx, &of.owner).await?,
        paused: paused(of.owner).await?,
        client_paused: paused(Owner::client(of.client)).await?,
    })
}

/// Whether a paper is reminded of.
pub async fn pause(ctx: &Ctx, paper: PaperRef, paused: bool) -> AppResult<()> {
    ctx.may(Right::SendMail)?;
    let sendable: Sendable = papers::sendable(ctx, paper).await?;
    let mut tx = ctx.write().await?;
    papers::lock(&mut tx, ctx, paper).await?;
    if store::set_paused(&mut tx, sendable.owner.kind, sendable.owner.id, paused).await? {
        activity::record(&mut tx, ctx, paused_event(sendable.owner, paused)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whether a client is reminded of anything, which takes seeing his invoices.
pub async fn pause_client(ctx: &Ctx, client: ClientId, paused: bool) -> AppResult<()> {
    ctx.may(Right::SendMail)?;
    ctx.may(Right::ViewClients)?;
    let mut tx = ctx.write().await?;
    let found = clients::store::locked(&mut tx, client, ctx.scope_of(Object::Clients)).await?;
    found.ok_or(crate::error::AppError::NotFound)?;
    regarding(&mut tx, ctx, client).await?.may(Right::ViewInvoices)?;
    if store::set_paused(&mut tx, OwnerKind::Client, client.uuid(), paused).await? {
        activity::record(&mut tx, ctx, paused_event(Owner::client(client), paused)).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whether a client is reminded of anything; for his card.
pub async fn is_client_paused(ctx: &Ctx, client: ClientId) -> AppResult<bool> {
    clients::actions::show(ctx, client).await?;
    Ok(store::is_paused(&mut ctx.read(), OwnerKind::Client, client.uuid()).await?)
}

fn paused_event(owner: Owner, paused: bool) -> Event {
    let told = |paused: bool| if paused { "true" } else { "" };
    Event::new(owner, Verb::Changed).change("reminders_paused", told(!paused), told(paused))
}
