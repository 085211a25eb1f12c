//! What can be done with payments.

use jiff::tz::TimeZone;

use super::model::{
    CurrencyTotal, InvoiceFacts, InvoicePayments, NewPayment, Payment, PaymentFilter, PaymentKind, PaymentMode,
    PaymentPage, PaymentRow, RecordPayment, ValidPayment,
};
use super::store;
use crate::company::organization;
use crate::company::organization::model::{DocumentKind, Organization};
use crate::company::organization::numbering;
use crate::crm::clients;
use crate::documents::invoices;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::date::{Date, Timestamp};
use crate::kernel::folding::fold;
use crate::kernel::ids::{BankAccountId, InvoiceId, PaymentId};
use crate::kernel::owner::Owner;
use crate::kernel::paging::Page;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::{Conn, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// Events a page shows.
const MOST_EVENTS: i64 = 100;

/// Records money that has come in on an issued invoice and settles it by the same sum.
///
/// The sum is in the invoice's currency and at most its balance: advances are not kept yet. The date is open in the books of
/// the own company and at most tomorrow there (banks give tomorrow's value date in the evening).
///
/// # Errors
/// [`AppError::NotFound`] outside of the actor's scope; everything that can be corrected stands beside its field.
pub async fn record(ctx: &Ctx, input: RecordPayment) -> AppResult<PaymentId> {
    ctx.may(Right::RecordPayments)?;
    let currency = seen(&mut ctx.read(), input.invoice, ctx.scope()).await?.currency;
    let valid = input.validated(currency)?;
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(earlier);
    }
    let id = record_in(&mut tx, ctx, &valid).await?;
    requests::done(&mut tx, input.request, id).await?;
    tx.commit().await?;
    Ok(id)
}

/// Records a payment in a transaction that does more. The invoice is locked before anything else.
///
/// # Errors
/// As [`record`].
pub async fn record_in(tx: &mut Tx, ctx: &Ctx, payment: &ValidPayment) -> AppResult<PaymentId> {
    ctx.may(Right::RecordPayments)?;
    let invoice = invoices::store::locked(tx, payment.invoice, ctx.scope())
        .await?
        .ok_or(AppError::NotFound)?;
    let company = organization::store::kept(tx, invoice.organization)
        .await?
        .ok_or(AppError::NotFound)?;
    decide(tx, ctx, &invoice, &company, payment).await?;

    let number = numbering::take(tx, invoice.organization, DocumentKind::Payment, payment.date).await?;
    let stored = Payment {
        id: ctx.new_id(),
        organization: invoice.organization,
        account: payment.account,
        client: invoice.client,
        number: number.number.clone(),
        kind: PaymentKind::Incoming,
        date: payment.date,
        amount: payment.amount,
        currency: invoice.currency,
        mode: payment.mode,
        transaction_id: payment.transaction_id.clone(),
        purpose: payment.purpose.clone(),
        note: payment.note.clone(),
        created_by: ctx.actor.user(),
        created_at: ctx.now(),
    };
    store::insert(tx, &stored, number, &search_text(&stored, &invoice)).await?;
    store::allocate(tx, ctx.new_id(), stored.id, invoice.id, stored.amount, stored.amount).await?;
    let settled = invoices::actions::settle(tx, ctx, &invoice, stored.amount).await?;
    activity::record(tx, ctx, event_of_payment(&stored, &invoice)).await?;
    activity::record(tx, ctx, event_of_invoice(&stored, &invoice, &settled)).await?;
    Ok(stored.id)
}

/// Whether the payment may be recorded on the locked invoice; all objections at once.
async fn decide(
    tx: &mut Tx,
    ctx: &Ctx,
    invoice: &Invoice,
    company: &Organization,
    payment: &ValidPayment,
) -> AppResult<()> {
    if invoice.stage() != Stage::Issued {
        return Err(AppError::field("invoice", Problem::WrongState));
    }
    let mut wrong = FieldErrors::default();
    if let Some(problem) = problem_of_date(ctx, company, payment.date) {
        wrong.add("date", problem);
    }
    if payment.amount > invoice.balance() {
        let balance = invoice.money(invoice.balance());
        wrong.add("amount", Problem::MoreThanBalance { balance });
    }
    match organization::store::account(tx, company.id, payment.account).await? {
        None => wrong.add("account", Problem::UnknownChoice),
        Some(account) if account.currency != invoice.currency => wrong.add("account", Problem::OtherCurrency),
        Some(_) => {}
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

fn problem_of_date(ctx: &Ctx, company: &Organization, date: Date) -> Option<Problem> {
    let tomorrow = ctx.clock.today(&company.time_zone).tomorrow().unwrap_or(Date::MAX);
    let too_late = (date > tomorrow).then_some(Problem::LaterThan { date: tomorrow });
    company.closed_on(date).or(too_late)
}

/// What people look for: the numbers of the payment and of its invoice, what the bank says, and the sum as it is typed.
fn search_text(payment: &Payment, invoice: &Invoice) -> String {
    let sum = payment.amount.plain(payment.currency);
    let parts = [
        &payment.number,
        invoice.number().unwrap_or_default(),
        &payment.transaction_id,
        &payment.purpose,
        &sum,
        &sum.replace('.', ","),
    ];
    parts.map(fold).join(" ")
}

fn event_of_payment(payment: &Payment, invoice: &Invoice) -> Event {
    Event::new(Owner::payment(payment.id, payment.client), Verb::Created)
        .change("number", "", &payment.number)
        .change("invoice", "", invoice.number().unwrap_or_default())
        .change("amount", "", invoice.money(payment.amount))
        .change("date", "", payment.date)
        .change("mode", "", payment.mode)
}

fn event_of_invoice(payment: &Payment, before: &Invoice, after: &Invoice) -> Event {
    Event::new(before.owner(), Verb::PaymentRecorded)
        .change("payment", "", &payment.number)
        .change("paid", before.money(before.paid), after.money(after.paid))
        .change("settlement", before.settlement, after.settlement)
}

/// A page of the payments the actor can see.
pub async fn list(ctx: &Ctx, filter: &PaymentFilter) -> AppResult<Page<PaymentRow>> {
    ctx.may(Right::ViewPayments)?;
    let mut page = store::list(&mut ctx.read(), filter, ctx.scope()).await?;
    let zone = viewer_zone();
    for row in &mut page.rows {
        row.entered_on = local_day(row.entered_at, &zone);
    }
    Ok(page)
}

/// The sums of what the list shows, per currency.
pub async fn totals(ctx: &Ctx, filter: &PaymentFilter) -> AppResult<Vec<CurrencyTotal>> {
    ctx.may(Right::ViewPayments)?;
    Ok(store::totals(&mut ctx.read(), filter, ctx.scope()).await?)
}

/// Everything the page of a payment shows.
pub async fn show(ctx: &Ctx, id: PaymentId) -> AppResult<PaymentPage> {
    ctx.may(Right::ViewPayments)?;
    let mut conn = ctx.read();
    let mut page = store::page(&mut conn, id, ctx.scope())
        .await?
        .ok_or(AppError::NotFound)?;
    page.entered_on = local_day(page.payment.created_at, &viewer_zone());
    page.allocations = store::allocations_of(&mut conn, id).await?;
    let owner = Owner::payment(id, page.payment.client);
    page.events = activity::actions::of_owner(ctx, &owner, MOST_EVENTS).await?;
    Ok(page)
}

/// The payments of an invoice, oldest first, and what is left of it.
pub async fn of_invoice(ctx: &Ctx, id: InvoiceId) -> AppResult<InvoicePayments> {
    ctx.may(Right::ViewPayments)?;
    let mut conn = ctx.read();
    let invoice = seen(&mut conn, id, ctx.scope()).await?;
    Ok(InvoicePayments {
        facts: facts(&mut conn, &invoice).await?,
        allocations: store::allocations_to(&mut conn, id).await?,
    })
}

/// The form of a new payment on an invoice: its balance, today, its account.
pub async fn open(ctx: &Ctx, id: InvoiceId) -> AppResult<NewPayment> {
    ctx.may(Right::RecordPayments)?;
    let mut conn = ctx.read();
    let invoice = seen(&mut conn, id, ctx.scope()).await?;
    let company = organization::store::by_id(&mut conn, invoice.organization)
        .await?
        .ok_or(AppError::NotFound)?;
    let accounts: Vec<(BankAccountId, String)> = organization::store::accounts(&mut conn, company.id)
        .await?
        .into_iter()
        .filter(|account| account.currency == invoice.currency)
        .map(|account| {
            (
                account.id,
                format!("{} {}", account.bank, account.number).trim().to_owned(),
            )
        })
        .collect();
    Ok(NewPayment {
        form: RecordPayment {
            request: ctx.new_id(),
            invoice: invoice.id,
            date: ctx.clock.today(&company.time_zone).to_string(),
            amount: invoice.balance().plain(invoice.currency),
            mode: PaymentMode::default().to_string(),
            account: invoice.account.to_string(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
        },
        invoice: facts(&mut conn, &invoice).await?,
        accounts,
    })
}

async fn seen(conn: &mut Conn, id: InvoiceId, scope: Scope) -> AppResult<Invoice> {
    invoices::store::by_id(conn, id, scope).await?.ok_or(AppError::NotFound)
}

async fn facts(conn: &mut Conn, invoice: &Invoice) -> AppResult<InvoiceFacts> {
    // The invoice was seen within the scope; its client's name stands on it.
    let client = clients::store::by_id(conn, invoice.client, Scope::All).await?;
    Ok(InvoiceFacts {
        id: invoice.id,
        number: invoice.number().unwrap_or_default().to_owned(),
        issue_date: invoice.issue_date,
        due_date: invoice.due_date,
        client: invoice.client,
        client_name: client.map(|client| client.name).unwrap_or_default(),
        total: invoice.money(invoice.total),
        paid: invoice.money(invoice.paid),
        balance: invoice.money(invoice.balance()),
        stage: invoice.stage(),
    })
}

fn local_day(at: Timestamp, zone: &TimeZone) -> Date {
    at.to_zoned_datetime(zone.clone()).date()
}
