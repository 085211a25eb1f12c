//! Recording money that has come in.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{OpenInvoice, Part, Payment, PaymentKind, RecordPayment, ValidPayment, spread};
use super::super::store;
use super::shares::{self, Payer, Step};
use super::{books, problem_of_date, today};
use crate::company::organization;
use crate::company::organization::model::DocumentKind;
use crate::company::organization::numbering;
use crate::company::payment_modes;
use crate::company::payment_modes::model::NamedMode;
use crate::crm::clients;
use crate::documents::invoices;
use crate::documents::invoices::model::Invoice;
use crate::documents::sending::rules;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::Date;
use crate::kernel::ids::{BankAccountId, InvoiceId, PaymentId};
use crate::kernel::money::{Amount, Money, Overflow};
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Open invoices that a sum is spread over at most.
const MOST_SPREAD: i64 = 100;

/// Records money that has come in from a client on an own company's account. It settles the invoices it is meant for; what is left
/// of it stays the client's advance.
///
/// The date is open in the books of the own company and at most tomorrow there.
///
/// # Errors
/// [`AppError::NotFound`] outside of the actor's scope; everything that can be corrected stands beside its field.
pub async fn record(ctx: &Ctx, input: RecordPayment) -> AppResult<PaymentId> {
    ctx.may(Right::RecordPayments)?;
    let account = match input.account.trim().parse::<BankAccountId>() {
        Ok(id) => organization::store::account_by_id(&mut ctx.read(), id).await?,
        Err(_) => None,
    };
    let account = account.map(|account| (account.id, account.organization, account.currency));
    let valid = input.validated(account)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(earlier);
    }
    let id = record_in(&mut tx, ctx, valid).await?;
    requests::done(&mut tx, input.request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Records a payment in a transaction that does more. Its invoices are locked before anything else; the number is taken late, since
/// all payments of the company wait for one another there.
///
/// # Errors
/// As [`record`].
pub async fn record_in(tx: &mut Tx, ctx: &Ctx, wanted: ValidPayment) -> AppResult<PaymentId> {
    ctx.may(Right::RecordPayments)?;
    let payer = Payer {
        client: wanted.client,
        organization: wanted.organization,
        currency: wanted.currency,
    };
    let (invoices, parts) = locked_invoices(tx, ctx, &wanted).await?;
    if !invoices.values().any(|invoice| invoice.client == wanted.client) {
        // Whoever sees an invoice sees its client.
        let client = clients::store::by_id(tx, wanted.client, ctx.scope_of(Object::Payments)).await?;
        client.ok_or(AppError::NotFound)?;
    }
    let books = books(tx, wanted.organization).await?;
    let mode = payment_modes::store::named(tx, wanted.mode).await?;

    let mut wrong = FieldErrors::default();
    if mode.is_none() {
        wrong.add("mode", Problem::UnknownChoice);
    }
    if let Some(problem) = problem_of_date(ctx, &books, wanted.date) {
        wrong.add("date", problem);
    }
    let steps = shares::steps(payer, &parts, invoices, &[]).unwrap_or_else(|errors| {
        wrong.extend(errors);
        Vec::new()
    });
    let allocated = allocated(&wanted, &steps).unwrap_or_else(|problem| {
        wrong.add("amount", problem);
        Amount::ZERO
    });
    if !wrong.is_empty() {
        return Err(wrong.into());
    }

    let settled = shares::settle(tx, &steps).await?;
    let payment = composed(ctx, wanted, allocated, today(ctx, &books));
    store::add_to_totals(tx, &payment, true).await?;
    let number = numbering::take(tx, payment.organization, DocumentKind::Payment, payment.date).await?;
    let payment = Payment {
        number: number.number.clone(),
        ..payment
    };
    let numbers: Vec<String> = settled
        .iter()
        .map(|invoice| invoice.number().unwrap_or_default().to_owned())
        .collect();
    store::insert(tx, &payment, number, &shares::search_text(&payment, &numbers)).await?;
    shares::write(tx, ctx, &payment, &steps, payment.date).await?;
    activity::record(tx, ctx, event(&payment, mode.as_ref(), &steps)).await?;
    shares::tell_invoices(tx, ctx, Verb::PaymentRecorded, &payment, &steps, &settled).await?;
    if payment.notify {
        rules::note_payment(tx, ctx, &payment.owner()).await?;
    }
    Ok(payment.id)
}

/// The invoices the payment is meant for, locked, and its parts; spread over what is open where nobody has said.
async fn locked_invoices(
    tx: &mut Tx,
    ctx: &Ctx,
    wanted: &ValidPayment,
) -> AppResult<(BTreeMap<InvoiceId, Invoice>, Vec<Part>)> {
    let mut ids: BTreeSet<InvoiceId> = wanted.parts.iter().map(|part| part.invoice).collect();
    let mut order: Vec<InvoiceId> = Vec::new();
    if wanted.spread {
        let currency = Some(wanted.currency);
        let open = invoices::store::open_of(tx, wanted.client, wanted.organization, currency, MOST_SPREAD).await?;
        order.extend(wanted.first);
        order.extend(
            open.iter()
                .map(|invoice| invoice.id)
                .filter(|id| Some(*id) != wanted.first),
        );
        ids.extend(order.iter().copied());
    }
    let found = invoices::store::locked_all(tx, &ids, ctx.scope_of(Object::Payments)).await?;
    let invoices: BTreeMap<InvoiceId, Invoice> = found.into_iter().map(|invoice| (invoice.id, invoice)).collect();
    if !wanted.spread {
        return Ok((invoices, wanted.parts.clone()));
    }
    let ours = |invoice: &&Invoice| invoice.client == wanted.client && invoice.organization == wanted.organization;
    let open: Vec<OpenInvoice> = order
        .iter()
        .filter_map(|id| invoices.get(id).filter(ours))
        .map(OpenInvoice::of)
        .collect();
    let sums = spread(wanted.amount, wanted.currency, &open);
    let parts = open.iter().zip(sums).enumerate();
    let parts = parts.filter(|(_, (_, sum))| sum.is_positive());
    let parts = parts.map(|(at, (invoice, amount))| Part {
        at,
        invoice: invoice.id,
        amount,
        closes: String::new(),
    });
    Ok((invoices, parts.collect()))
}

/// Σ of the parts; no more than came in.
fn allocated(wanted: &ValidPayment, steps: &[Step]) -> Result<Amount, Problem> {
    let sum = Amount::sum(steps.iter().map(|step| step.after.paid)).map_err(|Overflow| Problem::TooLarge)?;
    if sum > wanted.amount {
        let left = Money::new(wanted.amount, wanted.currency);
        return Err(Problem::MoreThanPayment { left });
    }
    Ok(sum)
}

/// The payment as it is stored, still without its number.
fn composed(ctx: &Ctx, wanted: ValidPayment, allocated: Amount, entered_on: Date) -> Payment {
    Payment {
        id: ctx.new_id(),
        organization: wanted.organization,
        account: wanted.account,
        client: wanted.client,
        number: String::new(),
        kind: PaymentKind::Incoming,
        refund_of: None,
        date: wanted.date,
        amount: wanted.amount,
        currency: wanted.currency,
        allocated,
        refunded: Amount::ZERO,
        advance: wanted.amount.checked_sub(allocated).unwrap_or_default(),
        mode: wanted.mode,
        transaction_id: wanted.transaction_id,
        purpose: wanted.purpose,
        note: wanted.note,
        notify: wanted.notify,
        reversed: false,
        reversal_reason: String::new(),
        entered_on,
        created_by: ctx.actor.user(),
        created_at: ctx.now(),
        version: 1,
    }
}

fn event(payment: &Payment, mode: Option<&NamedMode>, steps: &[Step]) -> Event {
    let event = Event::new(payment.owner(), Verb::Created)
        .change("number", "", &payment.number)
        .change("amount", "", payment.money(payment.amount))
        .change("date", "", payment.date)
        .change("mode", "", mode.map(ToString::to_string).unwrap_or_default());
    let event = shares::note_steps(event, payment, steps);
    if payment.advance.is_zero() {
        event
    } else {
        event.change("advance", "", payment.money(payment.advance))
    }
}
