//! What a new form begins with.

use super::super::model::{Basis, ClosingKind, SaveClosing, TypedClosingLine};
use super::compose::{Parties, basis, open_invoice};
use crate::documents::invoices::model::Invoice;
use crate::error::AppResult;
use crate::kernel::date::Date;
use crate::kernel::ids::{InvoiceId, InvoiceLineId};
use crate::kernel::totals::closing::Measure;
use crate::platform::ctx::Ctx;
use crate::platform::db::Conn;

/// An act is of the month of its invoice, and dated on its last day if that is over and the books are open then; else today. Goods are handed over
/// today.
pub(super) fn form(
    kind: ClosingKind,
    invoice: &Invoice,
    parties: &Parties,
    today: Date,
    lines: &[(InvoiceLineId, Measure)],
) -> SaveClosing {
    let (first, last) = (invoice.issue_date.first_of_month(), invoice.issue_date.last_of_month());
    let is_open = parties.seller.closed_on(last).is_none();
    let date = match kind {
        ClosingKind::Act if last <= today && is_open => last,
        ClosingKind::Act | ClosingKind::DeliveryNote => today,
    };
    let (period_from, period_until) = match kind {
        ClosingKind::Act => (first.to_string(), last.to_string()),
        ClosingKind::DeliveryNote => (String::new(), String::new()),
    };
    let line =
        |(line, measure): &(InvoiceLineId, Measure)| TypedClosingLine::of(Some(*line), *measure, invoice.currency);
    SaveClosing {
        date: date.to_string(),
        period_from,
        period_until,
        lines: lines.iter().map(line).collect(),
        ..SaveClosing::new(kind, invoice.id)
    }
}

/// The form of a new paper with all the rest of an invoice that usually goes to it, on a day, and what it closes.
pub async fn start(
    conn: &mut Conn,
    ctx: &Ctx,
    kind: ClosingKind,
    invoice: InvoiceId,
    today: Date,
) -> AppResult<(SaveClosing, Basis)> {
    ctx.may(kind.create())?;
    let invoice = open_invoice(conn, ctx, kind, invoice).await?;
    let parties = Parties::of(conn, ctx, &invoice).await?;
    let open = basis(conn, &invoice, &parties.rates, None).await?;
    Ok((form(kind, &invoice, &parties, today, &open.usual(kind)), open))
}
