//! Lists, pages, and what forms open with.

use std::collections::BTreeSet;

use super::super::model::{
    Account, AdvanceLeft, AllocationRow, Cancelling, CurrencyTotal, InvoiceFacts, InvoicePayments, NewPayment, Offered,
    OpenInvoice, Opening, Payment, PaymentFilter, PaymentPage, PaymentRow, RecordPayment, Share, TypedPart, spread,
};
use super::super::store;
use super::write_off::limit_in;
use crate::company::organization;
use crate::company::organization::model::{BankAccount, Books, Organization};
use crate::company::payment_modes;
use crate::crm::clients;
use crate::documents::invoices;
use crate::documents::invoices::model::{Invoice, Stage};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Scope};
use crate::kernel::currency::Currency;
use crate::kernel::ids::{ClientId, InvoiceId, OrganizationId, PaymentId};
use crate::kernel::money::Amount;
use crate::kernel::owner::Owner;
use crate::kernel::paging::Page;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Conn;
use crate::records::activity;

/// Events a page shows.
const MOST_EVENTS: i64 = 100;

/// Open invoices a form offers.
const MOST_OPEN: i64 = 100;

/// A page of the payments the actor can see.
pub async fn list(ctx: &Ctx, filter: &PaymentFilter) -> AppResult<Page<PaymentRow>> {
    ctx.may(Right::ViewPayments)?;
    let mut page = store::list(&mut ctx.read(), filter, ctx.scope_of(Object::Payments)).await?;
    for row in &mut page.rows {
        row.added = filter.added == Some(row.id);
    }
    Ok(page)
}

/// What a few typed characters may mean, without its invoices: a payment by its number, by the beginning of it, by its sum.
pub async fn suggest(ctx: &Ctx, text: &str, most: i64) -> AppResult<Vec<PaymentRow>> {
    ctx.may(Right::ViewPayments)?;
    Ok(store::suggested(text, ctx.scope_of(Object::Payments), most)
        .all(&mut ctx.read())
        .await?)
}

/// The sums of what the list shows, per currency.
pub async fn totals(ctx: &Ctx, filter: &PaymentFilter) -> AppResult<Vec<CurrencyTotal>> {
    ctx.may(Right::ViewPayments)?;
    Ok(store::totals(&mut ctx.read(), filter, ctx.scope_of(Object::Payments)).await?)
}

/// What a client has paid beyond his invoices, per currency. The caller has checked that the actor may see him.
pub async fn advances(ctx: &Ctx, client: ClientId) -> AppResult<Vec<AdvanceLeft>> {
    ctx.may(Right::ViewPayments)?;
    Ok(store::advances(&mut ctx.read(), client).await?)
}

/// Everything the page of a payment shows.
pub async fn show(ctx: &Ctx, id: PaymentId) -> AppResult<PaymentPage> {
    ctx.may(Right::ViewPayments)?;
    let mut conn = ctx.read();
    let mut page = store::page(&mut conn, id, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    let payment = &page.payment;
    let company = company(&mut conn, payment.organization).await?;
    page.today = ctx.clock.today(&company.time_zone);
    page.allocations = store::allocations_of(&mut conn, id).await?;
    page.refunds = store::refunds_of(&mut conn, id).await?;
    if payment.is_incoming() && ctx.actor.has(Right::AllocatePayments) {
        page.offered = offered(&mut conn, payment, &page.allocations).await?;
    }
    if payment.is_incoming() && ctx.actor.has(Right::RecordPayments) {
        (page.modes, _) = payment_modes::actions::offered(&mut conn, Some(payment.mode)).await?;
    }
    let owner = Owner::payment(id, page.payment.client);
    page.events = activity::actions::of_owner(ctx, &owner, MOST_EVENTS).await?;
    Ok(page)
}

/// What a payment settles, and what else it could.
async fn offered(conn: &mut Conn, payment: &Payment, allocations: &[AllocationRow]) -> AppResult<Vec<Offered>> {
    let open = invoices::store::open_of(conn, payment.client, payment.organization, None, MOST_OPEN).await?;
    let mut all = Vec::new();
    for row in allocations {
        // Of the client whose payment was seen.
        let Some(invoice) = invoices::store::by_id(conn, row.invoice, Scope::All).await? else {
            continue;
        };
        let share = row.share();
        let balance = invoice.total.checked_sub(invoice.paid);
        let balance = balance.and_then(|rest| rest.checked_add(share.settled));
        let invoice = OpenInvoice {
            balance: balance.unwrap_or_default(),
            ..OpenInvoice::of(&invoice)
        };
        all.push(Offered { invoice, share });
    }
    let settled: BTreeSet<InvoiceId> = allocations.iter().map(|row| row.invoice).collect();
    let others = open.iter().filter(|invoice| !settled.contains(&invoice.id));
    all.extend(others.map(|invoice| Offered {
        invoice: OpenInvoice::of(invoice),
        share: Share::NONE,
    }));
    Ok(all)
}

/// The payments of an invoice, oldest first, what was written off, and what could settle the rest.
pub async fn of_invoice(ctx: &Ctx, id: InvoiceId) -> AppResult<InvoicePayments> {
    ctx.may(Right::ViewPayments)?;
    let mut conn = ctx.read();
    let invoice = seen(&mut conn, id, ctx.scope_of(Object::Payments)).await?;
    let company = company(&mut conn, invoice.organization).await?;
    let today = ctx.clock.today(&company.time_zone);
    let of = (invoice.client, invoice.organization, invoice.currency);
    let advance = store::advance_for(&mut conn, of).await?;
    let may_write_off = if ctx.actor.has(Right::WriteOff) {
        let books = books_of(company);
        let before = store::written_off(&mut conn, id).await?;
        let left = limit_in(&books, invoice.currency).checked_sub(before);
        left.unwrap_or_default().max(Amount::ZERO)
    } else {
        Amount::ZERO
    };
    Ok(InvoicePayments {
        facts: facts(&mut conn, &invoice).await?,
        allocations: store::allocations_to(&mut conn, id).await?,
        write_offs: store::write_offs_of(&mut conn, id).await?,
        advance: invoice.money(advance),
        may_write_off: invoice.money(may_write_off),
        today,
    })
}

/// What is asked when an invoice with payments is cancelled.
pub async fn cancelling(ctx: &Ctx, id: InvoiceId) -> AppResult<Cancelling> {
    ctx.may(Right::CancelInvoices)?;
    ctx.may(Right::AllocatePayments)?;
    let mut conn = ctx.read();
    let invoice = seen(&mut conn, id, ctx.scope_of(Object::Payments)).await?;
    let written_off = store::written_off(&mut conn, id).await?;
    let money = invoice.paid.checked_sub(written_off).unwrap_or_default();
    let currency = Some(invoice.currency);
    let open = invoices::store::open_of(&mut conn, invoice.client, invoice.organization, currency, MOST_OPEN).await?;
    let enough = |other: &&Invoice| other.id != id && other.balance() >= money;
    Ok(Cancelling {
        facts: facts(&mut conn, &invoice).await?,
        allocations: store::allocations_to(&mut conn, id).await?,
        write_offs: store::write_offs_of(&mut conn, id).await?,
        replacements: open.iter().filter(enough).map(OpenInvoice::of).collect(),
    })
}

/// The form of a new payment: of an invoice its balance, its account and its company; of a client his oldest open invoices. What the
/// address says of account and date goes before.
pub async fn open(ctx: &Ctx, from: Opening) -> AppResult<NewPayment> {
    ctx.may(Right::RecordPayments)?;
    let mut conn = ctx.read();
    let invoice = match from.invoice {
        Some(id) => Some(seen(&mut conn, id, ctx.scope_of(Object::Payments)).await?),
        None => None,
    };
    let client = invoice.as_ref().map(|invoice| invoice.client).or(from.client);
    let client = client.ok_or(AppError::NotFound)?;
    let client = clients::store::by_id(&mut conn, client, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    let given = match from.account {
        Some(id) => organization::store::account_by_id(&mut conn, id).await?,
        None => None,
    };
    let companies = organization::actions::names(ctx).await?;
    let wanted = invoice
        .as_ref()
        .map(|invoice| invoice.organization)
        .or(from.organization)
        .or(given.as_ref().map(|account| account.organization));
    let company = match wanted.filter(|id| companies.iter().any(|company| company.id == *id)) {
        Some(id) => id,
        None => usual_company(&mut conn, client.id)
            .await?
            .or(companies.first().map(|c| c.id))
            .ok_or(AppError::NotFound)?,
    };
    let company = self::company(&mut conn, company).await?;
    let accounts = organization::store::accounts(&mut conn, company.id).await?;
    let open = open_invoices(&mut conn, client.id, company.id, invoice.as_ref()).await?;
    let account = chosen_account(&accounts, given, invoice.as_ref(), &open, client.currency);
    let currency = account.map(|account| account.currency);
    let amount = first_amount(invoice.as_ref(), account);
    let today = ctx.clock.today(&company.time_zone);
    let parts = typed_parts(&open, amount, account);
    let payable = match &invoice {
        Some(invoice) => Some(facts(&mut conn, invoice).await?),
        None => None,
    };
    let plain = |amount: Amount| currency.map(|currency| amount.plain(currency)).unwrap_or_default();
    let (modes, mode) = payment_modes::actions::offered(&mut conn, None).await?;
    Ok(NewPayment {
        form: RecordPayment {
            request: ctx.new_id(),
            client: client.id,
            invoice: invoice
                .as_ref()
                .map(|invoice| invoice.id.to_string())
                .unwrap_or_default(),
            account: account.map(|account| account.id.to_string()).unwrap_or_default(),
            date: from.date.unwrap_or(today).to_string(),
            amount: amount.map(plain).unwrap_or_default(),
            mode: mode.to_string(),
            transaction_id: String::new(),
            purpose: String::new(),
            note: String::new(),
            silent: false,
            parts,
            spread: true,
            next: false,
            in_card: false,
        },
        invoice: payable,
        client_name: client.name,
        companies,
        organization: company.id,
        accounts: accounts.into_iter().map(choice).collect(),
        modes,
        open,
        today,
    })
}

/// The own company that a client got his last invoice from.
async fn usual_company(conn: &mut Conn, client: ClientId) -> AppResult<Option<OrganizationId>> {
    let last = invoices::store::last_of_client(conn, client).await?;
    Ok(last.map(|invoice| invoice.organization))
}

/// What the client has to pay to the own company: the invoice the form was opened from first, the others by their due dates.
async fn open_invoices(
    conn: &mut Conn,
    client: ClientId,
    company: OrganizationId,
    first: Option<&Invoice>,
) -> AppResult<Vec<OpenInvoice>> {
    let mut open = invoices::store::open_of(conn, client, company, None, MOST_OPEN).await?;
    if let Some(first) = first.filter(|first| first.stage() == Stage::Issued && first.balance().is_positive()) {
        open.retain(|invoice| invoice.id != first.id);
        open.insert(0, first.clone());
    }
    Ok(open.iter().map(OpenInvoice::of).collect())
}

/// The account a payment is likely to come in on: the one the address names, the invoice's, else one in the currency of what is open
/// or of the client.
fn chosen_account<'a>(
    accounts: &'a [BankAccount],
    given: Option<BankAccount>,
    invoice: Option<&Invoice>,
    open: &[OpenInvoice],
    usual: Currency,
) -> Option<&'a BankAccount> {
    let by_id = |id| accounts.iter().find(|account| account.id == id);
    let currency = open.first().map_or(usual, |invoice| invoice.currency);
    let in_currency = || accounts.iter().find(|account| account.currency == currency);
    given
        .and_then(|given| by_id(given.id))
        .or_else(|| invoice.and_then(|invoice| by_id(invoice.account)))
        .or_else(in_currency)
        .or_else(|| accounts.first())
}

/// The balance, where the money comes in the invoice's currency.
fn first_amount(invoice: Option<&Invoice>, account: Option<&BankAccount>) -> Option<Amount> {
    let (invoice, account) = invoice.zip(account)?;
    let balance = invoice.balance();
    (invoice.currency == account.currency && balance.is_positive()).then_some(balance)
}

/// The parts as the sum fills them; the fields of a form without scripts stay empty, and tell it in their placeholders.
fn typed_parts(open: &[OpenInvoice], amount: Option<Amount>, account: Option<&BankAccount>) -> Vec<TypedPart> {
    let Some(account) = account else {
        return open.iter().map(|invoice| TypedPart::of(invoice.id, "")).collect();
    };
    let sums = spread(amount.unwrap_or_default(), account.currency, open);
    let typed = |sum: Amount| {
        if sum.is_positive() {
            sum.plain(account.currency)
        } else {
            String::new()
        }
    };
    let parts = open.iter().zip(sums);
    parts
        .map(|(invoice, sum)| TypedPart::of(invoice.id, typed(sum)))
        .collect()
}

fn choice(account: BankAccount) -> Account {
    Account {
        id: account.id,
        name: format!("{} {}", account.bank, account.number).trim().to_owned(),
        currency: account.currency,
    }
}

async fn seen(conn: &mut Conn, id: InvoiceId, scope: Scope) -> AppResult<Invoice> {
    invoices::store::by_id(conn, id, scope).await?.ok_or(AppError::NotFound)
}

async fn company(conn: &mut Conn, id: OrganizationId) -> AppResult<Organization> {
    organization::store::by_id(conn, id).await?.ok_or(AppError::NotFound)
}

fn books_of(company: Organization) -> Books {
    Books {
        organization: company.id,
        lock_date: company.lock_date,
        time_zone: company.time_zone,
        write_off_limit: company.write_off_limit,
    }
}

async fn facts(conn: &mut Conn, invoice: &Invoice) -> AppResult<InvoiceFacts> {
    // The invoice was seen within the scope; its client's name stands on it.
    let client = clients::store::by_id(conn, invoice.client, Scope::All).await?;
    Ok(InvoiceFacts {
        id: invoice.id,
        version: invoice.version,
        number: invoice.number().unwrap_or_default().to_owned(),
        client: invoice.client,
        client_name: client.map(|client| client.name).unwrap_or_default(),
        total: invoice.money(invoice.total),
        paid: invoice.money(invoice.paid),
        balance: invoice.money(invoice.balance()),
        stage: invoice.stage(),
    })
}
