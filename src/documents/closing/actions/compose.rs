//! From what was typed to what is stored: the invoice is looked up with what of it is open, and the one arithmetic computes every sum.

use std::collections::BTreeMap;

use jiff::ToSpan;

use super::super::model::{
    Basis, BasisLine, Closing, ClosingKind, ClosingLine, Computed, SaveClosing, Signing, ValidClosing, ValidLine,
};
use super::super::store;
use super::paper::langs;
use crate::company::organization::model::{BankAccount, Organization, StoredVatRate};
use crate::company::organization::store as organizations;
use crate::crm::clients::model::Client;
use crate::crm::clients::store as clients;
use crate::documents::invoices;
use crate::documents::invoices::model::{Extent, Invoice, Line, Stage};
use crate::documents::papers::drafts::FIRST_VERSION;
use crate::documents::templates::model::TemplateKind;
use crate::documents::templates::serving;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::date::Date;
use crate::kernel::ids::{ClosingId, InvoiceId, VatRateId};
use crate::kernel::lifecycle::Lifecycle;
use crate::kernel::money::{Amount, Overflow};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::kernel::totals::closing::{ClosingTerms, OpenLine, Share, price_after_discounts};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};

/// Own company and client of an invoice.
pub(super) struct Parties {
    pub seller: Organization,
    pub rates: Vec<StoredVatRate>,
    pub accounts: Vec<BankAccount>,
    pub buyer: Client,
}

impl Parties {
    /// Reads them.
    pub async fn of(conn: &mut Conn, ctx: &Ctx, invoice: &Invoice) -> AppResult<Self> {
        let seller = organizations::by_id(conn, invoice.organization).await?;
        Self::with(conn, ctx, invoice, seller.ok_or(AppError::NotFound)?).await
    }

    /// Reads them; the own company stays as it is until the transaction ends.
    pub async fn kept(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> AppResult<Self> {
        let seller = organizations::kept(tx, invoice.organization).await?;
        Self::with(tx, ctx, invoice, seller.ok_or(AppError::NotFound)?).await
    }

    async fn with(conn: &mut Conn, ctx: &Ctx, invoice: &Invoice, seller: Organization) -> AppResult<Self> {
        let buyer = clients::by_id(conn, invoice.client, ctx.scope_of(Object::Invoices)).await?;
        Ok(Self {
            rates: organizations::vat_rates(conn, seller.id).await?,
            accounts: organizations::accounts(conn, seller.id).await?,
            buyer: buyer.ok_or(AppError::NotFound)?,
            seller,
        })
    }

    /// Today where the own company is.
    pub fn today(&self, ctx: &Ctx) -> Date {
        ctx.clock.today(&self.seller.time_zone)
    }
}

/// An issued invoice whose papers of the kind are within the scope, locked until the transaction ends: whoever measures what is left of it is alone
/// with it.
pub(super) async fn locked_invoice(tx: &mut Tx, ctx: &Ctx, kind: ClosingKind, id: InvoiceId) -> AppResult<Invoice> {
    let invoice = invoices::store::locked(tx, id, ctx.scope_of(kind.object())).await?;
    issued(invoice)
}

/// An issued invoice whose papers of the kind are within the scope.
pub(super) async fn open_invoice(conn: &mut Conn, ctx: &Ctx, kind: ClosingKind, id: InvoiceId) -> AppResult<Invoice> {
    let invoice = invoices::store::by_id(conn, id, ctx.scope_of(kind.object())).await?;
    issued(invoice)
}

fn issued(invoice: Option<Invoice>) -> AppResult<Invoice> {
    let invoice = invoice.ok_or(AppError::NotFound)?;
    if invoice.stage() == Stage::Issued {
        Ok(invoice)
    } else {
        Err(AppError::field("invoice", invoice.stage().in_the_way()))
    }
}

/// What of an invoice is open: closed by issued papers, but for the one that is corrected or cancelled.
pub(super) async fn basis(
    conn: &mut Conn,
    invoice: &Invoice,
    rates: &[StoredVatRate],
    but: Option<ClosingId>,
) -> AppResult<Basis> {
    let terms = ClosingTerms {
        currency: invoice.currency,
        price_mode: invoice.price_mode,
        vat_rounding: invoice.vat_rounding,
    };
    let lines = invoices::store::lines(conn, invoice.id).await?;
    // Of an invoice that no paper has closed anything of, nothing has to be asked.
    let mut closed = if invoice.closing.is_begun() {
        store::closed_lines(conn, invoice.id, but).await?
    } else {
        BTreeMap::new()
    };
    let lines = lines.into_iter().map(|line| {
        let (closed, by_amount) = closed
            .remove(&line.id)
            .map_or((Share::default(), false), |closed| (closed.share, closed.by_amount));
        BasisLine {
            open: open_line(&line, closed, by_amount, terms),
            line,
        }
    });
    Ok(Basis {
        terms,
        lines: lines.collect(),
        rates: rates.to_vec(),
    })
}

/// A line of an invoice as it is closed.
fn open_line(line: &Line, closed: Share, by_amount: bool, terms: ClosingTerms) -> OpenLine {
    OpenLine {
        invoiced: Share {
            quantity: line.quantity,
            net: line.totals.net,
            vat: line.totals.vat,
            gross: line.totals.gross,
        },
        closed,
        by_amount,
        price: price_after_discounts(line.quantity, line.price, line.discount, &line.totals, &terms),
        vat: terms.price_mode.effective_rate(line.vat),
    }
}

/// A paper with its lines, ready to be written, and everything it was made of.
pub(super) struct Composed {
    pub closing: Closing,
    pub lines: Vec<ClosingLine>,
    pub invoice: Invoice,
    pub parties: Parties,
    /// What of the invoice is closed when this paper is.
    pub after: After,
}

/// How much of an invoice is closed.
pub(super) struct After {
    pub closed: Amount,
    pub extent: Extent,
}

/// Makes a paper of what was typed, and of what of its invoice is open.
///
/// # Errors
/// All problems at once, each beside its field.
pub(super) async fn compose(
    conn: &mut Conn,
    ctx: &Ctx,
    input: &SaveClosing,
    invoice: Invoice,
    parties: Parties,
    but: Option<ClosingId>,
) -> AppResult<Composed> {
    let mut errors = FieldErrors::default();
    let valid = match input.validated(invoice.currency) {
        Ok(valid) => valid,
        Err(problems) => return Err(problems.into()),
    };
    let latest = parties.today(ctx).saturating_add(1.year());
    if valid.date > latest {
        errors.add("date", Problem::LaterThan { date: latest });
    }
    if let Some(problem) = wrong_template(conn, input.kind, &invoice, &parties, &valid.template).await? {
        errors.add("template", problem);
    }
    let basis = basis(conn, &invoice, &parties.rates, but).await?;
    let computed = match basis.compute(&valid.lines, valid.date) {
        Ok(computed) => computed,
        Err(problems) => {
            errors.extend(problems);
            return Err(errors.into());
        }
    };
    if !errors.is_empty() {
        return Err(errors.into());
    }
    Ok(Composed {
        closing: head(ctx.new_id(), input.kind, &invoice, valid.clone(), &computed),
        lines: lines(ctx, &computed),
        after: after(&basis, &computed)?,
        invoice,
        parties,
    })
}

/// A template that was chosen is a published one of the kind, which the own company can use, or a built-in one.
async fn wrong_template(
    conn: &mut Conn,
    kind: ClosingKind,
    invoice: &Invoice,
    parties: &Parties,
    key: &str,
) -> AppResult<Option<Problem>> {
    if key.is_empty() {
        return Ok(None);
    }
    let kind = TemplateKind::paper(kind.paper());
    match serving::chosen(conn, kind, invoice.organization, key, langs(parties)).await {
        Ok(_) => Ok(None),
        Err(AppError::Invalid(problems)) => Ok(problems.get("template").cloned()),
        Err(error) => Err(error),
    }
}

fn head(id: ClosingId, kind: ClosingKind, invoice: &Invoice, valid: ValidClosing, computed: &Computed) -> Closing {
    Closing {
        id,
        kind,
        invoice: invoice.id,
        organization: invoice.organization,
        client: invoice.client,
        lifecycle: Lifecycle::Draft,
        revision: 1,
        date: valid.date,
        period_from: valid.period_from,
        period_until: valid.period_until,
        place: valid.place,
        currency: invoice.currency,
        price_mode: invoice.price_mode,
        vat_rounding: invoice.vat_rounding,
        net: computed.totals.net,
        vat: computed.totals.vat,
        total: computed.totals.total,
        seller_signatory: valid.seller_signatory,
        buyer_signatory: valid.buyer_signatory,
        delivery: valid.delivery,
        note: valid.note,
        template: valid.template,
        signing: Signing::default(),
        annulment: None,
        version: FIRST_VERSION,
    }
}

pub(super) fn lines(ctx: &Ctx, computed: &Computed) -> Vec<ClosingLine> {
    let lines = computed.lines.iter().map(|one| {
        let of = &one.of.line;
        ClosingLine {
            id: ctx.new_id(),
            invoice_line: Some(of.id),
            measure: one.wanted.measure,
            keep: one.new_rate.map(|new| new.keep),
            kind: of.kind,
            code: of.code.clone(),
            name: of.name.clone(),
            description: of.description.clone(),
            unit: of.unit.clone(),
            unit_code: of.unit_code.clone(),
            quantity: one.part.quantity,
            price: one.part.price,
            vat: one.part.vat,
            vat_ground: one.vat_ground.clone(),
            totals: one.part.totals,
            taken: one.part.taken,
        }
    });
    lines.collect()
}

/// What is closed of the invoice, together with what is computed.
pub(super) fn after(basis: &Basis, computed: &Computed) -> AppResult<After> {
    let too_large = |overflow: Overflow| internal(&overflow.to_string());
    let mut closed = Vec::with_capacity(basis.lines.len());
    for one in &basis.lines {
        let part = computed.lines.iter().find(|part| part.of.line.id == one.line.id);
        let more = part.map(|part| part.part.taken).unwrap_or_default();
        let all = one.open.closed.checked_add(more).map_err(too_large)?;
        if one.open.invoiced.checked_sub(all).map_err(too_large)?.is_below_zero() {
            return Err(internal(&format!(
                "more than there is would be closed of line {}",
                one.line.id
            )));
        }
        closed.push((all, one.open.invoiced));
    }
    Ok(After {
        closed: Amount::sum(closed.iter().map(|(closed, _)| closed.gross)).map_err(too_large)?,
        extent: if closed.iter().all(|(closed, invoiced)| closed == invoiced) {
            Extent::Everything
        } else if closed.iter().all(|(closed, _)| closed.is_nothing()) {
            Extent::Nothing
        } else {
            Extent::Part
        },
    })
}

/// The lines of a stored draft as wanted ones: they are measured once more when it is issued.
///
/// # Errors
/// Beside `lines.3.line` where the invoice was corrected since and has that line no more.
pub(super) fn wanted_again(lines: &[ClosingLine], rates: &[StoredVatRate], date: Date) -> AppResult<Vec<ValidLine>> {
    let mut errors = FieldErrors::default();
    let mut wanted = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        match line.invoice_line {
            None => errors.add(format!("lines.{place}.line"), Problem::UnknownChoice),
            Some(id) => wanted.push(ValidLine {
                place,
                line: id,
                measure: line.measure,
                keep: line.keep,
                rate: line.keep.and_then(|_| rate_of(line, rates, date)),
            }),
        }
    }
    if errors.is_empty() {
        Ok(wanted)
    } else {
        Err(errors.into())
    }
}

/// The rate that was chosen for a line instead of the invoice's: the one of the same category and percentage, in force on the date.
pub(super) fn rate_of(line: &ClosingLine, rates: &[StoredVatRate], date: Date) -> Option<VatRateId> {
    let same = rates
        .iter()
        .filter(|rate| rate.rate == line.vat && rate.is_valid_on(date));
    same.map(|rate| rate.id).next()
}
