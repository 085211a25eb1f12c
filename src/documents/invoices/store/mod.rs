//! The tables `invoices`, `invoice_lines`, `invoice_balances` and `invoice_totals`: single invoices here, lists and sums in
//! `lists`, those that payments settle in `open`, what is owed and from when on it is late in `dues`, the internal note in `note`, what
//! stands for a cancelled one in `replacement`, what events name in `names`, the expenses that lines charge in `expenses`.

mod dues;
mod expenses;
mod lists;
mod names;
mod note;
mod open;
mod replacement;

use crate::kernel::actor::Scope;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::fixed::{Fixed6, Percent};
use crate::kernel::folding::fold;
use crate::kernel::ids::{InvoiceId, OrganizationId, SeriesId, UserId};
use crate::kernel::money::Amount;
use crate::kernel::tax::VatRate;
use crate::kernel::totals::{Discount, LineTotals};
use crate::platform::db::{
    Conn, DbError, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, Value, ensure_one_row, part_of,
};

use super::model::{Invoice, Lifecycle, Line, Stage};
use crate::kernel::ids::ClientId;

pub(crate) use dues::owed;
pub(super) use dues::{Due, any, keep_dues};
pub use expenses::expenses_on;
#[cfg(test)]
pub use expenses::to_bill_plan;
pub(super) use expenses::{drafts_of, expense, expenses_kept, expenses_to_bill, forget_expenses};
pub(crate) use lists::{Search, list, suggested, text_search, totals};
pub(super) use lists::{balances, numbered};
pub(super) use names::names;
pub(super) use note::set_internal_note;
#[cfg(test)]
pub(crate) use open::open_statement;
pub use open::{locked_all, open_of};
pub(super) use replacement::replacement_of;

/// How invoices (`i`) are put into a scope.
pub const INVOICE_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("i.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("i.client_id"),
    document: Some("i.id"),
};

/// Narrows a statement with `invoices i` to what the scope can see. A client never sees a draft.
#[must_use]
pub fn visible(sql: Sql, scope: Scope) -> Sql {
    let outside = matches!(scope, Scope::Client(_) | Scope::Document(_));
    sql.within(scope, INVOICE_SCOPE)
        .and_when(outside, "i.lifecycle <> 'draft'")
}

const INVOICE: &str = "SELECT i.id, i.organization_id, i.account_id, i.client_id, i.lifecycle, i.number, i.cancel_reason, i.revision, \
    i.issue_date, i.due_date, i.currency, i.price_mode, i.vat_rounding, i.discount_kind, i.discount_value, i.subtotal, i.discount, \
    i.net, i.vat, i.total, i.paid, i.settlement, i.closed, i.closing, i.note, i.internal_note, i.version, \
    i.manager_id, i.terms, i.purpose, i.contract_id \
    FROM invoices i JOIN clients c ON c.id = i.client_id";

impl FromRow for Invoice {
    fn from_row(row: &Row) -> DbResult<Self> {
        let number = row.get("number")?;
        Ok(Self {
            id: row.get("id")?,
            organization: row.get("organization_id")?,
            account: row.get("account_id")?,
            client: row.get("client_id")?,
            contract: row.get("contract_id")?,
            manager: row.get("manager_id")?,
            lifecycle: match row.code("lifecycle")? {
                Stage::Draft => Lifecycle::Draft,
                Stage::Issued => Lifecycle::Issued { number },
                Stage::Cancelled => Lifecycle::Cancelled {
                    number,
                    reason: row.get("cancel_reason")?,
                },
            },
            revision: row.get("revision")?,
            issue_date: row.get("issue_date")?,
            due_date: row.get("due_date")?,
            currency: row.code("currency")?,
            price_mode: row.code("price_mode")?,
            vat_rounding: row.code("vat_rounding")?,
            discount: discount_from(&row.get::<String>("discount_kind")?, row.get("discount_value")?)?,
            subtotal: row.get("subtotal")?,
            discounted: row.get("discount")?,
            net: row.get("net")?,
            vat: row.get("vat")?,
            total: row.get("total")?,
            paid: row.get("paid")?,
            settlement: row.code("settlement")?,
            closed: row.get("closed")?,
            closing: row.code("closing")?,
            note: row.get("note")?,
            terms: row.get("terms")?,
            purpose: row.get("purpose")?,
            internal_note: row.get("internal_note")?,
            version: row.get("version")?,
        })
    }
}

fn discount_from(kind: &str, value: i64) -> DbResult<Discount> {
    match kind {
        "none" => Ok(Discount::None),
        "percent" => Ok(Discount::Percent(Fixed6::from_scaled(value))),
        "amount" => Ok(Discount::Amount(Amount::from_minor(value))),
        _ => Err(DbError::Decode {
            column: "discount_kind".to_owned(),
            reason: "unknown spelling".to_owned(),
        }),
    }
}

const fn discount_into(discount: Discount) -> (&'static str, i64) {
    match discount {
        Discount::None => ("none", 0),
        Discount::Percent(percent) => ("percent", percent.scaled()),
        Discount::Amount(amount) => ("amount", amount.minor()),
    }
}

/// An invoice within the scope.
pub async fn by_id(conn: &mut Conn, id: InvoiceId, scope: Scope) -> DbResult<Option<Invoice>> {
    visible(Sql::new(INVOICE).push_with("WHERE i.id = ?", [id.into()]), scope)
        .optional(conn)
        .await
}

/// An invoice within the scope, locked until the transaction ends.
pub async fn locked(tx: &mut Tx, id: InvoiceId, scope: Scope) -> DbResult<Option<Invoice>> {
    let sql = visible(Sql::new(INVOICE).push_with("WHERE i.id = ?", [id.into()]), scope);
    sql.locked(tx, "i").optional(tx).await
}

const LINE: &str = "SELECT l.id, l.item_id, l.expense_id, l.code, l.kind, l.name, l.description, l.quantity, l.unit, l.unit_code, l.price, l.discount, l.vat_category, l.vat_percent, \
    l.vat_ground, l.amount, l.discount_share, l.net, l.vat, l.gross FROM invoice_lines l";

/// The lines of the invoices a client got last, the newest first. The caller has checked that the actor may see him.
pub(super) async fn lines_sold_to(conn: &mut Conn, client: ClientId, most: i64) -> DbResult<Vec<Line>> {
    lines_sold(client, most).all(conn).await
}

/// The invoices are found first, by the index of the client: no more of them than lines are wanted, since each has a line. The
/// state takes no part in the choice of an index; its own would lead through the invoices of everybody.
pub(crate) fn lines_sold(client: ClientId, most: i64) -> Sql {
    Sql::new(LINE)
        .push_with(
            "JOIN (SELECT id, issue_date FROM invoices WHERE client_id = ? AND (lifecycle = 'issued') IS TRUE \
             ORDER BY issue_date DESC, id DESC LIMIT ?) i ON i.id = l.invoice_id",
            [client.into(), most.into()],
        )
        .push_with(
            "ORDER BY i.issue_date DESC, i.id DESC, l.position LIMIT ?",
            [most.into()],
        )
}

impl FromRow for Line {
    fn from_row(row: &Row) -> DbResult<Self> {
        let percent: Percent = row.get("vat_percent")?;
        Ok(Self {
            id: row.get("id")?,
            item: row.get("item_id")?,
            expense: row.get("expense_id")?,
            code: row.get("code")?,
            kind: row.code("kind")?,
            name: row.get("name")?,
            description: row.get("description")?,
            quantity: row.get("quantity")?,
            unit: row.get("unit")?,
            unit_code: row.get("unit_code")?,
            price: row.get("price")?,
            discount: row.get("discount")?,
            vat: VatRate::new(row.code("vat_category")?, percent).map_err(|error| DbError::Decode {
                column: "vat_percent".to_owned(),
                reason: error.to_string(),
            })?,
            vat_ground: row.get("vat_ground")?,
            totals: LineTotals {
                amount: row.get("amount")?,
                discount_share: row.get("discount_share")?,
                net: row.get("net")?,
                vat: row.get("vat")?,
                gross: row.get("gross")?,
            },
        })
    }
}

/// The lines of an invoice in their order. The caller has checked that the actor may see it.
pub async fn lines(conn: &mut Conn, invoice: InvoiceId) -> DbResult<Vec<Line>> {
    Sql::new(LINE)
        .push_with("WHERE l.invoice_id = ? ORDER BY l.position", [invoice.into()])
        .all(conn)
        .await
}

/// Writes a new invoice: a draft, or one with the number it has taken.
pub(super) async fn insert(
    tx: &mut Tx,
    invoice: &Invoice,
    place: Option<Place>,
    by: Option<UserId>,
    at: Timestamp,
) -> DbResult<()> {
    let sql = Sql::new(
        "INSERT INTO invoices (organization_id, account_id, client_id, issue_date, due_date, currency, price_mode, vat_rounding, \
         discount_kind, discount_value, subtotal, discount, net, vat, total, note, internal_note, revision, settlement, manager_id, terms, \
         purpose, contract_id, id, version, created_by, created_at, lifecycle, number, search, series_id, series_period, n, closing, cancel_reason, \
         paid) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, \
         $27, $28, $29, $30, $31, $32, $33, $34, '', 0)",
    );
    let number = invoice.number().unwrap_or_default();
    let (series, period, n) = place.map_or((None, None, None), |place| {
        (Some(place.series), Some(place.period), Some(place.n))
    });
    content(sql, invoice)
        .bind(invoice.id)
        .bind(invoice.version)
        .bind(by)
        .bind(at)
        .bind(invoice.stage().as_str())
        .bind(number)
        .bind(fold(number))
        .bind(series)
        .bind(period)
        .bind(n)
        .bind(invoice.closing.as_str())
        .later(tx)
        .await
}

/// Writes everything that a person can type, of a draft or for the next revision of an issued invoice, and what follows from
/// it.
pub(super) async fn update_content(tx: &mut Tx, invoice: &Invoice) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE invoices SET organization_id = $1, account_id = $2, client_id = $3, issue_date = $4, due_date = $5, currency = $6, \
         price_mode = $7, vat_rounding = $8, discount_kind = $9, discount_value = $10, subtotal = $11, discount = $12, net = $13, \
         vat = $14, total = $15, note = $16, internal_note = $17, revision = $18, settlement = $19, manager_id = $20, \
         terms = $21, purpose = $22, contract_id = $23, version = version + 1 WHERE id = $24 AND lifecycle = $25",
    );
    let sql = content(sql, invoice).bind(invoice.id).bind(invoice.stage().as_str());
    ensure_one_row(sql.execute(tx).await?)
}

/// The first twenty-three parameters of both.
fn content(sql: Sql, invoice: &Invoice) -> Sql {
    let (discount_kind, discount_value) = discount_into(invoice.discount);
    sql.bind(invoice.organization)
        .bind(invoice.account)
        .bind(invoice.client)
        .bind(invoice.issue_date)
        .bind(invoice.due_date)
        .bind(invoice.currency.code())
        .bind(invoice.price_mode.as_str())
        .bind(invoice.vat_rounding.as_str())
        .bind(discount_kind)
        .bind(discount_value)
        .bind(invoice.subtotal)
        .bind(invoice.discounted)
        .bind(invoice.net)
        .bind(invoice.vat)
        .bind(invoice.total)
        .bind(invoice.note.as_str())
        .bind(invoice.internal_note.as_str())
        .bind(invoice.revision)
        .bind(invoice.settlement.as_str())
        .bind(invoice.manager)
        .bind(invoice.terms.as_str())
        .bind(invoice.purpose.as_str())
        .bind(invoice.contract)
}

/// The period whose counter gave an invoice its number; `None` for a draft.
pub(super) async fn series_period(conn: &mut Conn, id: InvoiceId) -> DbResult<Option<String>> {
    let sql = Sql::new("SELECT series_period FROM invoices WHERE id = $1 AND series_period IS NOT NULL");
    sql.bind(id).scalar(conn).await
}

/// Puts `lines` in the place of those a draft has.
pub(super) async fn replace_lines(tx: &mut Tx, invoice: InvoiceId, lines: &[Line]) -> DbResult<()> {
    Sql::new("DELETE FROM invoice_lines WHERE invoice_id = $1")
        .bind(invoice)
        .execute(tx)
        .await?;
    insert_lines(tx, invoice, lines).await
}

/// Writes the lines of an invoice that has none.
pub(super) async fn insert_lines(tx: &mut Tx, invoice: InvoiceId, lines: &[Line]) -> DbResult<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "INSERT INTO invoice_lines (id, invoice_id, position, item_id, expense_id, code, kind, name, description, quantity, unit, unit_code, price, \
         discount, vat_category, vat_percent, vat_ground, amount, discount_share, net, vat, gross) VALUES",
    );
    for (position, line) in (0_i64..).zip(lines) {
        if position > 0 {
            sql = sql.push(",");
        }
        sql = sql.push_with(
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values_of(invoice, position, line),
        );
    }
    sql.later(tx).await
}

fn values_of(invoice: InvoiceId, position: i64, line: &Line) -> [Value; 22] {
    [
        line.id.into(),
        invoice.into(),
        position.into(),
        line.item.into(),
        line.expense.into(),
        line.code.as_str().into(),
        line.kind.as_str().into(),
        line.name.as_str().into(),
        line.description.as_str().into(),
        line.quantity.into(),
        line.unit.as_str().into(),
        line.unit_code.as_str().into(),
        line.price.into(),
        line.discount.into(),
        line.vat.category().as_str().into(),
        line.vat.percent().into(),
        line.vat_ground.as_str().into(),
        line.totals.amount.into(),
        line.totals.discount_share.into(),
        line.totals.net.into(),
        line.totals.vat.into(),
        line.totals.gross.into(),
    ]
}

/// Removes a draft and, by the foreign key, its lines.
pub(super) async fn delete_draft(tx: &mut Tx, id: InvoiceId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM invoices WHERE id = $1 AND lifecycle = 'draft'").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Where a number stands in its series.
pub(super) struct Place {
    pub series: SeriesId,
    pub period: String,
    pub n: i64,
}

/// Writes that a draft was issued.
pub(super) async fn mark_issued(tx: &mut Tx, invoice: &Invoice, place: Place) -> DbResult<()> {
    let number = invoice.number().unwrap_or_default();
    ensure_one_row(
        Sql::new(
            "UPDATE invoices SET lifecycle = 'issued', series_id = $1, series_period = $2, n = $3, number = $4, settlement = $5, \
             search = $6, closing = $7, version = version + 1 WHERE id = $8 AND lifecycle = 'draft'",
        )
        .bind(place.series)
        .bind(place.period)
        .bind(place.n)
        .bind(number)
        .bind(invoice.settlement.as_str())
        .bind(fold(number))
        .bind(invoice.closing.as_str())
        .bind(invoice.id)
        .execute(tx)
        .await?,
    )
}

/// Writes that an issued invoice was cancelled, and which one stands for it.
pub(super) async fn mark_cancelled(
    tx: &mut Tx,
    invoice: &Invoice,
    reason: &str,
    replacement: Option<InvoiceId>,
) -> DbResult<()> {
    ensure_one_row(
        Sql::new(
            "UPDATE invoices SET lifecycle = 'cancelled', settlement = $1, cancel_reason = $2, replaced_by = $3, closing = $4, \
             version = version + 1 WHERE id = $5 AND lifecycle = 'issued'",
        )
        .bind(invoice.settlement.as_str())
        .bind(reason)
        .bind(replacement)
        .bind(invoice.closing.as_str())
        .bind(invoice.id)
        .execute(tx)
        .await?,
    )
}

/// Writes what is paid, with the settlement that follows from it. The row was read under its lock, and is there.
pub(super) async fn set_paid(tx: &mut Tx, invoice: &Invoice) -> DbResult<()> {
    Sql::new("UPDATE invoices SET paid = $1, settlement = $2, version = version + 1 WHERE id = $3")
        .bind(invoice.paid)
        .bind(invoice.settlement.as_str())
        .bind(invoice.id)
        .later(tx)
        .await
}

/// Writes what is closed, with the state that follows from it. The row was read under its lock, and is there.
pub(super) async fn set_closed(tx: &mut Tx, invoice: &Invoice) -> DbResult<()> {
    Sql::new("UPDATE invoices SET closed = $1, closing = $2, version = version + 1 WHERE id = $3")
        .bind(invoice.closed)
        .bind(invoice.closing.as_str())
        .bind(invoice.id)
        .later(tx)
        .await
}

/// Changes the maintained totals of the invoice's client and currency, and those of its own company.
pub(super) async fn add_to_balance(
    tx: &mut Tx,
    invoice: &Invoice,
    invoices: i64,
    total: Amount,
    paid: Amount,
) -> DbResult<()> {
    let change = |sql: Sql| sql.bind(invoice.currency.code()).bind(invoices).bind(total).bind(paid);
    let of_client = Sql::new(
        "INSERT INTO invoice_balances (client_id, currency, invoices, total, paid) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (client_id, currency) DO UPDATE SET invoices = invoice_balances.invoices + excluded.invoices, \
         total = invoice_balances.total + excluded.total, paid = invoice_balances.paid + excluded.paid",
    );
    change(of_client.bind(invoice.client)).later(tx).await?;
    let of_company = Sql::new(
        "INSERT INTO invoice_totals (organization_id, part, currency, invoices, total, paid) VALUES ($1, $2, $3, $4, $5, $6) \
         ON CONFLICT (organization_id, currency, part) DO UPDATE SET invoices = invoice_totals.invoices + excluded.invoices, \
         total = invoice_totals.total + excluded.total, paid = invoice_totals.paid + excluded.paid",
    );
    let of_company = of_company.bind(invoice.organization).bind(part_of(tx, invoice.client));
    change(of_company).later(tx).await
}

/// The newest date after another one that an own company has issued an invoice with, numbered by the same counter: each period begins anew.
pub(super) async fn newest_after(
    conn: &mut Conn,
    organization: OrganizationId,
    series: SeriesId,
    period: &str,
    date: Date,
) -> DbResult<Option<Date>> {
    counted_after(organization, series, period, date).scalar(conn).await
}

/// From the newest one backwards; a period lies within a year, so those of later years are not walked through.
pub(crate) fn counted_after(organization: OrganizationId, series: SeriesId, period: &str, date: Date) -> Sql {
    Sql::new("SELECT issue_date FROM invoices WHERE organization_id = $1 AND issue_date > $2")
        .bind(organization)
        .bind(date)
        .and_if("issue_date <= ?", (!period.is_empty()).then(|| date.last_of_year()))
        .and_if_aside("series_id = ?", Some(series))
        .and_if_aside("series_period = ?", Some(period))
        .push("ORDER BY issue_date DESC LIMIT 1")
}

/// Whether another issued invoice of the company has the number in the year of the date: patterns and periods of a series
/// can be changed so that a number comes out a second time.
pub(super) async fn is_number_used(
    conn: &mut Conn,
    organization: OrganizationId,
    number: &str,
    date: Date,
) -> DbResult<bool> {
    let found: Option<InvoiceId> = numbered_alike(organization, number, date).scalar(conn).await?;
    Ok(found.is_some())
}

/// Few invoices have one number; a company has many in a year.
pub(crate) fn numbered_alike(organization: OrganizationId, number: &str, date: Date) -> Sql {
    Sql::new("SELECT id FROM invoices WHERE number = $1")
        .bind(number)
        .and_if_aside("organization_id = ?", Some(organization))
        .and_if_aside("issue_date >= ?", Some(date.first_of_year()))
        .and_if_aside("issue_date <= ?", Some(date.last_of_year()))
        .push("LIMIT 1")
}

/// The invoice a client got last, for the defaults of his next one.
pub async fn last_of_client(conn: &mut Conn, client: ClientId) -> DbResult<Option<Invoice>> {
    Sql::new(INVOICE)
        .push_with("WHERE i.client_id = ?", [client.into()])
        .push("ORDER BY i.issue_date DESC, i.id DESC LIMIT 1")
        .optional(conn)
        .await
}
