//! Where papers of a client go is said by who sees them: an address that somebody chooses may be his own.

use crate::kernel::actor::Actor;
use crate::kernel::ids::ClientId;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult};
use crate::records::mail::model::MailedKind;
use crate::records::reach::actions::regarding;

/// What of the mail to one client the actor sees.
pub(in crate::crm) struct SeenMail {
    actor: Actor,
}

impl SeenMail {
    /// Of a client whom the actor has seen.
    pub(in crate::crm) async fn of(conn: &mut Conn, ctx: &Ctx, client: ClientId) -> DbResult<Self> {
        let actor = regarding(conn, ctx, client).await?.actor;
        Ok(Self { actor })
    }

    /// Whether the actor may have something sent to whom he likes: he sees it, or would if its module was on, which it may be again one day.
    pub(in crate::crm) fn may_mail(&self, kind: MailedKind) -> bool {
        self.actor.holds(kind.view())
    }

    /// Whether the actor may change the address of what is mailed already: also of what is switched off, and so kept from everybody.
    pub(in crate::crm) fn may_readdress(&self, kind: MailedKind) -> bool {
        !self.actor.rights().hides(kind.view())
    }

    /// Whether the actor may say what the client's own address is. Whatever none of his contacts gets goes there, and who gets something may
    /// change: so it takes seeing all of it.
    pub(in crate::crm) fn may_readdress_client(&self) -> bool {
        MailedKind::ALL.iter().all(|kind| self.may_readdress(*kind))
    }
}
