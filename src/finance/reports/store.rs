//! The sums of payments. They are rows of payments, and their maintained totals; nothing is written here.

use super::model::{ReceivedFilter, Sums};
use crate::company::payment_modes::model::PaymentMode;
use crate::company::payment_modes::store::mode_of;
use crate::finance::payments::model::PaymentBasis;
use crate::finance::payments::store::PAYMENT_SCOPE;
use crate::kernel::actor::Scope;
use crate::kernel::currency::Currency;
use crate::kernel::date::{Date, Period};
use crate::kernel::ids::ClientId;
use crate::platform::db::{DbResult, FromRow, Row, Sql};

/// What came in and what was given back, counted and summed.
const SUMS: &str = "SUM(CASE p.kind WHEN 'refund' THEN 0 ELSE 1 END) AS payments, \
     CAST(SUM(CASE p.kind WHEN 'refund' THEN 0 ELSE p.amount END) AS BIGINT) AS received, \
     SUM(CASE p.kind WHEN 'refund' THEN 1 ELSE 0 END) AS refunds, \
     CAST(SUM(CASE p.kind WHEN 'refund' THEN p.amount ELSE 0 END) AS BIGINT) AS refunded FROM payments p";

impl FromRow for Sums {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            payments: row.get("payments")?,
            received: row.get("received")?,
            refunds: row.get("refunds")?,
            refunded: row.get("refunded")?,
        })
    }
}

/// What came in on a day, in a currency and by a mode.
pub(super) struct OfDay {
    pub(super) day: Date,
    pub(super) currency: Currency,
    pub(super) mode: PaymentMode,
    pub(super) sums: Sums,
}

impl FromRow for OfDay {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            day: row.get("day")?,
            currency: row.code("currency")?,
            mode: mode_of(row)?,
            sums: Sums::from_row(row)?,
        })
    }
}

/// The sums of the report day by day, by currency and mode: days, months, modes and totals come out of them. They are read from an
/// index alone, in its order.
pub(crate) fn by_day(filter: &ReceivedFilter, days: Period, scope: Scope) -> Sql {
    let (sql, end) = match filter.basis {
        PaymentBasis::Date => (
            Sql::new("SELECT p.date AS day, p.currency, p.mode_id,"),
            "GROUP BY p.date, p.currency, p.mode_id",
        ),
        PaymentBasis::Entered => (
            Sql::new("SELECT p.entered_on AS day, p.currency, p.mode_id,"),
            "GROUP BY p.entered_on, p.currency, p.mode_id",
        ),
    };
    narrowed(sql.push(SUMS).push("WHERE NOT p.reversed"), filter, days, scope).push(end)
}

/// What one client has paid in a currency.
pub(super) struct OfClient {
    pub(super) client: ClientId,
    pub(super) name: String,
    pub(super) currency: Currency,
    pub(super) sums: Sums,
}

impl FromRow for OfClient {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            client: row.get("client_id")?,
            name: row.get("name")?,
            currency: row.code("currency")?,
            sums: Sums::from_row(row)?,
        })
    }
}

/// The sums of the clients who paid most, at most so many in each currency.
pub(crate) fn by_client(filter: &ReceivedFilter, days: Period, scope: Scope, most: i64) -> Sql {
    let sql = Sql::new(
        "SELECT x.client_id, c.name, x.currency, x.payments, x.received, x.refunds, x.refunded FROM (\
         SELECT g.*, ROW_NUMBER() OVER (PARTITION BY g.currency ORDER BY g.received - g.refunded DESC, g.client_id) AS place FROM (\
         SELECT p.client_id, p.currency,",
    );
    narrowed(sql.push(SUMS).push("WHERE NOT p.reversed"), filter, days, scope)
        .push("GROUP BY p.client_id, p.currency) AS g) AS x JOIN clients c ON c.id = x.client_id")
        .push_with("WHERE x.place <= ? ORDER BY x.currency, x.place", [most.into()])
}

/// What the list of payments is narrowed to, too. Only the days and a client lead to an index: the one of all received payments
/// has everything else in it.
fn narrowed(sql: Sql, filter: &ReceivedFilter, days: Period, scope: Scope) -> Sql {
    let (from, until) = match filter.basis {
        PaymentBasis::Date => ("p.date >= ?", "p.date <= ?"),
        PaymentBasis::Entered => ("p.entered_on >= ?", "p.entered_on <= ?"),
    };
    sql.and_if(from, days.from)
        .and_if(until, days.until)
        .and_if("p.client_id = ?", filter.client)
        .and_if_aside("p.organization_id = ?", filter.organization)
        .and_if_aside("p.mode_id = ?", filter.mode.map(PaymentMode::id))
        .and_if_aside("p.currency = ?", filter.currency.map(Currency::code))
        .and_if(
            "p.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)",
            filter.manager,
        )
        .within(scope, PAYMENT_SCOPE)
}

/// What came in and was given back in a currency, on a day or in the month that begins with it.
pub(super) struct OfMonth {
    pub(super) currency: Currency,
    pub(super) day: Date,
    pub(super) sums: Sums,
}

impl FromRow for OfMonth {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            currency: row.code("currency")?,
            day: row.get("day")?,
            sums: Sums::from_row(row)?,
        })
    }
}

/// What came in over some whole months: from the maintained totals for everybody's clients, day by day from the index of what each
/// client has paid for those of one manager.
pub(crate) fn months(from: Date, until: Date, scope: Scope) -> Sql {
    if scope == Scope::All {
        return Sql::new(
            "SELECT currency, month AS day, CAST(SUM(payments) AS BIGINT) AS payments, CAST(SUM(received) AS BIGINT) AS received, \
             CAST(SUM(refunds) AS BIGINT) AS refunds, CAST(SUM(refunded) AS BIGINT) AS refunded FROM payment_totals \
             WHERE month >= $1 AND month <= $2 GROUP BY currency, month",
        )
        .bind(from)
        .bind(until);
    }
    Sql::new("SELECT p.currency, p.date AS day,")
        .push(SUMS)
        .push_with(
            "WHERE (NOT p.reversed) IS TRUE AND p.date >= ? AND p.date <= ?",
            [from.into(), until.into()],
        )
        .within(scope, PAYMENT_SCOPE)
        .push("GROUP BY p.currency, p.date")
}
