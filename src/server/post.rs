//! What the worker of the outbox is given, and its life beside the web server.

use std::time::Duration;

use tokio::sync::watch;

use crate::company::mailbox;
use crate::documents::papers::renditions;
use crate::documents::papers::store::jobs::Frozen;
use crate::documents::sending::rules;
use crate::error::{AppError, AppResult, internal};
use crate::finance::payments;
use crate::kernel::ids::OrganizationId;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::records::mail::message::Sender;
use crate::records::mail::smtp::Server;
use crate::records::mail::worker::{Surroundings, work_off};

/// How often it is looked for letters.
const BETWEEN_LETTERS: Duration = Duration::from_secs(1);

/// Letters that are handed over at once: a slow server does not hold up all of them.
pub const AT_ONCE: usize = 3;

/// The settings of this installation and the papers it has made.
#[derive(Debug, Clone, Copy)]
pub struct Post;

impl Surroundings for Post {
    async fn server(&self, ctx: &Ctx) -> AppResult<Option<Server>> {
        mailbox::actions::server(ctx).await
    }

    async fn sender(&self, ctx: &Ctx, organization: Option<OrganizationId>) -> AppResult<Option<Sender>> {
        mailbox::actions::sender(ctx, organization).await
    }

    async fn rendition(
        &self,
        ctx: &Ctx,
        paper: &Owner,
        revision: i64,
        organization: OrganizationId,
        rendition: &str,
    ) -> AppResult<Vec<u8>> {
        let wish = rendition
            .parse()
            .map_err(|_| internal(&format!("there is no rendition {rendition:?}")))?;
        let paper = Frozen::new(paper, revision, organization);
        let file = Box::pin(renditions::pdf(ctx, &paper, wish)).await;
        match file {
            Err(AppError::NotFound) => Err(internal(&format!("{paper} was never issued"))),
            other => Ok(other?.bytes),
        }
    }
}

/// Hands over one letter after the other until it is time to stop; a letter that is being handed over is brought to its end.
pub async fn deliver(ctx: Ctx, stop: watch::Receiver<bool>) {
    let mut stop = stop;
    while !*stop.borrow() {
        let worked = work_off(&ctx, &Post).await;
        if let Err(error) = &worked {
            tracing::warn!(%error, "the outbox could not be worked off");
        }
        if !matches!(worked, Ok(true)) {
            tokio::select! {
                () = tokio::time::sleep(BETWEEN_LETTERS) => {}
                () = stopped(&mut stop) => {}
            }
        }
    }
}

/// Comes to its end when it is time to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// How often it is looked for what has become due.
const BETWEEN_PLANS: Duration = Duration::from_mins(5);

/// How often it is looked for what is to be written.
const BETWEEN_NOTICES: Duration = Duration::from_secs(5);

/// Writes to clients what the rules say, until it is time to stop. Several servers may do so: each notice is one row, and written once.
pub async fn write_by_rules(ctx: Ctx, stop: watch::Receiver<bool>) {
    let mut stop = stop;
    let mut plans = tokio::time::interval(BETWEEN_PLANS);
    let mut notices = tokio::time::interval(BETWEEN_NOTICES);
    loop {
        let plans_now = tokio::select! {
            () = stopped(&mut stop) => return,
            _ = plans.tick() => true,
            _ = notices.tick() => false,
        };
        let worked = if plans_now {
            rules::plan(&ctx).await.map(|_| ())
        } else {
            all_due(&ctx).await
        };
        if let Err(error) = worked {
            tracing::warn!(%error, "what is written by itself was not");
        }
    }
}

/// Writes everything that is due.
async fn all_due(ctx: &Ctx) -> AppResult<()> {
    while rules::remind_next(ctx).await? || payments::actions::notify_next(ctx).await? {}
    Ok(())
}
