//! What a use case gets: the database, the files, the time, randomness and who acts.

use std::net::IpAddr;
use std::sync::Arc;

use jiff::tz::TimeZone;
use leptos::prelude::use_context;
use uuid::Uuid;

use super::blobs::Blobs;
use super::clock::Clock;
use super::config::BaseUrl;
use super::db::{Conn, Db, DbResult, Memo, Tx};
use super::random::Random;
use super::secrets::Secrets;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::{Actor, Right, Scope};
use crate::kernel::cabinet::{CabinetRight, Visitor};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::SessionId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::OwnerKind;
use crate::kernel::rights::Object;
use crate::kernel::viewer::Viewer;
use crate::kernel::writing::Writing;

/// The surroundings of one use case.
#[derive(Debug, Clone)]
pub struct Ctx {
    pub db: Db,
    pub blobs: Blobs,
    pub clock: Clock,
    pub random: Random,
    pub secrets: Secrets,
    pub actor: Actor,
    /// The actor as people know him, for the activity.
    pub actor_name: String,
    pub base_url: Arc<BaseUrl>,
    pub request: RequestInfo,
    /// What was read before, while a page is made.
    pub memo: Option<Memo>,
}

/// Where a request came from; empty for jobs and commands.
#[derive(Debug, Clone, Default)]
pub struct RequestInfo {
    /// The client's address, seen through trusted proxies only.
    pub address: Option<IpAddr>,
    pub user_agent: String,
    pub session: Option<SessionId>,
    /// Whether the holder of the session has saved filters of lists; unknown without a session. Most have none, and no page asks
    /// for them then.
    pub has_filters: Option<bool>,
    /// What the browser prefers.
    pub lang: Option<Lang>,
}

impl Ctx {
    /// The context that the session middleware put into the request of the running server function or page.
    ///
    /// # Errors
    /// [`AppError::Internal`] outside of a request.
    pub fn current() -> AppResult<Self> {
        from_request::<Self>().ok_or_else(|| internal("no context in this request"))
    }

    /// The same surroundings for another actor.
    #[must_use]
    pub fn acting_as(&self, actor: Actor, name: &str) -> Self {
        Self {
            actor,
            actor_name: name.to_owned(),
            ..self.clone()
        }
    }

    /// # Errors
    /// [`AppError::NotSignedIn`] for a stranger, [`AppError::SwitchedOff`] if only the right's module stands in the way,
    /// [`AppError::Forbidden`] if the right is missing.
    pub const fn may(&self, right: Right) -> AppResult<()> {
        if self.actor.has(right) {
            Ok(())
        } else if matches!(self.actor, Actor::Anonymous) {
            Err(AppError::NotSignedIn)
        } else if self.actor.misses_module(right) {
            Err(AppError::SwitchedOff)
        } else {
            Err(AppError::Forbidden)
        }
    }

    /// For what both the form of a new object and that of a stored one ask.
    ///
    /// # Errors
    /// As [`Ctx::may`], for who may neither create nor edit.
    pub const fn may_write(&self, writing: Writing) -> AppResult<()> {
        if self.actor.has(writing.create) {
            Ok(())
        } else {
            self.may(writing.edit)
        }
    }

    /// The contact in the cabinet who reads what `right` stands for.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] for a stranger, [`AppError::Forbidden`] for the staff, and for a contact without the right;
    /// [`AppError::SwitchedOff`] if only its module stands in the way.
    pub fn visitor(&self, right: CabinetRight) -> AppResult<Visitor> {
        match self.actor.visitor() {
            Some(visitor) if self.actor.has_in_cabinet(right) => Ok(visitor),
            Some(_) if self.actor.holds_in_cabinet(right) => Err(AppError::SwitchedOff),
            None if matches!(self.actor, Actor::Anonymous) => Err(AppError::NotSignedIn),
            Some(_) | None => Err(AppError::Forbidden),
        }
    }

    /// The contact in the cabinet, whatever he may see there.
    ///
    /// # Errors
    /// [`AppError::NotSignedIn`] for a stranger, [`AppError::Forbidden`] for the staff.
    pub const fn any_visitor(&self) -> AppResult<Visitor> {
        match self.actor.visitor() {
            Some(visitor) => Ok(visitor),
            None if matches!(self.actor, Actor::Anonymous) => Err(AppError::NotSignedIn),
            None => Err(AppError::Forbidden),
        }
    }

    /// As [`Ctx::visitor`], for what changes something: refused to a member of the staff who only looks as the contact.
    ///
    /// # Errors
    /// As [`Ctx::visitor`].
    pub fn acting_visitor(&self, right: CabinetRight) -> AppResult<Visitor> {
        let visitor = self.visitor(right)?;
        if visitor.shown_to.is_some() {
            return Err(AppError::Forbidden);
        }
        Ok(visitor)
    }

    /// As [`Ctx::any_visitor`], for what changes something: refused to a member of the staff who only looks as the contact.
    ///
    /// # Errors
    /// As [`Ctx::any_visitor`].
    pub fn any_acting_visitor(&self) -> AppResult<Visitor> {
        let visitor = self.any_visitor()?;
        if visitor.shown_to.is_some() {
            return Err(AppError::Forbidden);
        }
        Ok(visitor)
    }

    /// Which objects of a kind the actor can see.
    #[must_use]
    pub fn scope_of(&self, object: Object) -> Scope {
        self.actor.scope_of(object)
    }

    /// Which objects of an owner's kind the actor can see: none of those that nobody sees.
    #[must_use]
    pub fn scope_of_kind(&self, kind: OwnerKind) -> Scope {
        kind.object().map_or(Scope::Nothing, |object| self.scope_of(object))
    }

    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// A new `UUIDv7` (RFC 9562): ordered by time, so that new rows land at the end of an index.
    #[must_use]
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        let millis = u64::try_from(self.now().as_millisecond()).unwrap_or_default();
        T::from(uuid::Builder::from_unix_timestamp_millis(millis, &self.random.bytes()).into_uuid())
    }

    #[must_use]
    pub fn read(&self) -> Conn {
        self.db.read_with(self.memo.clone())
    }

    /// # Errors
    /// [`super::db::DbError::Unavailable`] if no connection becomes free in time.
    pub async fn write(&self) -> DbResult<Tx> {
        if let Some(memo) = &self.memo {
            memo.end();
        }
        self.db.write().await
    }
}

/// The viewer of the page that is being rendered.
#[must_use]
pub fn current_viewer() -> Option<Viewer> {
    from_request::<Viewer>()
}

/// The time zone in which the viewer sees moments: that of the company, UTC where nobody views.
#[must_use]
pub fn viewer_zone() -> TimeZone {
    current_viewer().map_or(TimeZone::UTC, |viewer| zone_of(&viewer))
}

/// The time zone in which a viewer sees moments.
#[must_use]
pub fn zone_of(viewer: &Viewer) -> TimeZone {
    zone_named(&viewer.time_zone)
}

/// The time zone of a name as it is stored, UTC for one that is not known here.
#[must_use]
pub fn zone_named(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

/// A value that the middleware put into the extensions of the current request.
#[must_use]
pub fn from_request<T: Clone + Send + Sync + 'static>() -> Option<T> {
    use_context::<http::request::Parts>()?.extensions.get::<T>().cloned()
}
