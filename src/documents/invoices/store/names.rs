//! What the ids in events of invoices stand for.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::crm::clients::store::CLIENT_SCOPE;
use crate::documents::contracts::store::CONTRACT_SCOPE;
use crate::kernel::actor::Scope;
use crate::kernel::rights::Object;
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql};

/// A name by the id it belongs to.
struct Name {
    id: Uuid,
    name: String,
}

impl FromRow for Name {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
        })
    }
}

/// What clients within the scope, own companies, members of the staff, bank accounts and contracts are called; an account as its company's history calls it.
pub(in crate::documents::invoices) async fn names(
    conn: &mut Conn,
    ids: &BTreeSet<Uuid>,
    scope_of: impl Fn(Object) -> Scope,
) -> DbResult<BTreeMap<Uuid, String>> {
    let listed = |sql: Sql, column: &'static str| {
        let sql = sql.push("WHERE").push(column).push("IN (");
        let sql = ids.iter().enumerate().fold(sql, |sql, (n, id)| {
            sql.push_with(if n == 0 { "?" } else { ", ?" }, [(*id).into()])
        });
        sql.push(")")
    };
    let sql = listed(Sql::new("SELECT clients.id, clients.name FROM clients"), "clients.id")
        .within(scope_of(Object::Clients), CLIENT_SCOPE);
    let sql = listed(sql.push("UNION ALL SELECT id, name FROM organizations"), "id");
    let sql = listed(
        sql.push("UNION ALL SELECT id, number || ' ' || bank FROM bank_accounts"),
        "id",
    );
    let sql = listed(sql.push("UNION ALL SELECT id, name FROM users"), "id");
    let sql = listed(sql.push("UNION ALL SELECT a.id, a.number FROM contracts a"), "a.id")
        .within(scope_of(Object::Contracts), CONTRACT_SCOPE);
    let rows: Vec<Name> = sql.all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.name)).collect())
}
