//! The table `saved_filters`.

use crate::company::accounts::filters::{ListPath, SavedFilter, ValidFilter};
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{SavedFilterId, UserId};
use crate::platform::db::{Conn, DbResult, FromRow, Row, Sql, Tx};

impl FromRow for SavedFilter {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            name: row.get("name")?,
            query: row.get("query")?,
        })
    }
}

/// The filters that a user has saved of a list, the first saved first.
#[must_use]
pub fn saved_filters(user: UserId, list: ListPath) -> Sql {
    Sql::new("SELECT id, name, query FROM saved_filters WHERE user_id = $1 AND list = $2 ORDER BY created_at, id")
        .bind(user)
        .bind(list.as_str())
}

/// Gives the filter of this list and name what it says now; tells which one that is, if there is one.
pub(in crate::company::accounts) async fn replace_saved_filter(
    tx: &mut Tx,
    user: UserId,
    filter: &ValidFilter,
) -> DbResult<Option<SavedFilterId>> {
    Sql::new("UPDATE saved_filters SET query = $1 WHERE user_id = $2 AND list = $3 AND name = $4 RETURNING id")
        .bind(filter.query.as_str())
        .bind(user)
        .bind(filter.list.as_str())
        .bind(filter.name.as_str())
        .scalar(tx)
        .await
}

pub(in crate::company::accounts) async fn count_saved_filters(
    conn: &mut Conn,
    user: UserId,
    list: ListPath,
) -> DbResult<usize> {
    let count = Sql::new("SELECT COUNT(*) FROM saved_filters WHERE user_id = $1 AND list = $2")
        .bind(user)
        .bind(list.as_str())
        .scalar::<i64>(conn)
        .await?;
    Ok(usize::try_from(count.unwrap_or(0)).unwrap_or(usize::MAX))
}

pub(in crate::company::accounts) async fn insert_saved_filter(
    tx: &mut Tx,
    id: SavedFilterId,
    user: UserId,
    filter: &ValidFilter,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new("INSERT INTO saved_filters (id, user_id, list, name, query, created_at) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(user)
        .bind(filter.list.as_str())
        .bind(filter.name.as_str())
        .bind(filter.query.as_str())
        .bind(at)
        .execute(tx)
        .await
        .map(|_| ())
}

/// Deletes a filter if it is the user's; tells how many there were.
pub(in crate::company::accounts) async fn delete_saved_filter(
    tx: &mut Tx,
    user: UserId,
    id: SavedFilterId,
) -> DbResult<u64> {
    let sql = Sql::new("DELETE FROM saved_filters WHERE id = $1 AND user_id = $2");
    sql.bind(id).bind(user).execute(tx).await
}
