//! Deciding about a client what the actor sees of his.

use std::collections::BTreeSet;

use super::store;
use crate::kernel::actor::{Actor, Right};
use crate::kernel::ids::ClientId;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult};

/// What the actor may do with what belongs to some clients.
pub struct Regarded {
    actor: Actor,
    /// The actor where a client is somebody else's, and those who are not; absent where that makes no difference.
    others: Option<(Actor, BTreeSet<ClientId>)>,
}

impl Regarded {
    /// Of some clients whom the actor has seen. Asks nothing where all that is seen of anybody is seen of everybody.
    pub async fn of(conn: &mut Conn, ctx: &Ctx, clients: impl IntoIterator<Item = ClientId>) -> DbResult<Self> {
        let others = match ctx.actor.user().zip(ctx.actor.for_clients_of_others()) {
            Some((user, others)) => {
                let clients: BTreeSet<ClientId> = clients.into_iter().collect();
                let clients: Vec<ClientId> = clients.into_iter().collect();
                let own = store::own_among(conn, user, &clients).await?;
                Some((others, own.into_iter().collect()))
            }
            None => None,
        };
        Ok(Self {
            actor: ctx.actor,
            others,
        })
    }

    /// Who acts where something belongs to a client, or to none.
    #[must_use]
    pub fn actor(&self, client: Option<ClientId>) -> Actor {
        match &self.others {
            Some((others, own)) if client.is_none_or(|client| !own.contains(&client)) => *others,
            _ => self.actor,
        }
    }

    /// Whether the actor's rights include one, where something belongs to a client, or to none.
    #[must_use]
    pub fn has(&self, client: Option<ClientId>, right: Right) -> bool {
        self.actor(client).has(right)
    }
}

/// The same surroundings for what concerns one client whom the actor has seen: where he is somebody else's, without the rights to what
/// is seen of one's own only.
pub async fn regarding(conn: &mut Conn, ctx: &Ctx, client: ClientId) -> DbResult<Ctx> {
    let regarded = Regarded::of(conn, ctx, [client]).await?;
    Ok(ctx.acting_as(regarded.actor(Some(client)), &ctx.actor_name))
}
