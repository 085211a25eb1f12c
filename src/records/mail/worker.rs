//! One row of the outbox after the other. Nobody else says that something was sent or has failed.

use std::time::Duration;

use tokio::time::{Instant, sleep_until};

use super::actions;
use super::letter::{Attachment, Content as Where, MARK, unsealed};
use super::message::{Sender, lines};
use super::model::OutboxState;
use super::smtp::{Content, Refused, Server, Talk};
use super::store::queue::{self, Ended, Holder, Taken};
use super::store::{self, Letter};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::OrganizationId;
use crate::kernel::owner::Owner;
use crate::kernel::rights::Object;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;

/// The usual time.
pub const LEASE: Duration = Duration::from_mins(1);

/// When a letter that the server does not take yet is tried again; after the last time it has failed.
pub const AGAIN: [Duration; 5] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(12),
];

/// When it is looked again whether an own company has got a sender. Saving one looks at once.
const WITHOUT_SENDER: Duration = Duration::from_mins(30);

/// More than this no server takes.
pub const LARGEST: usize = 25 << 20;

/// What the worker needs of other rooms.
pub trait Surroundings: Send + Sync {
    /// How long a row is whose who took it; he prolongs it as long as he is at it.
    fn lease(&self) -> Duration {
        LEASE
    }

    /// The server, once there are settings.
    fn server(&self, ctx: &Ctx) -> impl Future<Output = AppResult<Option<Server>>> + Send;

    /// By what name and address an own company writes; of no company, Akta itself.
    fn sender(
        &self,
        ctx: &Ctx,
        organization: Option<OrganizationId>,
    ) -> impl Future<Output = AppResult<Option<Sender>>> + Send;

    /// The file of an issued paper.
    fn rendition(
        &self,
        ctx: &Ctx,
        paper: &Owner,
        revision: i64,
        organization: OrganizationId,
        rendition: &str,
    ) -> impl Future<Output = AppResult<Vec<u8>>> + Send;
}

/// How an attempt ended.
enum End {
    Sent(String),
    NotYet(String),
    Never(String),
    /// Possibly sent.
    Unclear(String),
    /// It was not even tried.
    Postponed(&'static str),
    /// The row is somebody else's by now.
    NotOurs,
}

/// Does the row that is due longest. Whether there was one, or something else was done.
pub async fn work_off(ctx: &Ctx, around: &impl Surroundings) -> AppResult<bool> {
    if !queue::is_one_due(&mut ctx.read(), ctx.now()).await? {
        return Ok(false);
    }
    if mark_lost(ctx).await? {
        return Ok(true);
    }
    // Without settings everything waits.
    let Some(server) = around.server(ctx).await? else {
        return Ok(false);
    };
    let turn = Turn {
        ctx,
        id: ctx.new_id(),
        lease: around.lease(),
    };
    let mut tx = ctx.write().await?;
    let taken = queue::take_next(&mut tx, turn.holder()).await?;
    tx.commit().await?;
    let Some(taken) = taken else { return Ok(false) };
    let end = held(turn, &taken, attempt(turn, around, &server, &taken)).await;
    finish(turn, &taken, end).await?;
    Ok(true)
}

/// What was held by a program that is no more can be taken up at once: for a database that one program writes, when it begins.
pub async fn after_restart(ctx: &Ctx) -> AppResult<()> {
    let mut tx = ctx.write().await?;
    queue::release_all(&mut tx, ctx.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Somebody at a row.
#[derive(Clone, Copy)]
struct Turn<'a> {
    ctx: &'a Ctx,
    id: uuid::Uuid,
    lease: Duration,
}

impl Turn<'_> {
    /// Whose the row is, from now on for the whole time.
    fn holder(self) -> Holder {
        let now = self.ctx.now();
        Holder {
            id: self.id,
            now,
            until: after(now, self.lease),
        }
    }
}

fn after(now: Timestamp, time: Duration) -> Timestamp {
    now.checked_add(time).unwrap_or(Timestamp::MAX)
}

/// Marks a row whose holder went away while the server was getting it. Whether there was one.
async fn mark_lost(ctx: &Ctx) -> AppResult<bool> {
    let mut tx = ctx.write().await?;
    let Some(id) = queue::lost(&mut tx, ctx.now()).await? else {
        return Ok(false);
    };
    queue::mark_unclear(&mut tx, id, "", ctx.now()).await?;
    let row = store::locked(&mut tx, id, ctx.scope_of(Object::Clients)).await?;
    if let Some(row) = row {
        actions::derive(&mut tx, row.letter).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Keeps the row while the attempt goes on.
async fn held(turn: Turn<'_>, taken: &Taken, attempt: impl Future<Output = End>) -> End {
    let mut attempt = Box::pin(attempt);
    let mut next = Instant::now() + turn.lease / 3;
    loop {
        tokio::select! {
            end = &mut attempt => return end,
            () = sleep_until(next) => {
                next = Instant::now() + turn.lease / 3;
                // What does not succeed now does later; the row was taken for three times as long.
                if let Err(error) = keep(turn, taken).await {
                    tracing::warn!(%error, "a letter could not be held");
                }
            }
        }
    }
}

async fn keep(turn: Turn<'_>, taken: &Taken) -> AppResult<()> {
    let mut tx = turn.ctx.write().await?;
    queue::keep(&mut tx, taken.id, turn.holder()).await?;
    Ok(tx.commit().await?)
}

async fn attempt(turn: Turn<'_>, around: &impl Surroundings, server: &Server, taken: &Taken) -> End {
    let (sender, lines) = match written(turn.ctx, around, taken).await {
        Ok(written) => written,
        Err(end) => return end,
    };
    let refused = |Refused { for_good, words }| {
        if for_good {
            End::Never(words)
        } else {
            End::NotYet(words)
        }
    };
    let mut talk = match Talk::open(server).await {
        Ok(talk) => talk,
        Err(no) => return refused(no),
    };
    if let Err(no) = talk.envelope(&sender.address, &taken.address).await {
        talk.close().await;
        return refused(no);
    }
    // From here on the server may have it, whatever happens to us.
    match begin(turn, taken).await {
        Ok(true) => {}
        Ok(false) => return End::NotOurs,
        Err(error) => return End::NotYet(error.to_string()),
    }
    if let Err(no) = talk.data().await {
        talk.close().await;
        return refused(no);
    }
    match talk.content(&lines).await {
        Content::Accepted(words) => {
            talk.close().await;
            End::Sent(words)
        }
        Content::Refused(no) => {
            talk.close().await;
            refused(no)
        }
        Content::Unknown(words) => End::Unclear(words),
    }
}

async fn begin(turn: Turn<'_>, taken: &Taken) -> AppResult<bool> {
    let mut tx = turn.ctx.write().await?;
    let ours = queue::begin(&mut tx, taken.id, turn.holder()).await?;
    tx.commit().await?;
    Ok(ours)
}

/// The sender and the lines of a letter.
async fn written(ctx: &Ctx, around: &impl Surroundings, taken: &Taken) -> Result<(Sender, Vec<u8>), End> {
    // What can't be read now can be later: a disk that is full, a paper that is not typeset yet.
    let later = |error: AppError| End::NotYet(error.to_string());
    let mut letter = read(ctx, taken).await.map_err(later)?;
    if let Some(sealed) = &letter.sealed {
        let text = unsealed(ctx, sealed).map_err(later)?;
        letter.html = letter.html.replace(MARK, &text);
        letter.plain = letter.plain.replace(MARK, &text);
    }
    let sender = around.sender(ctx, letter.organization).await.map_err(later)?;
    let Some(sender) = sender else {
        return Err(End::Postponed("no sender"));
    };
    let mut files = Vec::new();
    let mut size = 0_usize;
    for file in store::attachments(&mut ctx.read(), letter.id)
        .await
        .map_err(|error| later(error.into()))?
    {
        let bytes = bytes_of(ctx, around, &file).await.map_err(later)?;
        size = size.saturating_add(bytes.len());
        files.push((file, bytes));
    }
    if size > LARGEST {
        return Err(End::Never(format!("{} MB of attachments: too large", size >> 20)));
    }
    let made = tokio::task::spawn_blocking(move || {
        let lines = lines(&letter, &sender, &files);
        lines.map(|lines| (sender, lines))
    });
    match made.await {
        Ok(Ok(written)) => Ok(written),
        Ok(Err(unwritable)) => Err(End::Never(unwritable.to_string())),
        Err(panic) => Err(End::Never(panic.to_string())),
    }
}

async fn read(ctx: &Ctx, taken: &Taken) -> AppResult<Letter> {
    let letter = store::letter(&mut ctx.read(), taken.letter).await?;
    letter.ok_or_else(|| internal(&format!("there is no letter {}", taken.letter)))
}

async fn bytes_of(ctx: &Ctx, around: &impl Surroundings, file: &Attachment) -> AppResult<Vec<u8>> {
    match &file.content {
        Where::Blob(sha256) => Ok(ctx.blobs.read(sha256).await?),
        Where::Rendition {
            owner,
            revision,
            organization,
            rendition,
        } => around.rendition(ctx, owner, *revision, *organization, rendition).await,
    }
}

/// Writes down how it ended.
async fn finish(turn: Turn<'_>, taken: &Taken, end: End) -> AppResult<()> {
    let ctx = turn.ctx;
    let now = ctx.now();
    let later = |time: Duration| (OutboxState::Waiting, after(now, time), false);
    let ((state, due_at, uncounted), answer) = match end {
        End::NotOurs => return Ok(()),
        End::Sent(words) => ((OutboxState::Sent, now, false), words),
        End::Never(words) => ((OutboxState::Failed, now, false), words),
        End::Unclear(words) => ((OutboxState::Unclear, now, false), words),
        End::Postponed(why) => ((OutboxState::Waiting, after(now, WITHOUT_SENDER), true), why.to_owned()),
        End::NotYet(words) => {
            let tries = usize::try_from(taken.tries).unwrap_or_default().saturating_sub(1);
            match AGAIN.get(tries) {
                Some(pause) => (later(*pause), words),
                None => ((OutboxState::Failed, now, false), words),
            }
        }
    };
    // What was sent must not be lost for a transaction that met another one.
    unless_busy(|| async {
        let mut tx = ctx.write().await?;
        let ended = Ended {
            state,
            due_at,
            uncounted,
            answer: &answer,
            at: now,
        };
        if queue::end(&mut tx, taken.id, turn.id, ended).await? {
            actions::derive(&mut tx, taken.letter).await?;
            tx.commit().await?;
        }
        Ok(())
    })
    .await
}
