//! What events are about: numbers and names, with the client. It reads the tables of several rooms and writes none.

use uuid::Uuid;

use crate::kernel::ids::ClientId;
use crate::kernel::owner::OwnerKind;
use crate::platform::db::{DbResult, FromRow, Row, Sql};
use crate::records::activity::model::EventRow;

/// An object by its id.
pub(super) struct Subject {
    pub(super) id: Uuid,
    /// Empty for a draft.
    pub(super) name: String,
    pub(super) client: ClientId,
    pub(super) client_name: String,
}

impl FromRow for Subject {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
        })
    }
}

/// Where the objects of a kind are found; the list of ids follows.
const fn of_kind(kind: OwnerKind) -> Option<&'static str> {
    match kind {
        OwnerKind::Client => {
            Some("SELECT c.id, c.name AS name, c.id AS client_id, c.name AS client_name FROM clients c WHERE c.id IN (")
        }
        OwnerKind::Contact => Some(
            "SELECT k.id, TRIM(k.first_name || ' ' || k.last_name) AS name, c.id AS client_id, c.name AS client_name \
             FROM contacts k JOIN clients c ON c.id = k.client_id WHERE k.id IN (",
        ),
        OwnerKind::Invoice => Some(
            "SELECT i.id, i.number AS name, c.id AS client_id, c.name AS client_name \
             FROM invoices i JOIN clients c ON c.id = i.client_id WHERE i.id IN (",
        ),
        OwnerKind::Contract => Some(
            "SELECT a.id, a.number AS name, c.id AS client_id, c.name AS client_name \
             FROM contracts a JOIN clients c ON c.id = a.client_id WHERE a.id IN (",
        ),
        OwnerKind::Payment => Some(
            "SELECT p.id, p.number AS name, c.id AS client_id, c.name AS client_name \
             FROM payments p JOIN clients c ON c.id = p.client_id WHERE p.id IN (",
        ),
        OwnerKind::Act | OwnerKind::DeliveryNote => Some(
            "SELECT d.id, d.number AS name, c.id AS client_id, c.name AS client_name \
             FROM closings d JOIN clients c ON c.id = d.client_id WHERE d.id IN (",
        ),
        _ => None,
    }
}

/// What the events are about, as far as it is still there. The caller has read the events within the actor's scope. `None` where
/// there is nothing to look for.
pub(super) fn subjects(events: &[EventRow]) -> Option<Sql> {
    let mut kinds: Vec<OwnerKind> = Vec::new();
    for event in events {
        if !kinds.contains(&event.kind) {
            kinds.push(event.kind);
        }
    }
    kinds.into_iter().fold(None, |sql: Option<Sql>, kind| {
        let Some(text) = of_kind(kind) else { return sql };
        let sql = match sql {
            Some(sql) => sql.push("UNION ALL").push(text),
            None => Sql::new(text),
        };
        let ids = events.iter().filter(|event| event.kind == kind).enumerate();
        let listed = ids.fold(sql, |sql, (place, event)| {
            sql.push_with(if place == 0 { "?" } else { ", ?" }, [event.owner.into()])
        });
        Some(listed.push(")"))
    })
}
