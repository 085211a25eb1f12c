//! The tables `closings` and `closing_lines`: single papers here, lists and sums in `lists`, what is closed of an invoice in `closed`.

mod closed;
mod lists;

use crate::kernel::actor::Scope;
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::fixed::{Fixed6, Percent};
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClosingId, InvoiceId, OrganizationId, SeriesId, UserId};
use crate::kernel::lifecycle::{Lifecycle, Stage};
use crate::kernel::money::Amount;
use crate::kernel::signatory::Signatory;
use crate::kernel::tax::VatRate;
use crate::kernel::totals::LineTotals;
use crate::kernel::totals::closing::{Measure, Share};
use crate::platform::db::{Conn, DbError, DbResult, FromRow, Row, ScopeColumns, Sql, Tx, Value, ensure_one_row};

use super::model::{Annulment, Closing, ClosingKind, ClosingLine, Delivery, Refusal, Signing};

pub(super) use closed::closed_lines;
pub(super) use lists::numbered;
pub(crate) use lists::{Search, is_common, list, of_invoice, suggested, totals};

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
    d.consignee, d.consignee_address, d.delivery_address, d.attorney_number, d.attorney_date, d.attorney_person, d.note, d.signed_by_us, \
    d.signed_by_client, d.refused_on, d.refusal_reason, d.original_received, d.annulled_on, d.annulment_reason, d.version FROM closings d";

impl FromRow for Closing {
    fn from_row(row: &Row) -> DbResult<Self> {
        let number = row.get("number")?;
        let refused: Option<Date> = row.get("refused_on")?;
        let refusal_reason = row.get("refusal_reason")?;
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
            signing: Signing {
                ours: row.get("signed_by_us")?,
                clients: row.get("signed_by_client")?,
                refused: refused.map(|date| Refusal {
                    date,
                    reason: refusal_reason,
                }),
                original: row.get("original_received")?,
            },
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

fn signatory_into(signatory: Option<&Signatory>) -> DbResult<String> {
    let Some(signatory) = signatory else {
        return Ok(String::new());
    };
    serde_json::to_string(signatory).map_err(|error| DbError::Decode {
        column: "signatory".to_owned(),
        reason: error.to_string(),
    })
}

/// A paper of a kind within the scope.
pub async fn by_id(conn: &mut Conn, kind: ClosingKind, id: ClosingId, scope: Scope) -> DbResult<Option<Closing>> {
    found(kind, id, scope).optional(conn).await
}

/// A paper of a kind within the scope, locked until the transaction ends.
pub(super) async fn locked(tx: &mut Tx, kind: ClosingKind, id: ClosingId, scope: Scope) -> DbResult<Option<Closing>> {
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

/// Where the number of a paper stands: in its series, or after its invoice.
#[derive(Debug, Clone)]
pub(super) enum Place {
    Series { series: SeriesId, period: String, n: i64 },
    AfterInvoice { suffix: i64 },
}

/// The columns of a [`Place`].
struct PlaceColumns {
    series: Option<SeriesId>,
    period: Option<String>,
    n: Option<i64>,
    suffix: Option<i64>,
}

impl From<Option<Place>> for PlaceColumns {
    fn from(place: Option<Place>) -> Self {
        let (series, period, n, suffix) = match place {
            None => (None, None, None, None),
            Some(Place::Series { series, period, n }) => (Some(series), Some(period), Some(n), None),
            Some(Place::AfterInvoice { suffix }) => (None, None, None, Some(suffix)),
        };
        Self {
            series,
            period,
            n,
            suffix,
        }
    }
}

/// What of a paper itself people search by.
fn search_of(closing: &Closing, invoice_number: &str) -> String {
    fold(&format!("{} {invoice_number}", closing.number().unwrap_or_default()))
}

/// Writes a new paper: a draft, or one with the number it has taken.
pub(super) async fn insert(
    tx: &mut Tx,
    closing: &Closing,
    invoice_number: &str,
    place: Option<Place>,
    by: Option<UserId>,
    at: Timestamp,
) -> DbResult<()> {
    let place = PlaceColumns::from(place);
    let sql = Sql::new(
        "INSERT INTO closings (date, period_from, period_until, place, net, vat, total, seller_signatory, buyer_signatory, consignee, \
         consignee_address, delivery_address, attorney_number, attorney_date, attorney_person, note, revision, id, kind, invoice_id, organization_id, \
         client_id, lifecycle, series_id, series_period, n, suffix, number, currency, price_mode, vat_rounding, search, version, created_by, \
         created_at, refusal_reason, signature, cancel_reason, annulment_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
         $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, '', 'none', '', '')",
    );
    content(sql, closing)?
        .bind(closing.id)
        .bind(closing.kind.as_str())
        .bind(closing.invoice)
        .bind(closing.organization)
        .bind(closing.client)
        .bind(closing.stage().as_str())
        .bind(place.series)
        .bind(place.period)
        .bind(place.n)
        .bind(place.suffix)
        .bind(closing.number().unwrap_or_default())
        .bind(closing.currency.code())
        .bind(closing.price_mode.as_str())
        .bind(closing.vat_rounding.as_str())
        .bind(search_of(closing, invoice_number))
        .bind(closing.version)
        .bind(by)
        .bind(at)
        .later(tx)
        .await
}

/// Writes everything that a person can type, of a draft or for the next revision of an issued paper, and what follows from it. Nobody has signed
/// the next revision.
pub(super) async fn update_content(tx: &mut Tx, closing: &Closing) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE closings SET date = $1, period_from = $2, period_until = $3, place = $4, net = $5, vat = $6, total = $7, seller_signatory = $8, \
         buyer_signatory = $9, consignee = $10, consignee_address = $11, delivery_address = $12, attorney_number = $13, attorney_date = $14, \
         attorney_person = $15, note = $16, revision = $17, signed_by_us = NULL, signed_by_client = NULL, refused_on = NULL, refusal_reason = '', \
         original_received = NULL, signature = 'none', version = version + 1 WHERE id = $18 AND lifecycle = $19",
    );
    let sql = content(sql, closing)?.bind(closing.id).bind(closing.stage().as_str());
    ensure_one_row(sql.execute(tx).await?)
}

/// The first seventeen parameters of both.
fn content(sql: Sql, closing: &Closing) -> DbResult<Sql> {
    let delivery = &closing.delivery;
    Ok(sql
        .bind(closing.date)
        .bind(closing.period_from)
        .bind(closing.period_until)
        .bind(closing.place.as_str())
        .bind(closing.net)
        .bind(closing.vat)
        .bind(closing.total)
        .bind(signatory_into(closing.seller_signatory.as_ref())?)
        .bind(signatory_into(closing.buyer_signatory.as_ref())?)
        .bind(delivery.consignee.as_str())
        .bind(delivery.consignee_address.as_str())
        .bind(delivery.address.as_str())
        .bind(delivery.attorney_number.as_str())
        .bind(delivery.attorney_date)
        .bind(delivery.attorney_person.as_str())
        .bind(closing.note.as_str())
        .bind(closing.revision))
}

/// Writes that a draft was issued, with the sums it was issued with.
pub(super) async fn mark_issued(tx: &mut Tx, closing: &Closing, invoice_number: &str, place: Place) -> DbResult<()> {
    let place = PlaceColumns::from(Some(place));
    let sql = Sql::new(
        "UPDATE closings SET lifecycle = 'issued', series_id = $1, series_period = $2, n = $3, suffix = $4, number = $5, search = $6, net = $7, \
         vat = $8, total = $9, version = version + 1 WHERE id = $10 AND lifecycle = 'draft'",
    );
    let sql = sql
        .bind(place.series)
        .bind(place.period)
        .bind(place.n)
        .bind(place.suffix)
        .bind(closing.number().unwrap_or_default())
        .bind(search_of(closing, invoice_number))
        .bind(closing.net)
        .bind(closing.vat)
        .bind(closing.total)
        .bind(closing.id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Writes that an issued paper was cancelled.
pub(super) async fn mark_cancelled(tx: &mut Tx, closing: &Closing, reason: &str) -> DbResult<()> {
    let annulment = closing.annulment.as_ref();
    let sql = Sql::new(
        "UPDATE closings SET lifecycle = 'cancelled', cancel_reason = $1, annulled_on = $2, annulment_reason = $3, version = version + 1 \
         WHERE id = $4 AND lifecycle = 'issued'",
    )
    .bind(reason)
    .bind(annulment.map(|annulment| annulment.date))
    .bind(annulment.map(|annulment| annulment.reason.as_str()).unwrap_or_default())
    .bind(closing.id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Writes what is known of the signatures.
pub(super) async fn set_signing(tx: &mut Tx, id: ClosingId, signing: &Signing) -> DbResult<()> {
    let refused = signing.refused.as_ref();
    let sql = Sql::new(
        "UPDATE closings SET signed_by_us = $1, signed_by_client = $2, refused_on = $3, refusal_reason = $4, original_received = $5, \
         signature = $6, version = version + 1 WHERE id = $7 AND lifecycle = 'issued'",
    )
    .bind(signing.ours)
    .bind(signing.clients)
    .bind(refused.map(|refusal| refusal.date))
    .bind(refused.map(|refusal| refusal.reason.as_str()).unwrap_or_default())
    .bind(signing.original)
    .bind(signing.state().as_str())
    .bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Removes a draft and, by the foreign key, its lines.
pub(super) async fn delete_draft(tx: &mut Tx, id: ClosingId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM closings WHERE id = $1 AND lifecycle = 'draft'").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Puts `lines` in the place of those a paper has.
pub(super) async fn replace_lines(tx: &mut Tx, closing: ClosingId, lines: &[ClosingLine]) -> DbResult<()> {
    Sql::new("DELETE FROM closing_lines WHERE closing_id = $1")
        .bind(closing)
        .execute(tx)
        .await?;
    insert_lines(tx, closing, lines).await
}

/// Writes the lines of a paper that has none.
pub(super) async fn insert_lines(tx: &mut Tx, closing: ClosingId, lines: &[ClosingLine]) -> DbResult<()> {
    if lines.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new(
        "INSERT INTO closing_lines (id, closing_id, position, invoice_line_id, measure, measured, keep, kind, code, name, description, unit, \
         unit_code, quantity, price, vat_category, vat_percent, vat_ground, net, vat, gross, taken_quantity, taken_net, taken_vat, taken_gross) VALUES",
    );
    for (position, line) in (0_i64..).zip(lines) {
        if position > 0 {
            sql = sql.push(",");
        }
        sql = sql.push_with(
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            values_of(closing, position, line),
        );
    }
    sql.later(tx).await
}

fn values_of(closing: ClosingId, position: i64, line: &ClosingLine) -> [Value; 25] {
    let (measure, measured) = match line.measure {
        Measure::Quantity(quantity) => ("quantity", quantity.scaled()),
        Measure::Amount(amount) => ("amount", amount.minor()),
    };
    [
        line.id.into(),
        closing.into(),
        position.into(),
        line.invoice_line.into(),
        measure.into(),
        measured.into(),
        line.keep.map(|keep| keep.as_str()).unwrap_or_default().into(),
        line.kind.as_str().into(),
        line.code.as_str().into(),
        line.name.as_str().into(),
        line.description.as_str().into(),
        line.unit.as_str().into(),
        line.unit_code.as_str().into(),
        line.quantity.into(),
        line.price.into(),
        line.vat.category().as_str().into(),
        line.vat.percent().into(),
        line.vat_ground.as_str().into(),
        line.totals.net.into(),
        line.totals.vat.into(),
        line.totals.gross.into(),
        line.taken.quantity.into(),
        line.taken.net.into(),
        line.taken.vat.into(),
        line.taken.gross.into(),
    ]
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

/// The newest date an own company has issued a paper of a kind with.
pub(super) async fn newest_date(
    conn: &mut Conn,
    organization: OrganizationId,
    kind: ClosingKind,
) -> DbResult<Option<Date>> {
    Sql::new(
        "SELECT date FROM closings WHERE organization_id = $1 AND kind = $2 AND lifecycle <> 'draft' ORDER BY date DESC, id DESC LIMIT 1",
    )
    .bind(organization)
    .bind(kind.as_str())
    .scalar(conn)
    .await
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
