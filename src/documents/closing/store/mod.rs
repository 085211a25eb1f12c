//! The tables `closings` and `closing_lines`: single papers are read here and written in `writing`; lists and sums are in `lists`, what is
//! closed of an invoice in `closed`.

mod closed;
mod lists;
mod writing;

use crate::kernel::actor::Scope;
use crate::kernel::date::Date;
use crate::kernel::fixed::{Fixed6, Percent};
use crate::kernel::ids::{ClosingId, InvoiceId, OrganizationId, SeriesId};
use crate::kernel::lifecycle::{Lifecycle, Stage};
use crate::kernel::money::Amount;
use crate::kernel::signatory::Signatory;
use crate::kernel::tax::VatRate;
use crate::kernel::totals::LineTotals;
use crate::kernel::totals::closing::{Measure, Share};
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, ScopeColumns, Sql, Tx};

use super::model::{Annulment, Closing, ClosingKind, ClosingLine, Delivery, Signing};

pub(super) use closed::{closed_by, closed_lines};
pub(super) use lists::numbered;
pub(crate) use lists::{Search, list, of_invoice, suggested, text_search, totals};
pub(super) use writing::{
    Place, delete_draft, insert, insert_lines, mark_cancelled, mark_issued, replace_lines, update_content,
};

/// How closing papers (`d`) are put into a scope.
pub const CLOSING_SCOPE: ScopeColumns = ScopeColumns {
    manager: Some("d.client_id IN (SELECT client_id FROM client_managers WHERE user_id = ?)"),
    client: Some("d.client_id"),
    document: Some("d.id"),
};

/// Narrows a statement with `closings d` to what the scope can see. A client never sees a draft.
#[must_use]
pub fn visible(sql: Sql, scope: Scope) -> Sql {
    let outside = matches!(scope, Scope::Client(_) | Scope::Document(_));
    sql.within(scope, CLOSING_SCOPE)
        .and_when(outside, "d.lifecycle <> 'draft'")
}

const CLOSING: &str = "SELECT d.id, d.kind, d.invoice_id, d.organization_id, d.client_id, d.lifecycle, d.number, d.cancel_reason, d.revision, d.date, \
    d.period_from, d.period_until, d.place, d.currency, d.price_mode, d.vat_rounding, d.net, d.vat, d.total, d.seller_signatory, d.buyer_signatory, \
    d.consignee, d.consignee_address, d.delivery_address, d.attorney_number, d.attorney_date, d.attorney_person, d.note, d.template, d.signed_by_us, \
    d.signed_by_client, d.refused_on, d.refusal_reason, d.original_received, d.annulled_on, d.annulment_reason, d.version FROM closings d";

impl FromRow for Closing {
    fn from_row(row: &Row) -> DbResult<Self> {
        let number = row.get("number")?;
        let annulled: Option<Date> = row.get("annulled_on")?;
        let annulment_reason = row.get("annulment_reason")?;
        Ok(Self {
            id: row.get("id")?,
            kind: row.code("kind")?,
            invoice: row.get("invoice_id")?,
            organization: row.get("organization_id")?,
            client: row.get("client_id")?,
            lifecycle: match row.code("lifecycle")? {
                Stage::Draft => Lifecycle::Draft,
                Stage::Issued => Lifecycle::Issued { number },
                Stage::Cancelled => Lifecycle::Cancelled {
                    number,
                    reason: row.get("cancel_reason")?,
                },
            },
            revision: row.get("revision")?,
            date: row.get("date")?,
            period_from: row.get("period_from")?,
            period_until: row.get("period_until")?,
            place: row.get("place")?,
            currency: row.code("currency")?,
            price_mode: row.code("price_mode")?,
            vat_rounding: row.code("vat_rounding")?,
            net: row.get("net")?,
            vat: row.get("vat")?,
            total: row.get("total")?,
            seller_signatory: signatory_from(row, "seller_signatory")?,
            buyer_signatory: signatory_from(row, "buyer_signatory")?,
            delivery: Delivery {
                consignee: row.get("consignee")?,
                consignee_address: row.get("consignee_address")?,
                address: row.get("delivery_address")?,
                attorney_number: row.get("attorney_number")?,
                attorney_date: row.get("attorney_date")?,
                attorney_person: row.get("attorney_person")?,
            },
            note: row.get("note")?,
            template: row.get("template")?,
            signing: Signing::read(row)?,
            annulment: annulled.map(|date| Annulment {
                date,
                reason: annulment_reason,
            }),
            version: row.get("version")?,
        })
    }
}

fn signatory_from(row: &Row, column: &str) -> DbResult<Option<Signatory>> {
    let text: String = row.get(column)?;
    if text.is_empty() {
        return Ok(None);
    }
    serde_json::from_str(&text).map(Some).map_err(|error| DbError::Decode {
        column: column.to_owned(),
        reason: error.to_string(),
    })
}

/// A paper of a kind within the scope.
pub async fn by_id(conn: &mut Conn, kind: ClosingKind, id: ClosingId, scope: Scope) -> DbResult<Option<Closing>> {
    found(kind, id, scope).optional(conn).await
}

/// A paper of a kind within the scope, locked until the transaction ends.
pub async fn locked(tx: &mut Tx, kind: ClosingKind, id: ClosingId, scope: Scope) -> DbResult<Option<Closing>> {
    found(kind, id, scope).locked(tx, "d").optional(tx).await
}

fn found(kind: ClosingKind, id: ClosingId, scope: Scope) -> Sql {
    let sql = Sql::new(CLOSING).push_with("WHERE d.id = ? AND d.kind = ?", [id.into(), kind.as_str().into()]);
    visible(sql, scope)
}

const LINE: &str = "SELECT l.id, l.invoice_line_id, l.measure, l.measured, l.keep, l.kind, l.code, l.name, l.description, l.unit, l.unit_code, \
    l.quantity, l.price, l.vat_category, l.vat_percent, l.vat_ground, l.net, l.vat, l.gross, l.taken_quantity, l.taken_net, l.taken_vat, \
    l.taken_gross, d.price_mode FROM closing_lines l JOIN closings d ON d.id = l.closing_id";

impl FromRow for ClosingLine {
    fn from_row(row: &Row) -> DbResult<Self> {
        let percent: Percent = row.get("vat_percent")?;
        let measured: i64 = row.get("measured")?;
        let keep: String = row.get("keep")?;
        let share = Share {
            quantity: row.get("taken_quantity")?,
            net: row.get("taken_net")?,
            vat: row.get("taken_vat")?,
            gross: row.get("taken_gross")?,
        };
        let of_paper = Share {
            quantity: row.get("quantity")?,
            net: row.get("net")?,
            vat: row.get("vat")?,
            gross: row.get("gross")?,
        };
        Ok(Self {
            id: row.get("id")?,
            invoice_line: row.get("invoice_line_id")?,
            measure: match row.get::<String>("measure")?.as_str() {
                "quantity" => Measure::Quantity(Fixed6::from_scaled(measured)),
                "amount" => Measure::Amount(Amount::from_minor(measured)),
                _ => return Err(unknown("measure")),
            },
            keep: if keep.is_empty() {
                None
            } else {
                Some(keep.parse().map_err(|_| unknown("keep"))?)
            },
            kind: row.code("kind")?,
            code: row.get("code")?,
            name: row.get("name")?,
            description: row.get("description")?,
            unit: row.get("unit")?,
            unit_code: row.get("unit_code")?,
            quantity: of_paper.quantity,
            price: row.get("price")?,
            vat: VatRate::new(row.code("vat_category")?, percent).map_err(|error| DbError::Decode {
                column: "vat_percent".to_owned(),
                reason: error.to_string(),
            })?,
            vat_ground: row.get("vat_ground")?,
            totals: LineTotals {
                amount: of_paper.base(row.code("price_mode")?),
                discount_share: Amount::ZERO,
                net: of_paper.net,
                vat: of_paper.vat,
                gross: of_paper.gross,
            },
            taken: share,
        })
    }
}

fn unknown(column: &str) -> DbError {
    DbError::Decode {
        column: column.to_owned(),
        reason: "unknown spelling".to_owned(),
    }
}

/// The lines of a paper in their order. The caller has checked that the actor may see it.
pub async fn lines(conn: &mut Conn, closing: ClosingId) -> DbResult<Vec<ClosingLine>> {
    Sql::new(LINE)
        .push_with("WHERE l.closing_id = ? ORDER BY l.position", [closing.into()])
        .all(conn)
        .await
}

/// The period whose counter gave a paper its number; `None` for a draft and where it is numbered after its invoice.
pub(super) async fn series_period(conn: &mut Conn, id: ClosingId) -> DbResult<Option<String>> {
    let sql = Sql::new("SELECT series_period FROM closings WHERE id = $1 AND series_period IS NOT NULL");
    sql.bind(id).scalar(conn).await
}

/// The largest suffix that a paper of a kind has after the invoice's number; 0 if there is none. The caller has locked the invoice.
pub(super) async fn last_suffix(conn: &mut Conn, invoice: InvoiceId, kind: ClosingKind) -> DbResult<i64> {
    let sql = Sql::new(
        "SELECT CAST(COALESCE(MAX(suffix), 0) AS BIGINT) FROM closings WHERE invoice_id = $1 AND kind = $2 AND suffix IS NOT NULL",
    );
    let last = sql.bind(invoice).bind(kind.as_str()).scalar(conn).await?;
    Ok(last.unwrap_or_default())
}

/// The newest date after another one that an own company has issued a paper of a kind with, numbered by the same counter: each period begins anew.
pub(super) async fn newest_after(
    conn: &mut Conn,
    organization: OrganizationId,
    kind: ClosingKind,
    series: SeriesId,
    period: &str,
    date: Date,
) -> DbResult<Option<Date>> {
    let sql = counted_after(organization, kind, series, period, date);
    sql.scalar(conn).await
}

/// From the newest one backwards; a period lies within a year, so those of later years are not walked through.
pub(crate) fn counted_after(
    organization: OrganizationId,
    kind: ClosingKind,
    series: SeriesId,
    period: &str,
    date: Date,
) -> Sql {
    Sql::new("SELECT date FROM closings WHERE organization_id = $1 AND kind = $2 AND date > $3")
        .bind(organization)
        .bind(kind.as_str())
        .bind(date)
        .and_if("date <= ?", (!period.is_empty()).then(|| date.last_of_year()))
        .and_if_aside("series_id = ?", Some(series))
        .and_if_aside("series_period = ?", Some(period))
        .push("ORDER BY date DESC LIMIT 1")
}

/// The newest draft of a kind that an invoice has. The caller has checked that the actor may see the papers of the invoice.
pub(super) async fn draft_of(conn: &mut Conn, invoice: InvoiceId, kind: ClosingKind) -> DbResult<Option<ClosingId>> {
    let sql = Sql::new(
        "SELECT id FROM closings WHERE invoice_id = $1 AND kind = $2 AND lifecycle = 'draft' ORDER BY date DESC, id DESC LIMIT 1",
    );
    sql.bind(invoice).bind(kind.as_str()).scalar(conn).await
}

/// Whether another issued paper of the company and kind has the number in the year of the date.
pub(super) async fn is_number_used(
    conn: &mut Conn,
    organization: OrganizationId,
    kind: ClosingKind,
    number: &str,
    date: Date,
) -> DbResult<bool> {
    let found: Option<ClosingId> = numbered_alike(organization, kind, number, date).scalar(conn).await?;
    Ok(found.is_some())
}

/// Few papers have one number; a company has many in a year.
pub(crate) fn numbered_alike(organization: OrganizationId, kind: ClosingKind, number: &str, date: Date) -> Sql {
    Sql::new("SELECT id FROM closings WHERE number = $1")
        .bind(number)
        .and_if_aside("kind = ?", Some(kind.as_str()))
        .and_if_aside("organization_id = ?", Some(organization))
        .and_if_aside("date >= ?", Some(date.first_of_year()))
        .and_if_aside("date <= ?", Some(date.last_of_year()))
        .push("LIMIT 1")
}
