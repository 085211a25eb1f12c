//! Typed parameters and columns, converted natively per engine.
//!
//! | ours | PostgreSQL | SQLite |
//! |---|---|---|
//! | `i64`, [`Amount`] (minor units), [`Fixed6`] (×10⁶) | BIGINT | INTEGER |
//! | `bool` | BOOLEAN | INTEGER |
//! | `String` and codes | TEXT | TEXT |
//! | [`Date`] | DATE | TEXT `2026-11-24` |
//! | [`Timestamp`] | TIMESTAMPTZ | TEXT `2026-11-24T04:05:06.000000Z`, so that text order is time order |
//! | ids | UUID | BLOB of 16 bytes |
//! | bytes | BYTEA | BLOB |

use std::fmt::Display;
use std::str::FromStr;

use sqlx::postgres::{PgArguments, PgRow};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Row as _};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{DbError, DbResult};
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::fixed::Fixed6;
use crate::kernel::ids::Id;
use crate::kernel::money::Amount;

/// The type of an absent value: PostgreSQL wants to know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Int,
    Text,
    Bool,
    Date,
    Time,
    Id,
    Bytes,
}

/// A typed parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null(Kind),
    Int(i64),
    Text(String),
    Bool(bool),
    Date(Date),
    Time(Timestamp),
    Id(Uuid),
    Bytes(Vec<u8>),
}

/// A Rust type that a column can hold: how it becomes a parameter and how it is read back.
pub trait Column: Sized {
    const KIND: Kind;

    fn into_value(self) -> Value;

    /// # Errors
    /// [`DbError::Decode`] if the stored value is not one of this type.
    fn read(row: &Row, column: &str) -> DbResult<Self>;
}

/// A row of either engine.
pub enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    /// The value of a named column.
    ///
    /// # Errors
    /// [`DbError::Decode`] if there is no such column or its value is not a `T`.
    pub fn get<T: Column>(&self, column: &str) -> DbResult<T> {
        T::read(self, column)
    }

    /// A code stored as text: a currency, a state, a kind.
    ///
    /// # Errors
    /// [`DbError::Decode`] if the program does not know the code.
    pub fn code<T: FromStr<Err: Display>>(&self, column: &str) -> DbResult<T> {
        self.get::<String>(column)?
            .parse()
            .map_err(|error: T::Err| decode(column, &error))
    }

    /// A code that may be absent.
    ///
    /// # Errors
    /// As [`Row::code`].
    pub fn optional_code<T: FromStr<Err: Display>>(&self, column: &str) -> DbResult<Option<T>> {
        self.get::<Option<String>>(column)?
            .map(|text| text.parse().map_err(|error: T::Err| decode(column, &error)))
            .transpose()
    }

    /// The value of the only column.
    pub(super) fn only<T: Column>(&self) -> DbResult<T> {
        let name = match self {
            Self::Sqlite(row) => row.columns().first().map(|c| sqlx::Column::name(c).to_owned()),
            Self::Postgres(row) => row.columns().first().map(|c| sqlx::Column::name(c).to_owned()),
        };
        self.get(&name.unwrap_or_default())
    }
}

fn decode(column: &str, reason: &dyn Display) -> DbError {
    DbError::Decode {
        column: column.to_owned(),
        reason: reason.to_string(),
    }
}

/// Reads a column as the type that the engine decodes natively, an absent value as `None`.
macro_rules! native {
    ($row:expr, $column:expr, $sqlite:ty, $postgres:ty, $from_sqlite:expr, $from_postgres:expr) => {
        match $row {
            Row::Sqlite(row) => match row
                .try_get::<Option<$sqlite>, _>($column)
                .map_err(|e| decode($column, &e))?
            {
                Some(value) => Some($from_sqlite(value)?),
                None => None,
            },
            Row::Postgres(row) => match row
                .try_get::<Option<$postgres>, _>($column)
                .map_err(|e| decode($column, &e))?
            {
                Some(value) => Some($from_postgres(value)?),
                None => None,
            },
        }
    };
}

/// A type with its two native readings; its `Option` comes along.
macro_rules! column {
    ($type:ty, $kind:ident, $into:expr, $sqlite:ty => $from_sqlite:expr, $postgres:ty => $from_postgres:expr) => {
        impl Column for $type {
            const KIND: Kind = Kind::$kind;

            fn into_value(self) -> Value {
                let into: fn(Self) -> Value = $into;
                into(self)
            }

            fn read(row: &Row, column: &str) -> DbResult<Self> {
                <Option<Self> as Column>::read(row, column)?.ok_or_else(|| decode(column, &"unexpected NULL"))
            }
        }

        impl Column for Option<$type> {
            const KIND: Kind = Kind::$kind;

            fn into_value(self) -> Value {
                self.map_or(Value::Null(Kind::$kind), <$type as Column>::into_value)
            }

            fn read(row: &Row, column: &str) -> DbResult<Self> {
                let from_sqlite: fn($sqlite) -> Result<$type, String> = $from_sqlite;
                let from_postgres: fn($postgres) -> Result<$type, String> = $from_postgres;
                Ok(native!(
                    row,
                    column,
                    $sqlite,
                    $postgres,
                    |value| from_sqlite(value).map_err(|e| decode(column, &e)),
                    |value| from_postgres(value).map_err(|e| decode(column, &e))
                ))
            }
        }
    };
}

column!(i64, Int, Value::Int, i64 => Ok, i64 => Ok);
column!(String, Text, Value::Text, String => Ok, String => Ok);
column!(bool, Bool, Value::Bool, bool => Ok, bool => Ok);
column!(Vec<u8>, Bytes, Value::Bytes, Vec<u8> => Ok, Vec<u8> => Ok);
column!(Uuid, Id, Value::Id, Uuid => Ok, Uuid => Ok);
column!(Amount, Int, |a| Value::Int(a.minor()), i64 => |n| Ok(Amount::from_minor(n)), i64 => |n| Ok(Amount::from_minor(n)));
column!(Fixed6, Int, |f| Value::Int(f.scaled()), i64 => |n| Ok(Fixed6::from_scaled(n)), i64 => |n| Ok(Fixed6::from_scaled(n)));
column!(Date, Date, Value::Date,
    String => |text| text.parse().map_err(|e: jiff::Error| e.to_string()),
    time::Date => |date| from_time_date(date));
column!(Timestamp, Time, Value::Time,
    String => |text| text.parse().map_err(|e: jiff::Error| e.to_string()),
    OffsetDateTime => |at| i64::try_from(at.unix_timestamp_nanos() / 1000).map_err(|e| e.to_string())
        .and_then(|us| Timestamp::from_microsecond(us).map_err(|e| e.to_string())));

impl<T: Id> Column for T {
    const KIND: Kind = Kind::Id;

    fn into_value(self) -> Value {
        Value::Id(self.uuid())
    }

    fn read(row: &Row, column: &str) -> DbResult<Self> {
        row.get::<Uuid>(column).map(Self::from)
    }
}

/// An id that may be absent.
impl<T: Id> Column for Option<T> {
    const KIND: Kind = Kind::Id;

    fn into_value(self) -> Value {
        self.map_or(Value::Null(Kind::Id), |id| Value::Id(id.uuid()))
    }

    fn read(row: &Row, column: &str) -> DbResult<Self> {
        Ok(row.get::<Option<Uuid>>(column)?.map(T::from))
    }
}

impl Column for &str {
    const KIND: Kind = Kind::Text;

    fn into_value(self) -> Value {
        Value::Text(self.to_owned())
    }

    fn read(_: &Row, column: &str) -> DbResult<Self> {
        Err(decode(column, &"read it as String"))
    }
}

impl<T: Column> From<T> for Value {
    fn from(value: T) -> Self {
        value.into_value()
    }
}

fn from_time_date(date: time::Date) -> Result<Date, String> {
    let year = i16::try_from(date.year()).map_err(|e| e.to_string())?;
    let month = i8::try_from(u8::from(date.month())).map_err(|e| e.to_string())?;
    let day = i8::try_from(date.day()).map_err(|e| e.to_string())?;
    Date::new(year, month, day).map_err(|e| e.to_string())
}

fn to_time_date(date: Date) -> Result<time::Date, String> {
    let month = u8::try_from(date.month()).map_err(|e| e.to_string())?;
    let month = time::Month::try_from(month).map_err(|e| e.to_string())?;
    let day = u8::try_from(date.day()).map_err(|e| e.to_string())?;
    time::Date::from_calendar_date(i32::from(date.year()), month, day).map_err(|e| e.to_string())
}

fn to_offset(at: Timestamp) -> Result<OffsetDateTime, String> {
    OffsetDateTime::from_unix_timestamp_nanos(at.as_nanosecond()).map_err(|e| e.to_string())
}

/// The fixed spelling of an instant in SQLite.
fn instant_text(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S.%6fZ").to_string()
}

pub(super) fn sqlite_arguments(values: Vec<Value>) -> DbResult<SqliteArguments> {
    let mut arguments = SqliteArguments::default();
    for value in values {
        match value {
            Value::Null(_) => arguments.add(None::<String>),
            Value::Int(n) => arguments.add(n),
            Value::Text(text) => arguments.add(text),
            Value::Bool(b) => arguments.add(b),
            Value::Date(date) => arguments.add(date.to_string()),
            Value::Time(at) => arguments.add(instant_text(at)),
            Value::Id(id) => arguments.add(id),
            Value::Bytes(bytes) => arguments.add(bytes),
        }
        .map_err(|e| decode("parameter", &e))?;
    }
    Ok(arguments)
}

pub(super) fn postgres_arguments(values: Vec<Value>) -> DbResult<PgArguments> {
    let mut arguments = PgArguments::default();
    for value in values {
        match value {
            Value::Null(Kind::Int) => arguments.add(None::<i64>),
            Value::Null(Kind::Text) => arguments.add(None::<String>),
            Value::Null(Kind::Bool) => arguments.add(None::<bool>),
            Value::Null(Kind::Date) => arguments.add(None::<time::Date>),
            Value::Null(Kind::Time) => arguments.add(None::<OffsetDateTime>),
            Value::Null(Kind::Id) => arguments.add(None::<Uuid>),
            Value::Null(Kind::Bytes) => arguments.add(None::<Vec<u8>>),
            Value::Int(n) => arguments.add(n),
            Value::Text(text) => arguments.add(text),
            Value::Bool(b) => arguments.add(b),
            Value::Date(date) => arguments.add(to_time_date(date).map_err(|e| decode("parameter", &e))?),
            Value::Time(at) => arguments.add(to_offset(at).map_err(|e| decode("parameter", &e))?),
            Value::Id(id) => arguments.add(id),
            Value::Bytes(bytes) => arguments.add(bytes),
        }
        .map_err(|e| decode("parameter", &e))?;
    }
    Ok(arguments)
}
