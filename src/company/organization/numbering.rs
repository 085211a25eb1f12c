//! The numbers of documents: without gaps and without repeats.
//!
//! A number is taken when the document is issued, in that transaction, from the counter row of the series and the period of
//! the **document's date**. The row stays locked until the transaction ends: one that fails leaves no gap. Nothing is taken
//! before; editors show [`preview`], which promises nothing.

use super::model::{DocumentKind, Series, TakenNumber};
use super::pattern::Pattern;
use super::store;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::date::Date;
use crate::kernel::ids::{OrganizationId, SeriesId};
use crate::kernel::problem::Problem;
use crate::platform::db::{Conn, Tx};

/// What the next document of a date would be called, and the counter it would be counted by.
#[derive(Debug)]
pub struct Preview {
    pub series: SeriesId,
    pub period: String,
    pub number: String,
}

/// Takes the next number for a document of the date. The caller keeps the company's row ([`store::kept`]), so that nobody
/// changes the series meanwhile.
///
/// # Errors
/// [`Problem::CompanyIncomplete`] beside `organization` if the company has no series of this kind.
pub async fn take(tx: &mut Tx, organization: OrganizationId, kind: DocumentKind, date: Date) -> AppResult<TakenNumber> {
    let series = series(tx, organization, kind).await?;
    let period = series.period.key(date);
    let n = store::take_number(tx, series.id, &period, series.first_of(&period)).await?;
    Ok(TakenNumber {
        number: pattern(&series)?.write(n, date),
        series: series.id,
        period,
        n,
    })
}

/// Whether papers of a kind are numbered after their invoices, and not by a counter.
///
/// # Errors
/// As [`take`].
pub async fn is_after_invoice(conn: &mut Conn, organization: OrganizationId, kind: DocumentKind) -> AppResult<bool> {
    Ok(series(conn, organization, kind).await?.after_invoice)
}

/// What the next document of the date will be called if nobody is faster.
///
/// # Errors
/// As [`take`].
pub async fn preview(
    conn: &mut Conn,
    organization: OrganizationId,
    kind: DocumentKind,
    date: Date,
) -> AppResult<Preview> {
    let series = series(conn, organization, kind).await?;
    let n = next_n(conn, &series, date).await?;
    Ok(Preview {
        number: pattern(&series)?.write(n, date),
        period: series.period.key(date),
        series: series.id,
    })
}

/// The next number of a series on a date, as it is counted.
pub(super) async fn next_n(conn: &mut Conn, series: &Series, date: Date) -> AppResult<i64> {
    let period = series.period.key(date);
    let last = store::last_number(conn, series.id, &period).await?;
    Ok(last.map_or_else(|| series.first_of(&period), |last| last + 1))
}

async fn series(conn: &mut Conn, organization: OrganizationId, kind: DocumentKind) -> AppResult<Series> {
    let series = store::series(conn, organization, kind).await?;
    series.ok_or_else(|| AppError::field("organization", Problem::CompanyIncomplete))
}

fn pattern(series: &Series) -> AppResult<Pattern> {
    let stored = series.pattern.parse();
    stored.map_err(|_| internal(&format!("series {} has the pattern {:?}", series.id, series.pattern)))
}
