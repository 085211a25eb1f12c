//! The statement builder. All text is `&'static str` written in a store; what comes from outside is only ever a value.

mod conditions;

use std::sync::Arc;

use super::value::{postgres_arguments, sqlite_arguments};
use super::writer::SqliteTx;
use super::{Column, Conn, DbResult, Row, Tx, Value};
use crate::kernel::date::Date;
use crate::kernel::paging::{Cursor, Direction, PAGE_SIZE, SortKey};

pub use conditions::ScopeColumns;

/// A type that is read from a row by column names.
pub trait FromRow: Sized {
    /// # Errors
    /// [`super::DbError::Decode`] if a column is missing or holds something else.
    fn from_row(row: &Row) -> DbResult<Self>;
}

/// A column that lists are sorted by, with the type of its values. It must be NOT NULL and have an index together with the id.
#[derive(Debug, Clone)]
pub struct SortColumn {
    name: &'static str,
    like: SortKey,
}

impl SortColumn {
    #[must_use]
    pub const fn int(name: &'static str) -> Self {
        Self {
            name,
            like: SortKey::Int(0),
        }
    }

    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self {
            name,
            like: SortKey::Text(String::new()),
        }
    }

    #[must_use]
    pub const fn date(name: &'static str) -> Self {
        Self {
            name,
            like: SortKey::Date(Date::ZERO),
        }
    }
}

/// A statement with its values.
#[derive(Debug, Clone)]
pub struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    /// A statement with parameters `$1`, `$2`, … whose values follow by [`Sql::bind`].
    #[must_use]
    pub fn new(text: &'static str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    /// The value of the next parameter.
    #[must_use]
    pub fn bind(mut self, value: impl Into<Value>) -> Self {
        self.values.push(value.into());
        self
    }

    /// More text without parameters.
    #[must_use]
    pub fn push(mut self, text: &'static str) -> Self {
        self.text.push(' ');
        self.text.push_str(text);
        self
    }

    /// More text in which each `?` takes the next of `values`.
    #[must_use]
    pub fn push_with<const N: usize>(mut self, text: &'static str, values: [Value; N]) -> Self {
        self.text.push(' ');
        let mut values = values.into_iter();
        for (i, piece) in text.split('?').enumerate() {
            if i > 0 {
                self.values.extend(values.next());
                self.text.push('$');
                self.text.push_str(&self.values.len().to_string());
            }
            self.text.push_str(piece);
        }
        self
    }

    /// Orders by `(column, id)` and reads one page and one row more from the cursor on. A cursor of a column of another type
    /// (an address put together by hand) counts as none.
    #[must_use]
    pub fn page(self, column: SortColumn, id: &'static str, descending: bool, cursor: Option<&Cursor>) -> Self {
        let cursor = cursor.filter(|cursor| column.like.is_like(&cursor.key));
        let column = column.name;
        let backward = cursor.is_some_and(|c| c.direction == Direction::Backward);
        let down = descending != backward;
        let mut sql = self;
        if let Some(cursor) = cursor {
            let key = match cursor.key.clone() {
                SortKey::Int(n) => Value::Int(n),
                SortKey::Text(text) => Value::Text(text),
                SortKey::Date(date) => Value::Date(date),
            };
            sql = sql
                .push("AND (")
                .push(column)
                .push(",")
                .push(id)
                .push(if down { ") <" } else { ") >" });
            sql = sql.push_with("(?, ?)", [key, Value::Id(cursor.id)]);
        }
        sql = sql
            .push("ORDER BY")
            .push(column)
            .push(if down { "DESC," } else { "ASC," });
        sql.push(id).push(if down { "DESC" } else { "ASC" }).limit_to_page()
    }

    /// Orders by id alone, which is the order rows were made in, and reads one page and one row more from the cursor on. Its
    /// key is a number that nobody reads.
    #[must_use]
    pub fn page_by_id(self, id: &'static str, descending: bool, cursor: Option<&Cursor>) -> Self {
        let cursor = cursor.filter(|cursor| matches!(cursor.key, SortKey::Int(_)));
        let down = descending != cursor.is_some_and(|c| c.direction == Direction::Backward);
        let mut sql = self;
        if let Some(cursor) = cursor {
            sql = sql.push("AND").push(id).push(if down { "<" } else { ">" });
            sql = sql.push_with("?", [Value::Id(cursor.id)]);
        }
        sql = sql.push("ORDER BY").push(id).push(if down { "DESC" } else { "ASC" });
        sql.limit_to_page()
    }

    /// One row more than a page tells that there is another one.
    fn limit_to_page(self) -> Self {
        self.push_with(
            "LIMIT ?",
            [Value::Int(i64::try_from(PAGE_SIZE + 1).unwrap_or(i64::MAX))],
        )
    }

    /// All rows.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn all<T: FromRow>(self, conn: &mut Conn) -> DbResult<Vec<T>> {
        self.rows(conn).await?.iter().map(T::from_row).collect()
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn optional<T: FromRow>(self, conn: &mut Conn) -> DbResult<Option<T>> {
        self.row(conn).await?.map(|row| T::from_row(&row)).transpose()
    }

    /// The only column of the first row, if there is a row.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn scalar<T: Column>(self, conn: &mut Conn) -> DbResult<Option<T>> {
        self.row(conn).await?.map(|row| row.only()).transpose()
    }

    /// The only column of all rows.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn scalars<T: Column>(self, conn: &mut Conn) -> DbResult<Vec<T>> {
        self.rows(conn).await?.iter().map(Row::only).collect()
    }

    /// Writes together with the transaction's next statement: on `SQLite`, whose every statement is a way to another thread and
    /// back while all other writers wait. For what nobody counts; what is wrong with it is told by that statement, or by the end of
    /// the transaction.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn later(self, tx: &mut Tx) -> DbResult<()> {
        match &mut **tx {
            Conn::SqliteTx(open) => {
                open.waiting = Some(self.behind(open.waiting.take()));
                Ok(())
            }
            Conn::PgTx(_) | Conn::SqlitePool(..) | Conn::PgPool(..) | Conn::SqliteSnapshot(_) => {
                self.execute(tx).await.map(|_| ())
            }
        }
    }

    /// The statement with others in front, whose parameters come first.
    fn behind(self, others: Option<Self>) -> Self {
        let Some(mut all) = others else { return self };
        let before = all.values.len();
        all.text.push_str("; ");
        let mut pieces = self.text.split('$');
        all.text.push_str(pieces.next().unwrap_or_default());
        for piece in pieces {
            let digits = piece.bytes().take_while(u8::is_ascii_digit).count();
            let (number, rest) = piece.split_at(digits);
            let number = number.parse::<usize>().map_or(0, |number| number + before);
            all.text.push('$');
            all.text.push_str(&number.to_string());
            all.text.push_str(rest);
        }
        all.values.extend(self.values);
        all
    }

    /// Runs a writing statement and tells how many rows it changed.
    ///
    /// # Errors
    /// Whatever the database answers.
    pub async fn execute(self, tx: &mut Tx) -> DbResult<u64> {
        if let Conn::SqliteTx(open) = &mut **tx {
            // Counted alone.
            open.write_waiting().await?;
        }
        let (text, values) = self.into_parts();
        Ok(match &mut **tx {
            Conn::SqlitePool(pool, _) => sqlx::query_with(text, sqlite_arguments(values)?)
                .execute(&*pool)
                .await?
                .rows_affected(),
            Conn::PgPool(pool, _) => sqlx::query_with(text, postgres_arguments(values)?)
                .execute(&*pool)
                .await?
                .rows_affected(),
            Conn::SqliteSnapshot(tx) => sqlx::query_with(text, sqlite_arguments(values)?)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
            Conn::SqliteTx(open) => {
                let query = sqlx::query_with(text, sqlite_arguments(values)?);
                let done = query.execute(open.connection().await?).await;
                open.answered(done)?.rows_affected()
            }
            Conn::PgTx(tx) => sqlx::query_with(text, postgres_arguments(values)?)
                .execute(&mut **tx)
                .await?
                .rows_affected(),
        })
    }

    async fn rows(self, conn: &mut Conn) -> DbResult<Vec<Row>> {
        let (text, values) = self.behind(waiting(conn)).into_parts();
        Ok(match conn {
            Conn::SqlitePool(pool, _) => {
                let rows = sqlx::query_with(text, sqlite_arguments(values)?)
                    .fetch_all(&*pool)
                    .await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Conn::PgPool(pool, _) => {
                let rows = sqlx::query_with(text, postgres_arguments(values)?)
                    .fetch_all(&*pool)
                    .await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
            Conn::SqliteSnapshot(tx) => {
                let rows = sqlx::query_with(text, sqlite_arguments(values)?)
                    .fetch_all(&mut **tx)
                    .await?;
                rows.into_iter().map(Row::Sqlite).collect()
            }
            Conn::SqliteTx(open) => {
                let query = sqlx::query_with(text, sqlite_arguments(values)?);
                let rows = query.fetch_all(open.connection().await?).await;
                open.answered(rows)?.into_iter().map(Row::Sqlite).collect()
            }
            Conn::PgTx(tx) => {
                let rows = sqlx::query_with(text, postgres_arguments(values)?)
                    .fetch_all(&mut **tx)
                    .await?;
                rows.into_iter().map(Row::Postgres).collect()
            }
        })
    }

    /// The first row, which the page may have read before.
    async fn row(self, conn: &mut Conn) -> DbResult<Option<Arc<Row>>> {
        let found = match conn {
            Conn::SqlitePool(_, memo) | Conn::PgPool(_, memo) => {
                memo.as_ref().and_then(|memo| memo.of(&self.text, &self.values))
            }
            Conn::SqliteSnapshot(_) | Conn::SqliteTx(_) | Conn::PgTx(_) => None,
        };
        let Some(found) = found else {
            return Ok(self.first(conn).await?.map(Arc::new));
        };
        let row = found
            .get_or_try_init(move || {
                let first = Box::pin(self.first(conn));
                async move { Ok::<_, super::DbError>(first.await?.map(Arc::new)) }
            })
            .await?;
        Ok(row.clone())
    }

    async fn first(self, conn: &mut Conn) -> DbResult<Option<Row>> {
        let (text, values) = self.behind(waiting(conn)).into_parts();
        Ok(match conn {
            Conn::SqlitePool(pool, _) => sqlx::query_with(text, sqlite_arguments(values)?)
                .fetch_optional(&*pool)
                .await?
                .map(Row::Sqlite),
            Conn::PgPool(pool, _) => sqlx::query_with(text, postgres_arguments(values)?)
                .fetch_optional(&*pool)
                .await?
                .map(Row::Postgres),
            Conn::SqliteSnapshot(tx) => sqlx::query_with(text, sqlite_arguments(values)?)
                .fetch_optional(&mut **tx)
                .await?
                .map(Row::Sqlite),
            Conn::SqliteTx(open) => {
                let query = sqlx::query_with(text, sqlite_arguments(values)?);
                let row = query.fetch_optional(open.connection().await?).await;
                open.answered(row)?.map(Row::Sqlite)
            }
            Conn::PgTx(tx) => sqlx::query_with(text, postgres_arguments(values)?)
                .fetch_optional(&mut **tx)
                .await?
                .map(Row::Postgres),
        })
    }

    /// The text is put together from the static pieces of stores only; values never get into it.
    fn into_parts(self) -> (sqlx::AssertSqlSafe<String>, Vec<Value>) {
        (sqlx::AssertSqlSafe(self.text), self.values)
    }
}

/// What a transaction has not written yet.
fn waiting(conn: &mut Conn) -> Option<Sql> {
    match conn {
        Conn::SqliteTx(open) => open.waiting.take(),
        Conn::PgTx(_) | Conn::SqlitePool(..) | Conn::PgPool(..) | Conn::SqliteSnapshot(_) => None,
    }
}

impl SqliteTx {
    /// Writes what waits for the next statement.
    pub(super) async fn write_waiting(&mut self) -> DbResult<()> {
        if let Some(waiting) = self.waiting.take() {
            let (text, values) = waiting.into_parts();
            let query = sqlx::query_with(text, sqlite_arguments(values)?);
            let done = query.execute(self.connection().await?).await;
            self.answered(done)?;
        }
        Ok(())
    }
}

#[cfg(test)]
impl Sql {
    /// A statement that tests put together: making databases, breaking rows by hand.
    pub fn raw(text: String) -> Self {
        Self {
            text,
            values: Vec::new(),
        }
    }

    /// How the engine would run the statement, a line per step. For PostgreSQL, which scans small tables whatever indexes
    /// they have, sequential scans are made dear first.
    pub async fn plan(self, db: &super::Db) -> DbResult<String> {
        let (engine, (text, values)) = (db.engine(), self.into_parts());
        let mut tx = db.write().await?;
        let (prefix, column) = match engine {
            super::Engine::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
            super::Engine::Postgres => ("EXPLAIN", "QUERY PLAN"),
        };
        if engine == super::Engine::Postgres {
            Self::new("SET LOCAL enable_seqscan = off").execute(&mut tx).await?;
        }
        let sql = Self {
            text: format!("{prefix} {}", text.0),
            values,
        };
        let lines: Vec<String> = sql
            .rows(&mut tx)
            .await?
            .iter()
            .map(|row| row.get(column))
            .collect::<Result<_, _>>()?;
        Ok(lines.join("\n"))
    }

    /// Runs a statement on its own.
    pub async fn outside_transaction(self, db: &super::Db) -> DbResult<u64> {
        let (text, values) = self.into_parts();
        Ok(match db {
            super::Db::Sqlite { write, .. } => {
                let query = sqlx::query_with(text, sqlite_arguments(values)?);
                let mut lane = write.alone().await?;
                query.execute(lane.connection().await?).await?.rows_affected()
            }
            super::Db::Postgres(pool) => sqlx::query_with(text, postgres_arguments(values)?)
                .execute(pool)
                .await?
                .rows_affected(),
        })
    }
}
