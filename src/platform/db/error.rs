//! What a database can answer besides rows, told apart by what the caller can do about it.

use crate::error::{AppError, AppResult, internal};
use crate::kernel::problem::Problem;

pub type DbResult<T> = Result<T, DbError>;

#[derive(Debug, thiserror::Error)]
pub enum DbError {
    /// A UNIQUE constraint would be broken; the text names it.
    #[error("already there: {0}")]
    Unique(String),
    /// A row names another one that is not there, or one that is to go is still named.
    #[error("a foreign key would lead nowhere")]
    ForeignKey,
    /// Two transactions met (PostgreSQL 40001, 40P01): running the whole use case again may succeed.
    #[error("contention")]
    Contention,
    /// The database is away, its disk is full, or no connection became free in time.
    #[error("unavailable: {0}")]
    Unavailable(String),
    /// A stored value is not what the program knows.
    #[error("column {column}: {reason}")]
    Decode { column: String, reason: String },
    /// An UPDATE or DELETE that must hit one row hit another number of rows.
    #[error("expected to change one row, changed {0}")]
    NotOneRow(u64),
    #[error(transparent)]
    Other(sqlx::Error),
}

impl From<sqlx::Error> for DbError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(cause) => {
                let code = cause.code();
                let code = code.as_deref().unwrap_or_default();
                if cause.is_unique_violation() {
                    Self::Unique(
                        cause
                            .constraint()
                            .map_or_else(|| cause.message().to_owned(), str::to_owned),
                    )
                } else if cause.is_foreign_key_violation() {
                    Self::ForeignKey
                } else if matches!(code, "40001" | "40P01") {
                    Self::Contention
                } else if is_out_of_service(code) {
                    Self::Unavailable(cause.message().to_owned())
                } else {
                    Self::Other(error)
                }
            }
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => {
                Self::Unavailable(error.to_string())
            }
            _ => Self::Other(error),
        }
    }
}

/// SQLite: busy 5, read-only 8, I/O error 10, disk full 13 (extended codes carry them in the low byte). PostgreSQL: classes
/// 08 connection, 53 resources, 57P shutdown; 25P03, 55P03 and 57014 are the limits on idling, locks and statements.
fn is_out_of_service(code: &str) -> bool {
    let sqlite = code.len() <= 4 && code.parse::<u32>().is_ok_and(|n| matches!(n & 0xff, 5 | 8 | 10 | 13));
    sqlite
        || (code.len() == 5
            && (code.starts_with("08")
                || code.starts_with("53")
                || code.starts_with("57P")
                || matches!(code, "25P03" | "55P03" | "57014")))
}

impl From<DbError> for AppError {
    fn from(error: DbError) -> Self {
        match error {
            DbError::Contention => Self::Busy,
            DbError::Unavailable(cause) => {
                tracing::warn!(cause, "database unavailable");
                Self::Unavailable
            }
            other => internal(&other.to_string()),
        }
    }
}

/// Guards an UPDATE or DELETE that must hit exactly one row.
///
/// # Errors
/// [`DbError::NotOneRow`] with the number of rows it hit.
pub const fn ensure_one_row(changed: u64) -> DbResult<()> {
    if changed == 1 {
        Ok(())
    } else {
        Err(DbError::NotOneRow(changed))
    }
}

/// A write that a UNIQUE constraint may forbid, because another row has it already.
///
/// # Errors
/// [`Problem::AlreadyTaken`] beside `field`; whatever else the database answers.
pub fn unless_taken(field: &'static str, written: DbResult<()>) -> AppResult<()> {
    match written {
        Err(DbError::Unique(_)) => Err(AppError::field(field, Problem::AlreadyTaken)),
        other => Ok(other?),
    }
}

/// A deletion that a foreign key may forbid, because something names the row.
///
/// # Errors
/// [`Problem::InUse`] beside `field`; whatever else the database answers.
pub fn unless_in_use(field: &'static str, deleted: DbResult<()>) -> AppResult<()> {
    match deleted {
        Err(DbError::ForeignKey) => Err(AppError::field(field, Problem::InUse)),
        other => Ok(other?),
    }
}
