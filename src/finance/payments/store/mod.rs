//! The tables `payments`, `payment_totals`, `allocations` and `write_offs`.
//!
//! | file | what it holds |
//! |---|---|
//! | here | single payments, the maintained totals |
//! | `lists` | lists and sums |
//! | `settled` | the invoices beside the payments of a list |
//! | `allocations` | what of payments settles which invoices |
//! | `write_offs` | what settles invoices without money |

mod allocations;
mod lists;
mod settled;
mod write_offs;

pub(super) use allocations::{Allocation, Kept, of_payment, payments_of, put, remove};
pub use allocations::{allocations_of, allocations_to};
pub(super) use lists::advance_for;
pub use lists::{advances, list, list_statement, refunds_of, suggested, totals, totals_statement, with_advance};
#[cfg(test)]
pub(crate) use lists::{advances_statement, refunds_statement, with_advance_statement};
#[cfg(test)]
pub(crate) use settled::settled_statement;
pub(super) use write_offs::{insert_write_off, locked_write_off, reverse_write_off};
pub use write_offs::{write_offs_of, written_off};

use std::collections::BTreeSet;

use super::model::{Payment, PaymentKind, PaymentPage};
use crate::company::organization::model::TakenNumber;
use crate::company::payment_modes::model::NamedMode;
use crate::company::payment_modes::store::mode_of;
use crate::kernel::actor::Scope;
use crate::kernel::date::Timestamp;
use crate::kernel::ids::{PaymentId, UserId};
use crate::kernel::money::Amount;
use crate::platform::db::{Conn, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, part_of};

/// How payments are put into a scope.
pub const PAYMENT_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("p.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("p.client_id"),
    document: Some("p.id"),
};

impl FromRow for Payment {
    fn from_row(row: &Row) -> DbResult<Self> {
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            account: row.get("account_id")?,
            client: row.get("client_id")?,
            number: row.get("number")?,
            kind: row.code("kind")?,
            refund_of: row.get("refund_of")?,
            date: row.get("date")?,
            amount: row.get("amount")?,
            currency: row.code("currency")?,
            allocated: row.get("allocated")?,
            refunded: row.get("refunded")?,
            advance: row.get("advance")?,
            mode: mode_of(row)?,
            transaction_id: row.get("transaction_id")?,
            purpose: row.get("purpose")?,
            note: row.get("note")?,
            notify: row.get("notify")?,
            reversed: row.get("reversed")?,
            reversal_reason: row.get("reversal_reason")?,
            entered_on: row.get("entered_on")?,
            created_by: row.get("created_by")?,
            created_at: row.get("created_at")?,
            version: row.get("version")?,
        })
    }
}

/// A page without what stands below its head.
impl FromRow for PaymentPage {
    fn from_row(row: &Row) -> DbResult<Self> {
        let payment = Payment::from_row(row)?;
        Ok(Self {
            today: payment.entered_on,
            mode: NamedMode::from_row(row)?,
            modes: Vec::new(),
            payment,
            client_name: row.get("client_name")?,
            organization_name: row.get("organization_name")?,
            account_bank: row.get("account_bank")?,
            account_number: row.get("account_number")?,
            entered_by: row.get::<Option<String>>("entered_by")?.unwrap_or_default(),
            refund_of_number: row.get::<Option<String>>("refund_of_number")?.unwrap_or_default(),
            allocations: Vec::new(),
            refunds: Vec::new(),
            offered: Vec::new(),
            events: Vec::new(),
        })
    }
}

const PAYMENT: &str = "SELECT p.id, p.organization_id, p.account_id, p.client_id, p.number, p.kind, p.refund_of, p.date, p.amount, \
     p.currency, p.allocated, p.refunded, p.advance, p.mode_id, p.transaction_id, p.purpose, p.note, p.notify, p.reversed, \
     p.reversal_reason, p.entered_on, p.created_by, p.created_at, p.version";

/// A payment within the scope.
pub async fn by_id(conn: &mut Conn, id: PaymentId, scope: Scope) -> DbResult<Option<Payment>> {
    Sql::new(PAYMENT)
        .push_with("FROM payments p WHERE p.id = ?", [id.into()])
        .within(scope, PAYMENT_SCOPE)
        .optional(conn)
        .await
}

/// A payment within the scope, locked until the transaction ends. Whoever changes what it settles, gives back or is has locked it.
pub(super) async fn locked(tx: &mut Tx, id: PaymentId, scope: Scope) -> DbResult<Option<Payment>> {
    let sql = Sql::new(PAYMENT).push_with("FROM payments p WHERE p.id = ?", [id.into()]);
    sql.within(scope, PAYMENT_SCOPE).locked(tx, "p").optional(tx).await
}

/// Some payments within the scope, locked in the order of their ids.
pub(super) async fn locked_all(tx: &mut Tx, ids: &BTreeSet<PaymentId>, scope: Scope) -> DbResult<Vec<Payment>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = Sql::new(PAYMENT).push("FROM payments p WHERE 1 = 1");
    let sql = sql.among("p.id", ids.iter().copied()).within(scope, PAYMENT_SCOPE);
    sql.push("ORDER BY p.id").locked(tx, "p").all(tx).await
}

/// The head of a payment's page.
pub async fn page(conn: &mut Conn, id: PaymentId, scope: Scope) -> DbResult<Option<PaymentPage>> {
    Sql::new(PAYMENT)
        .push(
            ", c.name AS client_name, o.name AS organization_name, b.bank AS account_bank, b.number AS account_number, \
             u.name AS entered_by, r.number AS refund_of_number, m.name AS mode_name FROM payments p JOIN clients c ON c.id = p.client_id \
             JOIN organizations o ON o.id = p.organization_id JOIN bank_accounts b ON b.id = p.account_id \
             LEFT JOIN payment_modes m ON m.id = p.mode_id \
             LEFT JOIN users u ON u.id = p.created_by LEFT JOIN payments r ON r.id = p.refund_of",
        )
        .push_with("WHERE p.id = ?", [id.into()])
        .within(scope, PAYMENT_SCOPE)
        .optional(conn)
        .await
}

/// Writes a payment under the number it has taken; `search` is its folded text.
pub(super) async fn insert(tx: &mut Tx, payment: &Payment, number: TakenNumber, search: &str) -> DbResult<()> {
    Sql::new(
        "INSERT INTO payments (id, organization_id, account_id, client_id, series_id, series_period, n, number, kind, refund_of, date, \
         amount, currency, allocated, refunded, advance, mode_id, transaction_id, purpose, note, notify, search, entered_on, created_by, \
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, \
         $24, $25)",
    )
    .bind(payment.id)
    .bind(payment.organization)
    .bind(payment.account)
    .bind(payment.client)
    .bind(number.series)
    .bind(number.period)
    .bind(number.n)
    .bind(number.number)
    .bind(payment.kind.as_str())
    .bind(payment.refund_of)
    .bind(payment.date)
    .bind(payment.amount)
    .bind(payment.currency.as_str())
    .bind(payment.allocated)
    .bind(payment.refunded)
    .bind(payment.advance)
    .bind(payment.mode.id())
    .bind(payment.transaction_id.as_str())
    .bind(payment.purpose.as_str())
    .bind(payment.note.as_str())
    .bind(payment.notify)
    .bind(search)
    .bind(payment.entered_on)
    .bind(payment.created_by)
    .bind(payment.created_at)
    .later(tx)
    .await
}

/// Writes what of a payment settles invoices, was given back and is left, with the version that follows. The row was read under its
/// lock, and is there.
pub(super) async fn set_sums(tx: &mut Tx, payment: &Payment) -> DbResult<()> {
    Sql::new("UPDATE payments SET allocated = $1, refunded = $2, advance = $3, version = $4 WHERE id = $5")
        .bind(payment.allocated)
        .bind(payment.refunded)
        .bind(payment.advance)
        .bind(payment.version)
        .bind(payment.id)
        .later(tx)
        .await
}

/// Writes by what a payment is found.
pub(super) async fn set_search(tx: &mut Tx, id: PaymentId, search: &str) -> DbResult<()> {
    Sql::new("UPDATE payments SET search = $1 WHERE id = $2")
        .bind(search)
        .bind(id)
        .later(tx)
        .await
}

/// Writes that a payment was entered by mistake: nothing of it settles, is given back or is left.
pub(super) async fn set_reversed(
    tx: &mut Tx,
    payment: &Payment,
    reason: &str,
    by: Option<UserId>,
    at: Timestamp,
) -> DbResult<()> {
    Sql::new(
        "UPDATE payments SET reversed = $1, reversed_at = $2, reversed_by = $3, reversal_reason = $4, allocated = 0, refunded = 0, \
         advance = 0, version = $5 WHERE id = $6",
    )
    .bind(true)
    .bind(at)
    .bind(by)
    .bind(reason)
    .bind(payment.version + 1)
    .bind(payment.id)
    .later(tx)
    .await
}

/// Adds a payment or refund to the maintained totals of its own company, currency and month, or takes it out.
pub(super) async fn add_to_totals(tx: &mut Tx, payment: &Payment, counts: bool) -> DbResult<()> {
    let sign = if counts { 1 } else { -1 };
    let (count, amount) = (sign, payment.amount.minor().saturating_mul(sign));
    let (received, refunded) = match payment.kind {
        PaymentKind::Incoming => ((count, amount), (0, 0)),
        PaymentKind::Refund => ((0, 0), (count, amount)),
    };
    Sql::new(
        "INSERT INTO payment_totals (organization_id, currency, month, part, payments, received, refunds, refunded) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (organization_id, currency, month, part) DO UPDATE SET \
         payments = payment_totals.payments + excluded.payments, received = payment_totals.received + excluded.received, \
         refunds = payment_totals.refunds + excluded.refunds, refunded = payment_totals.refunded + excluded.refunded",
    )
    .bind(payment.organization)
    .bind(payment.currency.as_str())
    .bind(payment.date.first_of_month())
    .bind(part_of(tx, payment.client))
    .bind(received.0)
    .bind(Amount::from_minor(received.1))
    .bind(refunded.0)
    .bind(Amount::from_minor(refunded.1))
    .later(tx)
    .await
}
