//! Papers and their lines are written.

use super::super::model::{Closing, ClosingLine};
use crate::kernel::date::Timestamp;
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClosingId, SeriesId, UserId};
use crate::kernel::signatory::Signatory;
use crate::kernel::totals::closing::{Keep, Measure};
use crate::platform::db::{DbError, DbResult, Sql, Tx, Value, ensure_one_row};

/// Where the number of a paper stands: in its series, or after its invoice.
#[derive(Debug, Clone)]
pub(in super::super) enum Place {
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
pub(in super::super) async fn insert(
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
         consignee_address, delivery_address, attorney_number, attorney_date, attorney_person, note, revision, template, id, kind, invoice_id, organization_id, \
         client_id, lifecycle, series_id, series_period, n, suffix, number, currency, price_mode, vat_rounding, search, version, created_by, \
         created_at, refusal_reason, signature, cancel_reason, annulment_reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
         $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, '', 'none', '', '')",
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
pub(in super::super) async fn update_content(tx: &mut Tx, closing: &Closing) -> DbResult<()> {
    let sql = Sql::new(
        "UPDATE closings SET date = $1, period_from = $2, period_until = $3, place = $4, net = $5, vat = $6, total = $7, seller_signatory = $8, \
         buyer_signatory = $9, consignee = $10, consignee_address = $11, delivery_address = $12, attorney_number = $13, attorney_date = $14, \
         attorney_person = $15, note = $16, revision = $17, template = $18, signed_by_us = NULL, signed_by_client = NULL, refused_on = NULL, refusal_reason = '', \
         original_received = NULL, signature = 'none', version = version + 1 WHERE id = $19 AND lifecycle = $20",
    );
    let sql = content(sql, closing)?.bind(closing.id).bind(closing.stage().as_str());
    ensure_one_row(sql.execute(tx).await?)
}

/// The first eighteen parameters of both.
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
        .bind(closing.revision)
        .bind(closing.template.as_str()))
}

/// Writes that a draft was issued, with the sums it was issued with.
pub(in super::super) async fn mark_issued(
    tx: &mut Tx,
    closing: &Closing,
    invoice_number: &str,
    place: Place,
) -> DbResult<()> {
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
pub(in super::super) async fn mark_cancelled(tx: &mut Tx, closing: &Closing, reason: &str) -> DbResult<()> {
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

/// Removes a draft and, by the foreign key, its lines.
pub(in super::super) async fn delete_draft(tx: &mut Tx, id: ClosingId) -> DbResult<()> {
    let sql = Sql::new("DELETE FROM closings WHERE id = $1 AND lifecycle = 'draft'").bind(id);
    ensure_one_row(sql.execute(tx).await?)
}

/// Puts `lines` in the place of those a paper has.
pub(in super::super) async fn replace_lines(tx: &mut Tx, closing: ClosingId, lines: &[ClosingLine]) -> DbResult<()> {
    Sql::new("DELETE FROM closing_lines WHERE closing_id = $1")
        .bind(closing)
        .execute(tx)
        .await?;
    insert_lines(tx, closing, lines).await
}

/// Writes the lines of a paper that has none.
pub(in super::super) async fn insert_lines(tx: &mut Tx, closing: ClosingId, lines: &[ClosingLine]) -> DbResult<()> {
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
        line.keep.map(Keep::as_str).unwrap_or_default().into(),
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

fn signatory_into(signatory: Option<&Signatory>) -> DbResult<String> {
    let Some(signatory) = signatory else {
        return Ok(String::new());
    };
    serde_json::to_string(signatory).map_err(|error| DbError::Decode {
        column: "signatory".to_owned(),
        reason: error.to_string(),
    })
}
