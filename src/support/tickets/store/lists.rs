//! Lists of requests and their counts.

use uuid::Uuid;

use super::TICKET_SCOPE;
use crate::kernel::actor::Scope;
use crate::kernel::date::{LocalTime, Timestamp, local_time};
use crate::kernel::folding::contains_pattern;
use crate::kernel::ids::ClientId;
use crate::kernel::paging::Cursor;
use crate::platform::ctx::viewer_zone;
use crate::platform::db::{Conn, DbResult, FromRow, Row, SortColumn, Sql};
use crate::support::tickets::cabinet::OwnTicketRow;
use crate::support::tickets::model::{
    TicketCount, TicketFilter, TicketPriority, TicketRow, TicketSort, TicketStatus, TicketView,
};

/// The moment of a column of microseconds.
fn moment(row: &Row, column: &str) -> DbResult<(i64, LocalTime)> {
    let microseconds: i64 = row.get(column)?;
    let at = Timestamp::from_microsecond(microseconds).unwrap_or(Timestamp::UNIX_EPOCH);
    Ok((microseconds, local_time(at, &viewer_zone())))
}

fn text(row: &Row, column: &str) -> DbResult<String> {
    Ok(row.get::<Option<String>>(column)?.unwrap_or_default())
}

impl FromRow for TicketRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let (moment, written) = moment(row, "last_moment")?;
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            subject: row.get("subject")?,
            client: row.get("client_id")?,
            client_name: row.get("client_name")?,
            contact: text(row, "contact_name")?.trim().to_owned(),
            department: text(row, "department_name")?,
            executor: text(row, "executor_name")?,
            priority: row.code("priority")?,
            status: row.code("status")?,
            messages: row.get("last_seq")?,
            written,
            moment,
            unread: row.get::<i64>("unread")? > 0,
        })
    }
}

impl FromRow for TicketCount {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            status: row.code("status")?,
            tickets: row.get("tickets")?,
            unread: row.get("unread")?,
        })
    }
}

/// A row with the names around it, and whether there is something new for the reader. What is closed asks nothing of anybody.
const ROW: &str = "SELECT t.id, t.number, t.subject, t.client_id, t.priority, t.status, t.last_seq, t.last_moment, c.name AS client_name, \
     k.first_name || ' ' || k.last_name AS contact_name, d.name AS department_name, u.name AS executor_name, \
     CAST(CASE WHEN t.status <> 'closed' AND t.last_seq > COALESCE(r.seq, 0) THEN 1 ELSE 0 END AS BIGINT) AS unread \
     FROM tickets t LEFT JOIN clients c ON c.id = t.client_id LEFT JOIN contacts k ON k.id = t.contact_id \
     LEFT JOIN departments d ON d.id = t.department_id LEFT JOIN users u ON u.id = t.executor_id";

/// What joins requests with how far somebody has read.
const READ: &str = "LEFT JOIN ticket_reads r ON r.ticket_id = t.id AND r.reader_id = ?";

/// One page of the list and one row more.
pub(in crate::support::tickets) async fn list(
    conn: &mut Conn,
    scope: Scope,
    reader: Uuid,
    filter: &TicketFilter,
) -> DbResult<Vec<TicketRow>> {
    list_sql(scope, reader, filter).all(conn).await
}

fn list_sql(scope: Scope, reader: Uuid, filter: &TicketFilter) -> Sql {
    let sql = Sql::new(ROW).push_with(READ, [reader.into()]).push("WHERE 1 = 1");
    let sql = filtered(sql, scope, filter);
    let state = filter.state.status().map(TicketStatus::as_str);
    let active = filter.state == TicketView::Active;
    let sql = match filter.sort {
        TicketSort::Written => sql
            .and_if("t.status = ?", state)
            .and_when(active, "t.status <> 'closed'"),
        // Numbers are walked through in their order.
        TicketSort::Number => sql
            .and_if_aside("t.status = ?", state)
            .and_aside(active, "t.status <> 'closed'"),
    };
    let column = match filter.sort {
        TicketSort::Written => SortColumn::int("t.last_moment"),
        TicketSort::Number => SortColumn::int("t.number"),
    };
    sql.page(column, "t.id", filter.desc, filter.after.as_ref())
}

/// How many requests of each state there are, whatever state the list shows.
pub(in crate::support::tickets) async fn counts(
    conn: &mut Conn,
    scope: Scope,
    reader: Uuid,
    filter: &TicketFilter,
) -> DbResult<Vec<TicketCount>> {
    let sql = Sql::new(
        "SELECT t.status, CAST(COUNT(*) AS BIGINT) AS tickets, \
         CAST(SUM(CASE WHEN t.status <> 'closed' AND t.last_seq > COALESCE(r.seq, 0) THEN 1 ELSE 0 END) AS BIGINT) AS unread FROM tickets t",
    )
    .push_with(READ, [reader.into()]);
    // Only a search asks for the client's name.
    let sql = if filter.q.trim().is_empty() {
        sql
    } else {
        sql.push("LEFT JOIN clients c ON c.id = t.client_id")
    };
    filtered(sql.push("WHERE 1 = 1"), scope, filter)
        .push("GROUP BY t.status ORDER BY t.status")
        .all(conn)
        .await
}

/// What narrows list and counts alike.
fn filtered(sql: Sql, scope: Scope, filter: &TicketFilter) -> Sql {
    let sql = sql
        .within(scope, TICKET_SCOPE)
        .and_if("t.client_id = ?", filter.client)
        .and_if("t.executor_id = ?", filter.executor)
        .and_if("t.department_id = ?", filter.department)
        .and_if_aside("t.priority = ?", filter.priority.map(TicketPriority::as_str))
        .and_when(
            filter.unread,
            "t.status <> 'closed' AND t.last_seq > COALESCE(r.seq, 0)",
        );
    if filter.q.trim().is_empty() {
        return sql;
    }
    let pattern = contains_pattern(&filter.q);
    sql.push_with(
        r"AND (t.search LIKE ? ESCAPE '\' OR c.search LIKE ? ESCAPE '\')",
        [pattern.clone().into(), pattern.into()],
    )
}

impl FromRow for OwnTicketRow {
    fn from_row(row: &Row) -> DbResult<Self> {
        let (moment, written) = moment(row, "last_moment")?;
        Ok(Self {
            id: row.get("id")?,
            number: row.get("number")?,
            subject: row.get("subject")?,
            status: row.code("status")?,
            written,
            moment,
            unread: row.get::<i64>("unread")? > 0,
        })
    }
}

/// A row as a contact sees it. The moment is that of the last message he sees: a note of the staff moves nothing.
const OWN_ROW: &str = "SELECT t.id, t.number, t.subject, t.status, t.last_shown_moment AS last_moment, \
     CAST(CASE WHEN t.last_shown_seq > COALESCE(r.seq, 0) THEN 1 ELSE 0 END AS BIGINT) AS unread FROM tickets t";

/// One page of a client's requests as one of his contacts sees them, and one row more.
pub(in crate::support::tickets) async fn own(
    conn: &mut Conn,
    client: ClientId,
    reader: Uuid,
    after: Option<&Cursor>,
) -> DbResult<Vec<OwnTicketRow>> {
    own_sql(client, reader, after).all(conn).await
}

fn own_sql(client: ClientId, reader: Uuid, after: Option<&Cursor>) -> Sql {
    Sql::new(OWN_ROW)
        .push_with(READ, [reader.into()])
        .push_with("WHERE t.client_id = ?", [client.into()])
        .page(SortColumn::int("t.last_shown_moment"), "t.id", true, after)
}

/// The newest open requests of a client.
pub(in crate::support::tickets) async fn own_open(
    conn: &mut Conn,
    client: ClientId,
    reader: Uuid,
    most: i64,
) -> DbResult<Vec<OwnTicketRow>> {
    Sql::new(OWN_ROW)
        .push_with(READ, [reader.into()])
        .push_with(
            "WHERE t.client_id = ? AND (t.status <> 'closed') IS TRUE ORDER BY t.last_shown_moment DESC, t.id DESC LIMIT ?",
            [client.into(), most.into()],
        )
        .all(conn)
        .await
}

/// How many open requests a client has.
pub(in crate::support::tickets) async fn count_open(conn: &mut Conn, client: ClientId) -> DbResult<i64> {
    let sql = Sql::new("SELECT CAST(COUNT(*) AS BIGINT) FROM tickets WHERE client_id = $1 AND status <> 'closed'");
    Ok(sql.bind(client).scalar(conn).await?.unwrap_or_default())
}

/// How the engine reads the list, for tests.
#[cfg(test)]
pub async fn list_plan(db: &crate::platform::db::Db, scope: Scope, filter: &TicketFilter) -> DbResult<String> {
    list_sql(scope, Uuid::nil(), filter).plan(db).await
}

/// How the engine reads a client's own list, for tests.
#[cfg(test)]
pub async fn own_plan(db: &crate::platform::db::Db, client: ClientId, after: Option<&Cursor>) -> DbResult<String> {
    own_sql(client, Uuid::nil(), after).plan(db).await
}
