//! The list and the board.

use super::{LEAD_SCOPE, contacted, value};
use crate::crm::leads::model::{LeadFilter, LeadRow, LeadSort, LeadStage};
use crate::kernel::actor::Scope;
use crate::kernel::ids::{ClientId, LeadChoiceId, LeadId};
use crate::kernel::money::Money;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql};

/// Cards of a column of the board.
const MOST_CARDS: i64 = 50;

impl FromRow for LeadRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let status = match row.get::<Option<LeadChoiceId>>("status_id")? {
            Some(id) => Some((id, row.get("status_name")?, row.code("status_color")?)),
            None => None,
        };
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            company: row.get("company")?,
            email: row.get("email")?,
            phone: row.get("phone")?,
            source: row.get::<Option<String>>("source_name")?.unwrap_or_default(),
            status,
            stage: row.code("stage")?,
            assigned: row.get::<Option<String>>("assigned_name")?.unwrap_or_default(),
            value: value(row)?,
            tags: row.get("tags")?,
            contacted: contacted(row)?,
            sort_name: row.get("sort_name")?,
        })
    }
}

/// What stands around the rows: names of source, status and member of the staff.
const ROW: &str = "SELECT l.id, l.name, l.company, l.email, l.phone, l.stage, l.value, l.currency, l.tags, l.contacted_on, l.sort_name, \
     l.status_id, t.name AS status_name, t.color AS status_color, s.name AS source_name, u.name AS assigned_name";

const JOINED: &str = "LEFT JOIN lead_choices s ON s.id = l.source_id LEFT JOIN lead_choices t ON t.id = l.status_id \
     LEFT JOIN users u ON u.id = l.assigned_id";

/// One page of the list and one row more.
pub(crate) async fn list(conn: &mut Conn, scope: Scope, filter: &LeadFilter) -> DbResult<Vec<LeadRow>> {
    list_sql(scope, filter).all(conn).await
}

fn list_sql(scope: Scope, filter: &LeadFilter) -> Sql {
    let sql = Sql::new(ROW).push("FROM leads l").push(JOINED);
    let sql = sql.push_with("WHERE l.stage = ?", [filter.stage.as_str().into()]);
    let sql = narrowed(sql, scope, filter)
        .and_if("l.status_id = ?", filter.status)
        .and_if("l.source_id = ?", filter.source);
    let cursor = filter.after.as_ref();
    match filter.sort {
        LeadSort::Created => sql.page_by_id("l.id", filter.desc, cursor),
        LeadSort::Name => sql.page(SortColumn::text("l.sort_name"), "l.id", filter.desc, cursor),
        LeadSort::Value => sql.page(SortColumn::int("l.value"), "l.id", filter.desc, cursor),
        LeadSort::Contacted => sql.page(SortColumn::date("l.contacted_on"), "l.id", filter.desc, cursor),
    }
}

/// What list and board are narrowed to alike.
fn narrowed(sql: Sql, scope: Scope, filter: &LeadFilter) -> Sql {
    sql.within(scope, LEAD_SCOPE)
        .and_if("l.assigned_id = ?", filter.assigned)
        .containing("l.search", &filter.q)
}

/// The newest open leads of each status, the newest first.
pub(crate) async fn board(conn: &mut Conn, scope: Scope, filter: &LeadFilter) -> DbResult<Vec<LeadRow>> {
    board_sql(scope, filter).all(conn).await
}

fn board_sql(scope: Scope, filter: &LeadFilter) -> Sql {
    let open = LeadStage::Open.as_str();
    let placed = Sql::new(
        "WITH placed AS (SELECT l.id, ROW_NUMBER() OVER (PARTITION BY l.status_id ORDER BY l.id DESC) AS place FROM leads l",
    )
    .push_with("WHERE l.stage = ?", [open.into()]);
    narrowed(placed, scope, filter)
        .push(")")
        .push(ROW)
        .push("FROM placed JOIN leads l ON l.id = placed.id")
        .push(JOINED)
        .push_with("WHERE placed.place <= ? ORDER BY l.id DESC", [MOST_CARDS.into()])
}

/// A lead by its name.
struct Named(LeadId, String);

impl FromRow for Named {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self(row.get("id")?, row.get("name")?))
    }
}

/// The leads that have become a client.
pub(crate) async fn of_client(conn: &mut Conn, scope: Scope, client: ClientId) -> DbResult<Vec<(LeadId, String)>> {
    let leads: Vec<Named> = Sql::new("SELECT l.id, l.name FROM leads l")
        .push_with("WHERE l.client_id = ?", [client.into()])
        .within(scope, LEAD_SCOPE)
        .push("ORDER BY l.id")
        .all(conn)
        .await?;
    Ok(leads.into_iter().map(|Named(id, name)| (id, name)).collect())
}

/// How many open leads have a status, and what they may be worth in a currency.
pub(crate) struct StatusValue {
    pub status: Option<LeadChoiceId>,
    pub leads: i64,
    pub value: Money,
}

impl FromRow for StatusValue {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            status: row.get("status_id")?,
            leads: row.get("leads")?,
            value: value(row)?,
        })
    }
}

/// The columns of the board by currency, as far as there are leads in them.
pub(crate) async fn values(conn: &mut Conn, scope: Scope, filter: &LeadFilter) -> DbResult<Vec<StatusValue>> {
    let sql = Sql::new(
        "SELECT l.status_id, l.currency, CAST(COUNT(*) AS BIGINT) AS leads, CAST(SUM(l.value) AS BIGINT) AS value FROM leads l",
    )
    .push_with("WHERE l.stage = ?", [LeadStage::Open.as_str().into()]);
    narrowed(sql, scope, filter)
        .push("GROUP BY l.status_id, l.currency ORDER BY l.currency")
        .all(conn)
        .await
}

/// How the engine reads the list, for tests.
#[cfg(test)]
pub async fn list_plan(db: &crate::platform::db::Db, scope: Scope, filter: &LeadFilter) -> DbResult<String> {
    list_sql(scope, filter).plan(db).await
}

/// How the engine reads the board, for tests.
#[cfg(test)]
pub async fn board_plan(db: &crate::platform::db::Db, scope: Scope) -> DbResult<String> {
    board_sql(scope, &LeadFilter::default()).plan(db).await
}
