//! Sessions. The browser holds a random token of 256 bits; the database holds its sha-256 only.

use std::time::Duration;

use sha2::{Digest, Sha256};

use super::device::device;
use super::model::{SessionRow, User};
use super::store::{self, Holder, StoredSession};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Scope};
use crate::kernel::date::{Timestamp, local_time};
use crate::kernel::ids::{SessionId, UserId};
use crate::kernel::module::Module;
use crate::kernel::owner::Owner;
use crate::kernel::viewer::Viewer;
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::{DbResult, Tx};
use crate::platform::web::cookie;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

const DAY: Duration = Duration::from_hours(24);
/// A session that was not used so long has ended.
const IDLE: Duration = DAY.saturating_mul(14);
/// A session ends so long after the sign-in, however much it is used.
const LONGEST: Duration = DAY.saturating_mul(90);
/// How exactly a session's last use is known; a request more often than this writes nothing.
const LAST_SEEN_STEP: Duration = Duration::from_mins(5);
/// Most characters of a `User-Agent` that are kept.
const USER_AGENT_MAX: usize = 300;

/// The secret of a new session. Goes into the cookie and nowhere else.
pub struct Token(String);

impl Token {
    /// The `Set-Cookie` header that gives the session to the browser of the request.
    #[must_use]
    pub fn cookie(&self, ctx: &Ctx) -> String {
        cookie::set_session(&ctx.base_url, &ctx.request.user_agent, &self.0, LONGEST.as_secs())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The `Set-Cookie` header that takes the session away from the browser of the request.
#[must_use]
pub fn no_cookie(ctx: &Ctx) -> String {
    cookie::set_session(&ctx.base_url, &ctx.request.user_agent, "", 0)
}

fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn before(now: Timestamp, age: Duration) -> Timestamp {
    now.checked_sub(age).unwrap_or(Timestamp::MIN)
}

/// Takes out the rows of sessions that have ended by themselves.
///
/// # Errors
/// Whatever the database answers.
pub async fn sweep(ctx: &Ctx) -> DbResult<()> {
    let now = ctx.now();
    let mut tx = ctx.write().await?;
    store::sweep_sessions(&mut tx, now, before(now, IDLE)).await?;
    tx.commit().await
}

/// Opens a session of the user in the browser of the request; the one that the browser had ends.
pub(super) async fn open(tx: &mut Tx, ctx: &Ctx, user: UserId) -> DbResult<Token> {
    let now = ctx.now();
    if let (Some(former), Some(session)) = (ctx.actor.user(), ctx.request.session) {
        store::end_session(tx, former, session).await?;
    }
    let token = Token(hex::encode(ctx.random.bytes::<32>()));
    let session = StoredSession {
        id: ctx.new_id(),
        address: ctx.request.address.map(|ip| ip.to_string()).unwrap_or_default(),
        user_agent: ctx.request.user_agent.chars().take(USER_AGENT_MAX).collect(),
        created_at: now,
        last_seen: now,
    };
    let expires_at = now.checked_add(LONGEST).unwrap_or(Timestamp::MAX);
    store::insert_session(tx, user, &session, &token_hash(&token.0), expires_at).await?;
    Ok(token)
}

/// Who holds the session of a token: on every request, in one query.
///
/// # Errors
/// Whatever the database answers. A session that is not there, or not any more, is `None`.
pub async fn viewer_by_token(ctx: &Ctx, token: &str) -> AppResult<Option<(Actor, Viewer, SeenSession)>> {
    let now = ctx.now();
    let holder = store::holder(&mut ctx.read(), &token_hash(token), now, before(now, IDLE)).await?;
    let Some(holder) = holder else { return Ok(None) };
    let step_ago = before(now, LAST_SEEN_STEP);
    if holder.last_seen <= step_ago
        && let Err(cause) = touch(ctx, holder.session, now, step_ago).await
    {
        // Reading goes on when nothing can be written.
        tracing::warn!(%cause, "a session's last use was not noted");
    }
    Ok(Some(identity(ctx, holder)))
}

async fn touch(ctx: &Ctx, session: SessionId, now: Timestamp, step_ago: Timestamp) -> DbResult<()> {
    let mut tx = ctx.write().await?;
    store::touch(&mut tx, session, now, step_ago).await?;
    tx.commit().await
}

/// What a request's session says besides who its holder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenSession {
    pub id: SessionId,
    /// Whether its holder has saved filters of lists.
    pub has_filters: bool,
}

fn identity(ctx: &Ctx, holder: Holder) -> (Actor, Viewer, SeenSession) {
    let time_zone = holder.time_zone.unwrap_or_else(|| "UTC".to_owned());
    let rights = holder.rights.without(Module::of_bits(holder.modules_off));
    let scope = scope_of(holder.user, holder.own_only);
    let viewer = Viewer {
        user: Some(holder.user),
        name: holder.name,
        email: holder.email,
        lang: holder.lang,
        theme: holder.theme,
        rights,
        today: ctx.clock.today(&time_zone),
        time_zone,
    };
    let seen = SeenSession {
        id: holder.session,
        has_filters: holder.has_filters,
    };
    let actor = Actor::Staff {
        user: holder.user,
        rights,
        scope,
    };
    (actor, viewer, seen)
}

const fn scope_of(user: UserId, own_only: bool) -> Scope {
    if own_only { Scope::OwnedBy(user) } else { Scope::All }
}

/// The surroundings of a request that has just become the user's.
pub(super) fn acting_as(ctx: &Ctx, user: &User) -> Ctx {
    let actor = Actor::Staff {
        user: user.id,
        rights: user.role.rights,
        scope: scope_of(user.id, user.sees_own_only()),
    };
    ctx.acting_as(actor, &user.name)
}

/// The open sessions of the actor, the last used first.
///
/// # Errors
/// [`AppError::NotSignedIn`] for anybody who is no member of the staff.
pub async fn list(ctx: &Ctx) -> AppResult<Vec<SessionRow>> {
    let user = ctx.actor.user().ok_or(AppError::NotSignedIn)?;
    let now = ctx.now();
    let zone = viewer_zone();
    let sessions = store::sessions(&mut ctx.read(), user, now, before(now, IDLE)).await?;
    let row = |session: StoredSession| SessionRow {
        id: session.id,
        current: ctx.request.session == Some(session.id),
        address: session.address,
        device: device(&session.user_agent),
        since: local_time(session.created_at, &zone),
        last_seen: local_time(session.last_seen, &zone),
    };
    Ok(sessions.into_iter().map(row).collect())
}

/// Ends one of the actor's own sessions, or with `None` all but the one that asks. Tells whether the asking one ended.
///
/// # Errors
/// [`AppError::NotFound`] if the session is not the actor's.
pub async fn end(ctx: &Ctx, session: Option<SessionId>) -> AppResult<bool> {
    let user = ctx.actor.user().ok_or(AppError::NotSignedIn)?;
    let mut tx = ctx.write().await?;
    store::locked(&mut tx, user).await?.ok_or(AppError::NotSignedIn)?;
    let ended = match session {
        Some(id) => store::end_session(&mut tx, user, id).await?,
        None => store::end_sessions(&mut tx, user, ctx.request.session).await?,
    };
    if ended == 0 && session.is_some() {
        return Err(AppError::NotFound);
    }
    if ended > 0 {
        activity::record(&mut tx, ctx, Event::new(Owner::user(user), Verb::SessionsEnded)).await?;
    }
    tx.commit().await?;
    Ok(session.is_some() && session == ctx.request.session)
}
