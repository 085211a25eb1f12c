//! From what was typed to what is stored: the choices are looked up, and `kernel::totals` computes every sum.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan;

use super::super::model::{Extent, Invoice, Lifecycle, Line, Stage, ValidInvoice, ValidLine, closing, settlement};
use super::parties::Parties;
use crate::company::accounts::store as users;
use crate::company::catalog::model::CatalogItem;
use crate::company::catalog::store as catalog;
use crate::company::organization::model::{StoredVatRate, ground_on};
use crate::company::organization::store as organizations;
use crate::error::AppResult;
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::{CatalogItemId, ContractId, InvoiceId, UserId};
use crate::kernel::money::Amount;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::tax::{PriceMode, VatRate, VatRounding};
use crate::kernel::totals::{DocumentTerms, LineInput, Totals, TotalsError, totals};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, Tx};
use crate::records::reach::actions::regarding;

/// The largest total of an invoice: ten trillion in a currency with two places, so that the sums of thousands of invoices
/// still fit their columns.
pub const LARGEST_TOTAL: Amount = Amount::from_minor(1_000_000_000_000_000);

/// A draft with its lines, ready to be written, and whom it is between.
pub(super) struct Composed {
    pub invoice: Invoice,
    pub lines: Vec<Line>,
    pub parties: Parties,
}

/// Looks up own company, account, client and rates, and computes the sums: VAT rounded as the own company does now, unless
/// `rounding` says how the document does. `contract` is the one that it goes back to already.
///
/// # Errors
/// All problems at once, each beside its field. A client outside the actor's scope is an unknown choice, and so is a contract that he doesn't
/// see, but for the one that stands there.
pub(super) async fn compose(
    tx: &mut Tx,
    ctx: &Ctx,
    valid: ValidInvoice,
    rounding: Option<VatRounding>,
    contract: Option<ContractId>,
) -> AppResult<Composed> {
    let parties = Parties::kept(tx, ctx, valid.organization, valid.client, valid.contract).await?;
    let mut errors = FieldErrors::default();
    let is_new = valid.contract.is_some() && valid.contract != contract;
    if is_new && !regarding(tx, ctx, valid.client).await?.actor.has(Right::ViewContracts) {
        errors.add("contract", Problem::UnknownChoice);
    }
    parties.check(valid.account, valid.currency, &mut errors);
    let latest = latest_date(ctx, &parties);
    if valid.issue_date > latest {
        errors.add("issue_date", Problem::LaterThan { date: latest });
    }
    check_manager(tx, ctx, valid.manager, &mut errors).await?;
    let items = items_of(tx, &valid, &mut errors).await?;
    let statuses = if needs_ground(&valid, &parties.rates) {
        organizations::vat_statuses(tx, valid.organization).await?
    } else {
        Vec::new()
    };
    let ground = ground_on(&statuses, valid.issue_date);
    let lines = rated(&valid, ground, &parties.rates, &mut errors);
    let terms = DocumentTerms {
        currency: valid.currency,
        price_mode: valid.price_mode,
        vat_rounding: rounding.unwrap_or(parties.seller.vat_rounding),
        discount: valid.discount,
    };
    let inputs: Vec<LineInput> = lines.iter().map(|(line, vat, _)| line_input(line, *vat)).collect();
    let sums = match totals(&terms, &inputs) {
        Ok(sums) if sums.total > LARGEST_TOTAL => {
            errors.add("lines", Problem::TooLarge);
            Totals::default()
        }
        Ok(sums) => sums,
        Err(error) => {
            note(&mut errors, error, &valid.lines);
            Totals::default()
        }
    };
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let lines = lines
        .into_iter()
        .zip(&sums.lines)
        .map(|((line, vat, vat_ground), totals)| {
            let item = line.item.and_then(|id| items.get(&id));
            Line {
                id: ctx.new_id(),
                item: line.item,
                expense: line.expense,
                code: item.map(|item| item.code.clone()).unwrap_or_default(),
                unit_code: item
                    .filter(|item| item.unit == line.unit)
                    .map(|item| item.unit_code.clone())
                    .unwrap_or_default(),
                kind: line.kind,
                name: line.name.clone(),
                description: line.description.clone(),
                quantity: line.quantity,
                unit: line.unit.clone(),
                price: line.price,
                discount: line.discount,
                vat,
                vat_ground,
                totals: *totals,
            }
        })
        .collect();
    Ok(Composed {
        invoice: head(ctx.new_id(), &valid, terms.vat_rounding, &sums),
        lines,
        parties,
    })
}

/// An invoice of a later day is a slip of the hand, and would upset the order of the numbers for good.
fn latest_date(ctx: &Ctx, parties: &Parties) -> Date {
    let today = ctx.clock.today(&parties.seller.time_zone);
    today.saturating_add(1.year())
}

/// Who writes an invoice may look after it. Others have to be of the staff; one who has left it since is not in the way.
async fn check_manager(conn: &mut Conn, ctx: &Ctx, manager: Option<UserId>, errors: &mut FieldErrors) -> AppResult<()> {
    let other = manager.filter(|manager| ctx.actor.user() != Some(*manager));
    if let Some(other) = other
        && users::name(conn, other).await?.is_none()
    {
        errors.add("manager", Problem::UnknownChoice);
    }
    Ok(())
}

/// The items that lines were taken from, also those that have left the catalogue since.
async fn items_of(
    conn: &mut Conn,
    valid: &ValidInvoice,
    errors: &mut FieldErrors,
) -> AppResult<BTreeMap<CatalogItemId, CatalogItem>> {
    let ids: BTreeSet<CatalogItemId> = valid.lines.iter().filter_map(|line| line.item).collect();
    let items = catalog::by_ids(conn, &ids).await?;
    let items: BTreeMap<_, _> = items.into_iter().map(|item| (item.id, item)).collect();
    for line in &valid.lines {
        if line.item.is_some_and(|id| !items.contains_key(&id)) {
            errors.add(line.field("name"), Problem::UnknownChoice);
        }
    }
    Ok(items)
}

fn head(id: InvoiceId, valid: &ValidInvoice, vat_rounding: VatRounding, sums: &Totals) -> Invoice {
    Invoice {
        id,
        organization: valid.organization,
        account: valid.account,
        client: valid.client,
        contract: valid.contract,
        manager: valid.manager,
        lifecycle: Lifecycle::Draft,
        revision: 1,
        issue_date: valid.issue_date,
        due_date: valid.due_date,
        currency: valid.currency,
        price_mode: valid.price_mode,
        vat_rounding,
        discount: valid.discount,
        subtotal: sums.subtotal,
        discounted: sums.discount,
        net: sums.net,
        vat: sums.vat,
        total: sums.total,
        paid: Amount::ZERO,
        settlement: settlement(Stage::Draft, sums.total, Amount::ZERO),
        closed: Amount::ZERO,
        closing: closing(Stage::Draft, Extent::Nothing),
        note: valid.note.clone(),
        terms: valid.terms.clone(),
        purpose: valid.purpose.clone(),
        internal_note: valid.internal_note.clone(),
        version: 1,
    }
}

/// What of a line decides its sums.
pub(super) const fn line_input(line: &ValidLine, vat: VatRate) -> LineInput {
    LineInput {
        quantity: line.quantity,
        price: line.price,
        discount: line.discount,
        vat,
    }
}

/// Whether a line has no tax and its rate does not say why: then the company does.
fn needs_ground(valid: &ValidInvoice, rates: &[StoredVatRate]) -> bool {
    valid.lines.iter().any(|line| {
        let rate = line.vat.and_then(|id| rates.iter().find(|rate| rate.id == id));
        let vat = rate.map_or(VatRate::NOT_PAYER, |rate| rate.rate);
        !valid.price_mode.effective_rate(vat).category().is_taxable() && rate.is_none_or(|rate| rate.ground.is_empty())
    })
}

/// Each line with its rate and the ground printed where there is no tax.
fn rated<'a>(
    valid: &'a ValidInvoice,
    company_ground: &str,
    rates: &[StoredVatRate],
    errors: &mut FieldErrors,
) -> Vec<(&'a ValidLine, VatRate, String)> {
    let mut found = Vec::with_capacity(valid.lines.len());
    for line in &valid.lines {
        let chosen = line.vat.map(|id| rates.iter().find(|rate| rate.id == id));
        let date = valid.issue_date;
        let (vat, ground) = match chosen {
            None => (VatRate::NOT_PAYER, ""),
            Some(None) => {
                errors.add(line.field("vat"), Problem::UnknownChoice);
                (VatRate::NOT_PAYER, "")
            }
            Some(Some(rate)) => {
                if valid.price_mode != PriceMode::WithoutVat && !rate.is_valid_on(date) {
                    errors.add(line.field("vat"), Problem::NotInForce { date });
                }
                (rate.rate, rate.ground.as_str())
            }
        };
        let ground = match (valid.price_mode.effective_rate(vat).category().is_taxable(), ground) {
            (true, _) => String::new(),
            (false, "") => company_ground.to_owned(),
            (false, own) => own.to_owned(),
        };
        found.push((line, vat, ground));
    }
    found
}

/// Notes a problem of the totals beside the field as the form names it: it counts empty lines, the totals don't.
fn note(errors: &mut FieldErrors, error: TotalsError, lines: &[ValidLine]) {
    match error {
        TotalsError::Line { index, field, reason } => {
            let name = lines
                .get(index)
                .map_or_else(|| "lines".to_owned(), |line| line.field(field.as_str()));
            errors.add(name, reason.into());
        }
        other => {
            for (field, problem) in FieldErrors::from(other).iter() {
                errors.add(field, problem.clone());
            }
        }
    }
}
