//! Recording events and reading them; the chain that makes a changed row visible.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use super::model::{Event, EventRow, Verb};
use super::store::{self, StoredEvent};
use crate::error::{AppError, AppResult, Conflict};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::date::{Timestamp, local_time};
use crate::kernel::ids::ClientId;
use crate::kernel::owner::{Owner, OwnerKind};
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::{Conn, DbError, DbResult, Tx};
use crate::records::reach::actions::Regarded;

/// What a chain starts from.
const FIRST: [u8; 32] = [0; 32];

/// Records an event in the transaction of the change. The object's own row must be locked in this transaction already: the
/// chain has one next link.
pub async fn record(tx: &mut Tx, ctx: &Ctx, event: Event) -> DbResult<()> {
    // The chain of an object begins with its making.
    let last = match event.verb {
        Verb::Created => None,
        _ => store::last(tx, event.owner.kind, event.owner.id).await?,
    };
    let changes = serde_json::to_string(&event.changes).map_err(|error| DbError::Decode {
        column: "changes".to_owned(),
        reason: error.to_string(),
    })?;
    let mut row = StoredEvent {
        id: ctx.new_id(),
        owner_kind: event.owner.kind.as_str().to_owned(),
        owner_id: event.owner.id,
        seq: last.as_ref().map_or(1, |last| last.seq + 1),
        client_id: event.owner.client,
        at: ctx.now(),
        actor: ctx.actor.name(),
        actor_name: ctx.actor_name.clone(),
        verb: event.verb.as_str().to_owned(),
        changes,
        prev_hash: last.map_or_else(|| FIRST.to_vec(), |last| last.hash),
        hash: Vec::new(),
    };
    row.hash = hash(&row);
    store::insert(tx, row).await
}

/// sha-256 over the previous hash and the content, each part with its length in front, so that no two contents read alike.
#[must_use]
pub fn hash(event: &StoredEvent) -> Vec<u8> {
    let seq = event.seq.to_string();
    let at = event.at.as_microsecond().to_string();
    let client = event.client_id.map(|id| id.to_string()).unwrap_or_default();
    let owner = event.owner_id.to_string();
    let parts = [
        event.owner_kind.as_bytes(),
        owner.as_bytes(),
        seq.as_bytes(),
        client.as_bytes(),
        at.as_bytes(),
        event.actor.as_bytes(),
        event.actor_name.as_bytes(),
        event.verb.as_bytes(),
        event.changes.as_bytes(),
    ];
    let mut digest = Sha256::new();
    digest.update(&event.prev_hash);
    for part in parts {
        digest.update(part.len().to_string());
        digest.update(b":");
        digest.update(part);
    }
    digest.finalize().to_vec()
}

/// A breach of a chain: which object, which link, what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenChain {
    pub owner_kind: String,
    pub owner_id: uuid::Uuid,
    pub seq: i64,
    pub reason: &'static str,
}

/// Walks all chains (invariant I9).
pub async fn broken_chains(conn: &mut Conn) -> DbResult<Vec<BrokenChain>> {
    let mut broken = Vec::new();
    let mut before: Option<StoredEvent> = None;
    loop {
        let slice = store::chain_slice(conn, before.as_ref(), 1000).await?;
        if slice.is_empty() {
            return Ok(broken);
        }
        for event in slice {
            let same = before
                .as_ref()
                .filter(|b| b.owner_kind == event.owner_kind && b.owner_id == event.owner_id);
            let (seq, prev) = same.map_or((1, FIRST.to_vec()), |b| (b.seq + 1, b.hash.clone()));
            let reason = if event.seq != seq {
                Some("an event is missing")
            } else if event.prev_hash != prev {
                Some("the link to the event before is broken")
            } else if event.hash != hash(&event) {
                Some("the event was changed")
            } else {
                None
            };
            if let Some(reason) = reason {
                broken.push(BrokenChain {
                    owner_kind: event.owner_kind.clone(),
                    owner_id: event.owner_id,
                    seq: event.seq,
                    reason,
                });
            }
            before = Some(event);
        }
    }
}

/// The answer to a save that came too late: what stands there now, spelled as the form spells it, and who saved it.
pub async fn conflict(
    conn: &mut Conn,
    owner: &Owner,
    version: i64,
    current: BTreeMap<String, String>,
) -> DbResult<AppError> {
    Ok(AppError::Conflict(Conflict {
        version,
        by: store::last_saver(conn, owner).await?.unwrap_or_default(),
        current,
    }))
}

/// The newest events of an object. The caller has checked that the actor may see it.
pub async fn of_owner(ctx: &Ctx, owner: &Owner, most: i64) -> AppResult<Vec<EventRow>> {
    let mut conn = ctx.read();
    let events = store::of_owner(&mut conn, owner, most).await?;
    rows(&mut conn, ctx, events).await
}

/// The newest events of everything that concerns a client and that the actor may see. The caller has checked that he may see the client, and acts
/// for him where he is somebody else's ([`crate::records::reach`]).
pub async fn of_client(ctx: &Ctx, client: ClientId, most: i64) -> AppResult<Vec<EventRow>> {
    let mut conn = ctx.read();
    let events = store::of_client(client, &unseen(ctx), most).all(&mut conn).await?;
    rows(&mut conn, ctx, events).await
}

/// The kinds of objects that the actor may not see: for want of the right, or because their module is off.
#[must_use]
pub fn unseen(ctx: &Ctx) -> Vec<OwnerKind> {
    let is_unseen = |kind: &OwnerKind| kind.seen_with().is_some_and(|right| !ctx.actor.has(right));
    OwnerKind::ALL.into_iter().filter(is_unseen).collect()
}

/// The newest events of objects of these kinds that the actor may see; those of one manager's clients from a moment on. The caller
/// has checked that the actor may see objects of these kinds.
pub async fn newest(ctx: &Ctx, kinds: &[OwnerKind], since: Timestamp, most: i64) -> AppResult<Vec<EventRow>> {
    let mut conn = ctx.read();
    let mut scopes: Vec<(Scope, Vec<OwnerKind>)> = Vec::new();
    for kind in kinds {
        let scope = ctx.scope_of_kind(*kind);
        match scopes.iter_mut().find(|(known, _)| *known == scope) {
            Some((_, kinds)) => kinds.push(*kind),
            None => scopes.push((scope, vec![*kind])),
        }
    }
    // What is seen of everybody and what is seen of one's own have different indexes: there are two at most.
    let mut events: Vec<StoredEvent> = Vec::new();
    for (scope, kinds) in scopes {
        events.extend(store::newest(scope, &kinds, since, most).all(&mut conn).await?);
    }
    events.sort_by_key(|event| Reverse((event.at, event.id)));
    events.truncate(usize::try_from(most).unwrap_or_default());
    rows(&mut conn, ctx, events).await
}

async fn rows(conn: &mut Conn, ctx: &Ctx, events: Vec<StoredEvent>) -> AppResult<Vec<EventRow>> {
    let zone = viewer_zone();
    let regarded = Regarded::of(conn, ctx, events.iter().filter_map(|event| event.client_id)).await?;
    let row = |event: StoredEvent| -> DbResult<EventRow> {
        let sees = |right: Right| regarded.has(event.client_id, right);
        let mut changes = event.parsed_changes()?;
        if !sees(Right::ViewInvoices) && event.kind()? == OwnerKind::Expense {
            // On which invoice an expense is.
            changes.retain(|change| change.field != "invoice");
        }
        if event.verb()? == Verb::Mailed && !event.kind()?.mail_is_seen(sees) {
            changes.retain(|change| change.field != "mail_subject");
        }
        if event.kind()? == OwnerKind::Ticket {
            // The paper it is about stands under its kind.
            let unseen = |kind: OwnerKind| kind.seen_with().is_some_and(|right| !sees(right));
            changes.retain(|change| !change.field.parse().is_ok_and(unseen));
        }
        Ok(EventRow {
            kind: event.kind()?,
            owner: event.owner_id,
            subject: String::new(),
            seq: event.seq,
            at: event.at,
            at_local: local_time(event.at, &zone),
            verb: event.verb()?,
            changes,
            who: event.actor_name,
        })
    };
    Ok(events.into_iter().map(row).collect::<DbResult<_>>()?)
}
