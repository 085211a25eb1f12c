//! What of a payment settles which invoices: decided, written, told.

use std::collections::BTreeMap;

use super::super::model::{Part, Payment, Share};
use super::super::store::{self, Allocation, Kept};
use super::today;
use crate::company::organization::model::Books;
use crate::documents::invoices;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::currency::Currency;
use crate::kernel::date::Date;
use crate::kernel::expression::evaluate_amount;
use crate::kernel::folding::fold;
use crate::kernel::ids::{ClientId, InvoiceId, OrganizationId};
use crate::kernel::money::{Amount, Overflow};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// What a payment settles of an invoice, before and after. The invoice was read under its lock.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub invoice: Invoice,
    pub before: Share,
    /// The day from which `before` holds.
    pub since: Option<Date>,
    pub after: Share,
}

impl Step {
    /// From nothing, still to nothing.
    pub(super) const fn first(invoice: Invoice) -> Self {
        Self {
            invoice,
            before: Share::NONE,
            since: None,
            after: Share::NONE,
        }
    }

    /// Takes back what was settled.
    pub(super) const fn back(invoice: Invoice, kept: &Kept) -> Self {
        Self {
            invoice,
            before: kept.share,
            since: Some(kept.date),
            after: Share::NONE,
        }
    }
}

/// Whose invoices a payment may settle, and in which currency it is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Payer {
    pub client: ClientId,
    pub organization: OrganizationId,
    pub currency: Currency,
}

impl Payer {
    pub(super) const fn of(payment: &Payment) -> Self {
        Self {
            client: payment.client,
            organization: payment.organization,
            currency: payment.currency,
        }
    }
}

/// The steps that typed parts come to. `invoices` are those that were found within the scope, `kept` what the payment settles yet.
///
/// # Errors
/// Beside `parts.<n>.amount`: no invoice of this client and own company, not issued, more than is left of it, two sums where there is
/// one currency. Beside `parts.<n>.closes`: the sum in the invoice's currency is missing, no sum, or too large.
pub(super) fn steps(
    payer: Payer,
    parts: &[Part],
    mut invoices: BTreeMap<InvoiceId, Invoice>,
    kept: &[Kept],
) -> Result<Vec<Step>, FieldErrors> {
    let mut errors = FieldErrors::default();
    let mut steps = Vec::new();
    for part in parts {
        let field = |name: &str| format!("parts.{}.{name}", part.at);
        let ours = invoices
            .remove(&part.invoice)
            .filter(|invoice| invoice.client == payer.client && invoice.organization == payer.organization);
        let Some(invoice) = ours else {
            errors.add(field("amount"), Problem::UnknownChoice);
            continue;
        };
        let kept = kept.iter().find(|kept| kept.invoice == invoice.id);
        let before = kept.map_or(Share::NONE, |kept| kept.share);
        let after = match share(payer, part, &invoice, before) {
            Ok(after) => after,
            Err((name, problem)) => {
                errors.add(field(name), problem);
                continue;
            }
        };
        if after != before {
            steps.push(Step {
                invoice,
                before,
                since: kept.map(|kept| kept.date),
                after,
            });
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    steps.sort_by_key(|step| step.invoice.id);
    Ok(steps)
}

/// What one part comes to.
fn share(payer: Payer, part: &Part, invoice: &Invoice, before: Share) -> Result<Share, (&'static str, Problem)> {
    let paid = part.amount;
    if paid.is_zero() {
        return Ok(Share::NONE);
    }
    if invoice.stage() != Stage::Issued {
        return Err(("amount", invoice.stage().in_the_way()));
    }
    let typed = part.closes.trim();
    let same = payer.currency == invoice.currency;
    let settled = if same && typed.is_empty() {
        paid
    } else {
        let read = evaluate_amount(typed, invoice.currency);
        read.map_err(|error| ("closes", Problem::from(error)))?
    };
    if !settled.is_positive() {
        return Err(("closes", Problem::MustBePositive));
    }
    if same && settled != paid {
        return Err(("closes", Problem::Different));
    }
    let balance = Amount::sum([invoice.total, before.settled])
        .and_then(|sum| sum.checked_sub(invoice.paid))
        .map_err(|Overflow| ("amount", Problem::TooLarge))?;
    if settled > balance {
        let balance = invoice.money(balance);
        return Err((
            if same { "amount" } else { "closes" },
            Problem::MoreThanBalance { balance },
        ));
    }
    Ok(Share { paid, settled })
}

/// Σ of what steps take of their payment beyond what they took before; negative where they give back.
///
/// # Errors
/// [`Overflow`] when it can't be stored.
pub(super) fn more_allocated(steps: &[Step]) -> Result<Amount, Overflow> {
    let after = Amount::sum(steps.iter().map(|step| step.after.paid))?;
    after.checked_sub(Amount::sum(steps.iter().map(|step| step.before.paid))?)
}

/// Why the steps can't be taken now: something would be settled from today on and today is closed, or what holds from a closed day
/// would be changed.
pub(super) fn closed(ctx: &Ctx, books: &Books, steps: &[Step]) -> Option<Problem> {
    steps.iter().find_map(|step| {
        let from_today = (!step.after.is_none()).then(|| today(ctx, books));
        let days = [step.since, from_today];
        days.into_iter().flatten().find_map(|day| books.closed_on(day))
    })
}

/// Settles the invoices anew: what is paid on them, their settlement, the balances of their client.
pub(super) async fn settle(tx: &mut Tx, steps: &[Step]) -> AppResult<Vec<Invoice>> {
    let mut changes = Vec::with_capacity(steps.len());
    for step in steps {
        let more = step.after.settled.checked_sub(step.before.settled);
        let more = more.map_err(|Overflow| internal("a share is out of range"))?;
        changes.push((step.invoice.clone(), more));
    }
    invoices::actions::settle_all(tx, changes).await
}

/// Writes the allocations. What is settled holds from `day` on, and not before the invoice was issued.
pub(super) async fn write(tx: &mut Tx, ctx: &Ctx, payment: &Payment, steps: &[Step], day: Date) -> AppResult<()> {
    for step in steps {
        if step.after.is_none() {
            store::remove(tx, payment.id, step.invoice.id).await?;
            continue;
        }
        let allocation = Allocation {
            id: ctx.new_id(),
            payment: payment.id,
            invoice: step.invoice.id,
            share: step.after,
            date: day.max(step.invoice.issue_date),
        };
        store::put(tx, &allocation).await?;
    }
    Ok(())
}

/// Tells each invoice what has become of it; `settled` are the same invoices afterwards.
pub(super) async fn tell_invoices(
    tx: &mut Tx,
    ctx: &Ctx,
    verb: Verb,
    payment: &Payment,
    steps: &[Step],
    settled: &[Invoice],
) -> AppResult<()> {
    for (step, after) in steps.iter().zip(settled) {
        let before = &step.invoice;
        let event = Event::new(before.owner(), verb)
            .change("payment", "", &payment.number)
            .change("paid", before.money(before.paid), after.money(after.paid))
            .change("settlement", before.settlement, after.settlement);
        activity::record(tx, ctx, event).await?;
    }
    Ok(())
}

/// Notes what of a payment settles which invoices now.
pub(super) fn note_steps(mut event: Event, payment: &Payment, steps: &[Step]) -> Event {
    let text = |invoice: &Invoice, share: Share| {
        if share.is_none() {
            return String::new();
        }
        let number = invoice.number().unwrap_or_default();
        let paid = payment.money(share.paid);
        if payment.currency == invoice.currency {
            format!("{number}: {paid}")
        } else {
            format!("{number}: {paid} = {}", invoice.money(share.settled))
        }
    };
    for step in steps {
        event = event.change(
            "invoice",
            text(&step.invoice, step.before),
            text(&step.invoice, step.after),
        );
    }
    event
}

/// The incoming payment changes what it settles: its row, its allocations, the invoices, and the events of all of them.
///
/// # Errors
/// Beside `amount`: more than the payment has left; beside `date`: the books are closed.
pub(super) async fn rearrange(
    tx: &mut Tx,
    ctx: &Ctx,
    payment: Payment,
    books: &Books,
    steps: &[Step],
) -> AppResult<Payment> {
    if steps.is_empty() {
        return Ok(payment);
    }
    if let Some(problem) = closed(ctx, books, steps) {
        return Err(AppError::field("date", problem));
    }
    let more = more_allocated(steps).map_err(|Overflow| AppError::field("amount", Problem::TooLarge))?;
    let left = payment.money(payment.advance);
    let allocated = payment.allocated.checked_add(more);
    let after = allocated.and_then(|allocated| payment.clone().with_allocated(allocated));
    let after = after.map_err(|Overflow| AppError::field("amount", Problem::MoreThanPayment { left }))?;
    let settled = settle(tx, steps).await?;
    store::set_sums(tx, &after).await?;
    write(tx, ctx, &after, steps, today(ctx, books).max(payment.date)).await?;
    let numbers = numbers_now(tx, &after).await?;
    store::set_search(tx, after.id, &search_text(&after, &numbers)).await?;
    tell_invoices(tx, ctx, Verb::Allocated, &after, steps, &settled).await?;
    let event = note_steps(Event::new(after.owner(), Verb::Allocated), &after, steps).change(
        "advance",
        payment.money(payment.advance),
        after.money(after.advance),
    );
    activity::record(tx, ctx, event).await?;
    Ok(after)
}

/// The numbers of the invoices that a payment settles now.
async fn numbers_now(tx: &mut Tx, payment: &Payment) -> AppResult<Vec<String>> {
    let rows = store::allocations_of(tx, payment.id).await?;
    Ok(rows.into_iter().map(|row| row.invoice_number).collect())
}

/// What people look for: the numbers of the payment and of its invoices, what the bank says, and the sum as it is typed.
pub(super) fn search_text(payment: &Payment, invoices: &[String]) -> String {
    let sum = payment.amount.plain(payment.currency);
    let mut parts: Vec<String> = vec![fold(&payment.number)];
    parts.extend(invoices.iter().map(|number| fold(number)));
    let others = [&payment.transaction_id, &payment.purpose, &sum, &sum.replace('.', ",")];
    parts.extend(others.map(|text| fold(text)));
    parts.join(" ")
}
