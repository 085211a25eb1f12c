//! The contact of a session, found on every request; opening one.

use std::time::Duration;

use super::model::Entrance;
use super::store::{self, Visit};
use crate::company::accounts::sessions::{self, Opened, SeenSession, Token};
use crate::company::accounts::store::links::Subject;
use crate::company::organization::images::address_in_cabinet;
use crate::error::AppResult;
use crate::kernel::actor::{Actor, Right};
use crate::kernel::date::local_time;
use crate::kernel::ids::{ContactId, UserId};
use crate::kernel::module::Module;
use crate::kernel::viewer::{CabinetViewer, LookEnd, Viewer};
use crate::platform::ctx::{Ctx, zone_named};
use crate::platform::db::{DbResult, Tx};
use crate::platform::web::cookie::{self, Door};
use crate::platform::web::cookie_of_request;

/// A contact signs in again so long after he did, however much he uses the session.
const LONGEST: Duration = Duration::from_hours(24 * 90);
/// A look as somebody else is short.
const LOOK: Duration = Duration::from_hours(1);

/// Who holds the session of a token: on every request, in one query.
///
/// # Errors
/// Whatever the database answers. A session that is not there, or not any more, is `None`.
pub async fn viewer_by_token(ctx: &Ctx, token: &str) -> AppResult<Option<(Actor, Viewer, SeenSession)>> {
    let now = ctx.now();
    let hash = sessions::token_hash(token);
    let visit = store::visit(&mut ctx.read(), &hash, now, sessions::seen_after(now)).await?;
    let Some(visit) = visit.filter(may_go_on) else {
        return Ok(None);
    };
    sessions::note_use(ctx, visit.session, visit.last_seen).await;
    Ok(Some(identity(ctx, visit)))
}

/// Who looks as a contact has to have the right to still, for this client.
fn may_go_on(visit: &Visit) -> bool {
    let held = |right| visit.shown_to.is_none_or(|(_, rights)| rights.has(right));
    held(Right::InviteContacts) && held(Right::ViewClients)
}

fn identity(ctx: &Ctx, visit: Visit) -> (Actor, Viewer, SeenSession) {
    let time_zone = visit.time_zone.unwrap_or_else(|| "UTC".to_owned());
    let today = ctx.clock.today(&time_zone);
    let zone = zone_named(&time_zone);
    let left = visit.expires_at.duration_since(ctx.now()).as_secs();
    let look_end = LookEnd {
        at: local_time(visit.expires_at, &zone),
        seconds: u64::try_from(left).unwrap_or_default(),
    };
    let rights = visit.rights.without(Module::of_bits(visit.modules_off));
    let shown_to = visit.shown_to.map(|(user, _)| user);
    let viewer = Viewer {
        name: visit.name,
        email: visit.email,
        cabinet: Some(CabinetViewer {
            contact: visit.contact,
            client: visit.client,
            client_name: visit.client_name,
            rights,
            shown_to: shown_to.map(|_| look_end),
            serves_several: shown_to.is_none() && visit.entrances > 1,
            logo: visit
                .logo
                .map(|(organization, sha256)| address_in_cabinet(organization, &sha256)),
        }),
        ..Viewer::stranger(visit.lang, &time_zone, today)
    };
    let actor = Actor::Contact {
        contact: visit.contact,
        client: visit.client,
        rights,
        shown_to,
    };
    let seen = SeenSession {
        id: visit.session,
        has_filters: false,
    };
    (actor, viewer, seen)
}

/// The surroundings of a request that has just become the contact's.
pub(super) fn acting_as(ctx: &Ctx, entrance: &Entrance) -> Ctx {
    let actor = Actor::Contact {
        contact: entrance.contact,
        client: entrance.client,
        rights: entrance.rights,
        shown_to: None,
    };
    ctx.acting_as(actor, &entrance.name)
}

/// Opens a session of the contact in the browser of the request; the one that the browser had ends.
pub(super) async fn open(tx: &mut Tx, ctx: &Ctx, entrance: &Entrance) -> DbResult<Token> {
    leave(tx, ctx).await?;
    let opened = Opened {
        door: Door::Cabinet,
        subject: Subject::contact(entrance.contact),
        client: Some(entrance.client),
        shown_to: None,
        lasts: LONGEST,
    };
    sessions::open_for(tx, ctx, opened).await
}

/// Opens a session in which a member of the staff looks as the contact.
pub(super) async fn open_look(tx: &mut Tx, ctx: &Ctx, entrance: &Entrance, user: UserId) -> DbResult<Token> {
    let opened = Opened {
        door: Door::Cabinet,
        subject: Subject::contact(entrance.contact),
        client: Some(entrance.client),
        shown_to: Some(user),
        lasts: LOOK,
    };
    sessions::open_for(tx, ctx, opened).await
}

/// As whom somebody has looked in the browser of the request.
#[must_use]
pub fn ended_look() -> Option<ContactId> {
    cookie_of_request(cookie::LOOK)?.parse().ok()
}

/// Ends the session of the request, if it is one of the cabinet.
pub(super) async fn leave(tx: &mut Tx, ctx: &Ctx) -> DbResult<()> {
    if let (Some(visitor), Some(session)) = (ctx.actor.visitor(), ctx.request.session) {
        sessions::end_one(tx, Subject::contact(visitor.contact), session).await?;
    }
    Ok(())
}

/// The `Set-Cookie` header that takes the session of the cabinet away from the browser of the request.
#[must_use]
pub fn no_cookie(ctx: &Ctx) -> String {
    sessions::no_cookie(ctx, Door::Cabinet)
}
