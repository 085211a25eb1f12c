//! Sessions. The browser holds a random token of 256 bits; the database holds its sha-256 only.
//!
//! Whose a session is, is said by kind and id: the staff's are found here, those of contacts by the cabinet, which opens them with
//! [`open_for`] and ends them with the same functions.

use std::time::Duration;

use sha2::{Digest, Sha256};

use super::device::device;
use super::entering;
use super::model::{SessionRow, User};
use super::store::links::Subject;
use super::store::sessions::{self as stored, Held, StoredSession};
use super::store::{self, Holder};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Actor;
use crate::kernel::date::{Timestamp, local_time};
use crate::kernel::ids::{ClientId, ContactId, Id, SessionId, UserId};
use crate::kernel::module::Module;
use crate::kernel::viewer::Viewer;
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::{DbResult, Tx};
use crate::platform::web::cookie::{self, Door};

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
pub struct Token {
    secret: String,
    door: Door,
    lasts: Duration,
}

impl Token {
    /// The `Set-Cookie` header that gives the session to the browser of the request.
    #[must_use]
    pub fn cookie(&self, ctx: &Ctx) -> String {
        let (base_url, user_agent) = (&ctx.base_url, &ctx.request.user_agent);
        cookie::set_session(base_url, user_agent, self.door, &self.secret, self.lasts.as_secs())
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.secret
    }
}

/// The `Set-Cookie` header that takes the session of a door away from the browser of the request.
#[must_use]
pub fn no_cookie(ctx: &Ctx, door: Door) -> String {
    cookie::set_session(&ctx.base_url, &ctx.request.user_agent, door, "", 0)
}

/// The `Set-Cookie` header by which the browser of the request remembers as whom the staff looks in it, or that it was as nobody.
#[must_use]
pub fn look_cookie(ctx: &Ctx, contact: Option<ContactId>) -> String {
    cookie::set_look(&ctx.base_url, &ctx.request.user_agent, contact)
}

/// What of a token is stored.
#[must_use]
pub fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A session that was not used since has ended.
#[must_use]
pub fn seen_after(now: Timestamp) -> Timestamp {
    before(now, IDLE)
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
    stored::sweep(&mut tx, now, seen_after(now)).await?;
    tx.commit().await
}

/// Opens a session of the user in the browser of the request; the one that the browser had ends.
pub(super) async fn open(tx: &mut Tx, ctx: &Ctx, user: UserId) -> DbResult<Token> {
    if let (Some(former), Some(session)) = (ctx.actor.user(), ctx.request.session) {
        stored::end(tx, Subject::staff(former), session).await?;
    }
    let opened = Opened {
        door: Door::Staff,
        subject: Subject::staff(user),
        client: None,
        shown_to: None,
        lasts: LONGEST,
    };
    open_for(tx, ctx, opened).await
}

/// A session to be opened.
#[derive(Debug, Clone, Copy)]
pub struct Opened {
    pub door: Door,
    pub subject: Subject,
    /// Of a contact: the client whose papers he sees.
    pub client: Option<ClientId>,
    /// The member of the staff who looks as the subject.
    pub shown_to: Option<UserId>,
    /// From now to its end, however much it is used.
    pub lasts: Duration,
}

/// Opens a session in the browser of the request. The caller ends the one that the browser had.
///
/// # Errors
/// Whatever the database answers.
pub async fn open_for(tx: &mut Tx, ctx: &Ctx, opened: Opened) -> DbResult<Token> {
    let now = ctx.now();
    let secret = hex::encode(ctx.random.bytes::<32>());
    let session = StoredSession {
        id: ctx.new_id(),
        address: ctx.request.address.map(|ip| ip.to_string()).unwrap_or_default(),
        user_agent: ctx.request.user_agent.chars().take(USER_AGENT_MAX).collect(),
        created_at: now,
        last_seen: now,
    };
    let held = Held {
        subject: opened.subject,
        client: opened.client,
        shown_to: opened.shown_to,
        expires_at: now.checked_add(opened.lasts).unwrap_or(Timestamp::MAX),
    };
    stored::insert(tx, held, &session, &token_hash(&secret)).await?;
    Ok(Token {
        secret,
        door: opened.door,
        lasts: opened.lasts,
    })
}

/// Ends all sessions of a subject, but one where that is named; tells how many there were.
///
/// # Errors
/// Whatever the database answers.
pub async fn end_all(tx: &mut Tx, subject: Subject, except: Option<SessionId>) -> DbResult<u64> {
    stored::end_all(tx, subject, except).await
}

/// Ends one session of a subject; tells how many there were.
///
/// # Errors
/// Whatever the database answers.
pub async fn end_one(tx: &mut Tx, subject: Subject, session: SessionId) -> DbResult<u64> {
    stored::end(tx, subject, session).await
}

/// Ends all sessions in which papers of a client are seen.
///
/// # Errors
/// Whatever the database answers.
pub async fn end_of_client(tx: &mut Tx, client: ClientId) -> DbResult<()> {
    stored::end_of_client(tx, client).await
}

/// Who holds the session of a token: on every request, in one query.
///
/// # Errors
/// Whatever the database answers. A session that is not there, or not any more, is `None`.
pub async fn viewer_by_token(ctx: &Ctx, token: &str) -> AppResult<Option<(Actor, Viewer, SeenSession)>> {
    let now = ctx.now();
    let holder = store::holder(&mut ctx.read(), &token_hash(token), now, seen_after(now)).await?;
    let Some(holder) = holder else { return Ok(None) };
    note_use(ctx, holder.session, holder.last_seen).await;
    Ok(Some(identity(ctx, holder)))
}

/// Notes that a session is in use, every few minutes. Reading goes on when nothing can be written.
pub async fn note_use(ctx: &Ctx, session: SessionId, last_seen: Timestamp) {
    let now = ctx.now();
    let step_ago = before(now, LAST_SEEN_STEP);
    if last_seen <= step_ago
        && let Err(cause) = touch(ctx, session, now, step_ago).await
    {
        tracing::warn!(%cause, "a session's last use was not noted");
    }
}

async fn touch(ctx: &Ctx, session: SessionId, now: Timestamp, step_ago: Timestamp) -> DbResult<()> {
    let mut tx = ctx.write().await?;
    stored::touch(&mut tx, session, now, step_ago).await?;
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
    let viewer = Viewer {
        user: Some(holder.user),
        name: holder.name,
        email: holder.email,
        lang: holder.lang,
        theme: holder.theme,
        rights,
        today: ctx.clock.today(&time_zone),
        time_zone,
        cabinet: None,
    };
    let seen = SeenSession {
        id: holder.session,
        has_filters: holder.has_filters,
    };
    let actor = Actor::Staff {
        user: holder.user,
        rights,
    };
    (actor, viewer, seen)
}

/// The surroundings of a request that has just become the user's.
pub(super) fn acting_as(ctx: &Ctx, user: &User) -> Ctx {
    let actor = Actor::Staff {
        user: user.id,
        rights: user.rights(),
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
    let sessions = stored::list(&mut ctx.read(), Subject::staff(user), now, seen_after(now)).await?;
    Ok(rows(ctx, sessions))
}

/// Sessions as a page shows them.
#[must_use]
pub fn rows(ctx: &Ctx, sessions: Vec<StoredSession>) -> Vec<SessionRow> {
    let zone = viewer_zone();
    let row = |session: StoredSession| SessionRow {
        id: session.id,
        current: ctx.request.session == Some(session.id),
        address: session.address,
        device: device(&session.user_agent),
        since: local_time(session.created_at, &zone),
        last_seen: local_time(session.last_seen, &zone),
    };
    sessions.into_iter().map(row).collect()
}

/// Ends one of the actor's own sessions, or with `None` all but the one that asks. Tells whether the asking one ended.
///
/// # Errors
/// [`AppError::NotFound`] if the session is not the actor's.
pub async fn end(ctx: &Ctx, session: Option<SessionId>) -> AppResult<bool> {
    let user = ctx.actor.user().ok_or(AppError::NotSignedIn)?;
    entering::end_session::<User>(ctx, user.uuid(), session).await
}
