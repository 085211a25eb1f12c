//! The embedded migrations: `migrations/sqlite` and `migrations/postgres` have the same numbers and names, run in order, each
//! in its own transaction, once.

use sqlx::AssertSqlSafe;
use sqlx::migrate::{Migration, MigrationType, Migrator};

use super::{Db, DbError, DbResult};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/migrations.rs"));
}

/// Brings the database to the newest version and tells how many migrations were applied now.
///
/// # Errors
/// [`DbError`] if a migration fails, or if the database is of a newer version than this program.
pub async fn run(db: &Db) -> DbResult<usize> {
    let before = applied(db).await;
    let result = match db {
        Db::Sqlite { write, .. } => {
            let mut lane = write.alone().await?;
            let connection = lane.connection().await?;
            migrator(embedded::SQLITE).run_direct(None, connection, false).await
        }
        Db::Postgres(pool) => {
            // The connection is closed afterwards, and its limits with it.
            let mut connection = pool.acquire().await?.detach();
            sqlx::raw_sql("SET lock_timeout = 0; SET statement_timeout = 0")
                .execute(&mut connection)
                .await?;
            migrator(embedded::POSTGRES)
                .run_direct(None, &mut connection, false)
                .await
        }
    };
    result.map_err(|error| DbError::Other(sqlx::Error::Migrate(Box::new(error))))?;
    Ok(applied(db).await.saturating_sub(before))
}

fn migrator(files: &'static [(i64, &'static str, &'static str)]) -> Migrator {
    let migrations = files
        .iter()
        .map(|(number, name, text)| {
            use sqlx::SqlSafeStr;
            Migration::new(
                *number,
                (*name).into(),
                MigrationType::Simple,
                AssertSqlSafe(*text).into_sql_str(),
                false,
            )
        })
        .collect();
    Migrator::with_migrations(migrations)
}

/// Whether the database was ever migrated: an empty one was not.
pub async fn is_begun(db: &Db) -> bool {
    applied(db).await > 0
}

/// How many migrations the database has; none if it is empty.
async fn applied(db: &Db) -> usize {
    let sql = super::Sql::new("SELECT COUNT(*) FROM _sqlx_migrations");
    let count = sql.scalar::<i64>(&mut db.read()).await.ok().flatten().unwrap_or(0);
    usize::try_from(count).unwrap_or(0)
}

/// Names of the migrations per engine: (SQLite's, PostgreSQL's).
#[must_use]
pub fn names() -> (Vec<String>, Vec<String>) {
    let list = |files: &[(i64, &str, &str)]| {
        files
            .iter()
            .map(|(number, name, _)| format!("{number:04}_{name}"))
            .collect()
    };
    (list(embedded::SQLITE), list(embedded::POSTGRES))
}
