//! Expenses that invoices charge. A line names its expense, and an expense is on one line at most: whoever puts some of a client's
//! expenses on an invoice is alone with them, and keeps their rows.

use std::collections::{BTreeMap, BTreeSet};

use super::super::model::{BillExpense, DraftChoice, ExpenseChoice, Invoice, Line, SaveInvoice, Stage};
use super::super::store;
use super::draft::save_in;
use super::list::editor;
use crate::company::organization;
use crate::company::organization::model::OrganizationChoice;
use crate::crm::clients;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::currency::Currency;
use crate::kernel::date::parse_date;
use crate::kernel::ids::{ClientId, ExpenseId, InvoiceId, OrganizationId};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::kernel::tax::PriceMode;
use crate::kernel::writing::Writing;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::reach::actions::regarding;

/// Expenses that an editor offers, and drafts that an expense's page does.
const MOST_OFFERED: i64 = 100;

/// Of a client's expenses those that he pays for and that are on no invoice, or on this one; none for who may not see expenses.
pub async fn expenses_to_bill(
    ctx: &Ctx,
    client: ClientId,
    invoice: Option<InvoiceId>,
) -> AppResult<Vec<ExpenseChoice>> {
    ctx.may_write(Writing::INVOICES)?;
    let client = clients::actions::show(ctx, client).await?.id;
    let mut conn = ctx.read();
    if !regarding(&mut conn, ctx, client).await?.actor.has(Right::ViewExpenses) {
        return Ok(Vec::new());
    }
    Ok(store::expenses_to_bill(&mut conn, client, invoice, MOST_OFFERED).await?)
}

/// The expenses that an invoice charges, for who may see expenses. The caller has checked that he may see the invoice.
pub(super) async fn expenses_on(ctx: &Ctx, invoice: InvoiceId) -> AppResult<Vec<(ExpenseId, String)>> {
    if ctx.actor.has(Right::ViewExpenses) {
        Ok(store::expenses_on(&mut ctx.read(), invoice).await?)
    } else {
        Ok(Vec::new())
    }
}

/// Drafts that an expense of a client and an own company in a currency could be put on; none for who may not edit invoices. The caller
/// has checked that he may see the client.
pub async fn drafts_for(ctx: &Ctx, of: (ClientId, OrganizationId, Currency)) -> AppResult<Vec<DraftChoice>> {
    let mut conn = ctx.read();
    if regarding(&mut conn, ctx, of.0).await?.actor.has(Right::EditInvoices) {
        Ok(store::drafts_of(&mut conn, of, MOST_OFFERED).await?)
    } else {
        Ok(Vec::new())
    }
}

/// Puts an expense on a draft of its client as one more line, or on a new draft.
///
/// # Errors
/// Beside `expense`: [`Problem::NotBillable`], [`Problem::AlreadyBilled`]; beside `invoice`: it is no draft, or of other parties or
/// currency; what else is wrong with the draft stands beside the fields of its editor.
pub async fn bill_expense(ctx: &Ctx, input: BillExpense) -> AppResult<InvoiceId> {
    ctx.may(Right::ViewExpenses)?;
    ctx.may_write(Writing::INVOICES)?;
    let expense = store::expense(&mut ctx.read(), input.expense, ctx.scope_of(Object::Expenses)).await?;
    let expense = expense.ok_or(AppError::NotFound)?;
    let companies = organization::actions::choices(ctx).await?;
    let company = companies.iter().find(|company| company.id == expense.organization);
    let chosen = match input.invoice.trim() {
        "" => None,
        id => Some(
            id.parse::<InvoiceId>()
                .map_err(|_| beside_invoice(Problem::UnknownChoice))?,
        ),
    };
    ctx.may(Writing::INVOICES.of(chosen))?;
    // What a new draft takes over from the client's last one is read before anything is locked.
    let blank = match chosen {
        None => Some(new_draft(ctx, &expense, company).await?),
        Some(_) => None,
    };
    let mut tx = ctx.write().await?;
    if let Some(earlier) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(earlier);
    }
    let mut form = match (blank, chosen) {
        (Some(blank), _) => blank,
        (None, Some(id)) => stored_draft(&mut tx, ctx, id, &expense).await?,
        (None, None) => return Err(AppError::NotFound),
    };
    alone(&mut tx, expense.client).await?;
    // As it is now that nobody else puts it anywhere.
    let expense = store::expense(&mut tx, expense.id, ctx.scope_of(Object::Expenses)).await?;
    let expense = expense.ok_or(AppError::NotFound)?;
    may_be_billed(&expense)?;
    let mode = form.price_mode.parse().unwrap_or(PriceMode::Net);
    let date = parse_date(&form.issue_date).unwrap_or(expense.date);
    form.lines.push(expense.line(mode, company, date));
    let saved = save_in(&mut tx, ctx, &form).await?;
    requests::done(&mut tx, input.request, saved.id).await?;
    tx.commit().await?;
    Ok(saved.id)
}

fn beside_invoice(problem: Problem) -> AppError {
    AppError::field("invoice", problem)
}

fn may_be_billed(expense: &ExpenseChoice) -> AppResult<()> {
    if !expense.billable {
        return Err(AppError::field("expense", Problem::NotBillable));
    }
    match expense.invoice {
        Some(_) => Err(AppError::field("expense", Problem::AlreadyBilled)),
        None => Ok(()),
    }
}

/// The form of a new draft in the expense's currency and from its own company; what else it says is usual for the client.
async fn new_draft(ctx: &Ctx, expense: &ExpenseChoice, company: Option<&OrganizationChoice>) -> AppResult<SaveInvoice> {
    let usual = editor(ctx, None, Some(expense.client), None).await?.form;
    let company = company.ok_or_else(|| beside_invoice(Problem::CompanyIncomplete))?;
    let account = company
        .accounts
        .iter()
        .find(|account| account.currency == expense.currency && account.id.to_string() == usual.account);
    let account = account.or_else(|| company.default_account(expense.currency));
    let account = account.ok_or_else(|| beside_invoice(Problem::CompanyIncomplete))?;
    let same = usual.organization == company.id.to_string();
    Ok(SaveInvoice {
        organization: company.id.to_string(),
        account: account.id.to_string(),
        contract: if same { usual.contract } else { String::new() },
        price_mode: if same {
            usual.price_mode
        } else {
            company.price_mode.to_string()
        },
        currency: expense.currency.code().to_owned(),
        lines: Vec::new(),
        ..usual
    })
}

/// The form of a stored draft, locked: as it is now, whatever version was on the page, since a line is added and nothing is replaced.
async fn stored_draft(tx: &mut Tx, ctx: &Ctx, id: InvoiceId, expense: &ExpenseChoice) -> AppResult<SaveInvoice> {
    let draft = store::locked(tx, id, ctx.scope_of(Object::Invoices))
        .await?
        .ok_or(AppError::NotFound)?;
    if draft.stage() != Stage::Draft {
        return Err(beside_invoice(draft.stage().in_the_way()));
    }
    if draft.client != expense.client || draft.organization != expense.organization {
        return Err(beside_invoice(Problem::OtherParties));
    }
    if draft.currency != expense.currency {
        return Err(beside_invoice(Problem::OtherCurrency));
    }
    let lines = store::lines(tx, id).await?;
    let rates = organization::store::vat_rates(tx, draft.organization).await?;
    Ok(SaveInvoice::of(&draft, &lines, &rates))
}

/// Judges the expenses that the lines of an invoice name, before they are written, and tells what becomes of each: `before` are the
/// lines it had.
///
/// # Errors
/// Beside `lines`: an expense of other parties or in another currency, one that the client does not pay for, or that another invoice
/// charges.
pub(super) async fn keep(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice, before: &[Line], after: &[Line]) -> AppResult<()> {
    let named = |lines: &[Line]| {
        lines
            .iter()
            .filter_map(|line| line.expense)
            .collect::<BTreeSet<ExpenseId>>()
    };
    let (had, has) = (named(before), named(after));
    if had.is_empty() && has.is_empty() {
        return Ok(());
    }
    alone(tx, invoice.client).await?;
    let twice = after.iter().filter(|line| line.expense.is_some()).count() > has.len();
    if twice {
        return Err(AppError::field("lines", Problem::AlreadyBilled));
    }
    if has.difference(&had).next().is_some() {
        ctx.may(Right::ViewExpenses)?;
        // What the invoice charges already stays, also where whoever changes it does not see it.
        if !regarding(tx, ctx, invoice.client).await?.actor.has(Right::ViewExpenses) {
            return Err(AppError::field("lines", Problem::UnknownChoice));
        }
    }
    let all: BTreeSet<ExpenseId> = had.union(&has).copied().collect();
    let kept = store::expenses_kept(tx, &all, ctx.scope_of(Object::Invoices)).await?;
    let kept: BTreeMap<ExpenseId, ExpenseChoice> = kept.into_iter().map(|one| (one.id, one)).collect();
    for id in &has {
        let problem = kept
            .get(id)
            .map_or(Some(Problem::UnknownChoice), |expense| in_the_way(expense, invoice));
        if let Some(problem) = problem {
            return Err(AppError::field("lines", problem));
        }
    }
    let number = invoice.number().unwrap_or_default();
    for id in has.difference(&had) {
        tell(tx, ctx, *id, invoice.client, Verb::Billed, number).await?;
    }
    for id in had.difference(&has) {
        let client = kept.get(id).map_or(invoice.client, |expense| expense.client);
        tell(tx, ctx, *id, client, Verb::Unbilled, number).await?;
    }
    Ok(())
}

/// Why an invoice can't charge an expense.
fn in_the_way(expense: &ExpenseChoice, invoice: &Invoice) -> Option<Problem> {
    if expense.client != invoice.client || expense.organization != invoice.organization {
        return Some(Problem::OtherParties);
    }
    if expense.currency != invoice.currency {
        return Some(Problem::OtherCurrency);
    }
    if !expense.billable {
        return Some(Problem::NotBillable);
    }
    let elsewhere = expense.invoice.is_some_and(|other| other != invoice.id);
    elsewhere.then_some(Problem::AlreadyBilled)
}

/// Lets go of all expenses of an invoice that charges nothing any more: a draft that is deleted, an invoice that is cancelled.
pub(super) async fn free(tx: &mut Tx, ctx: &Ctx, invoice: &Invoice) -> AppResult<()> {
    let charged = store::expenses_on(tx, invoice.id).await?;
    if charged.is_empty() {
        return Ok(());
    }
    alone(tx, invoice.client).await?;
    let ids = charged.iter().map(|(id, _)| *id).collect();
    store::expenses_kept(tx, &ids, ctx.scope_of(Object::Invoices)).await?;
    store::forget_expenses(tx, invoice.id).await?;
    let number = invoice.number().unwrap_or_default();
    for id in ids {
        tell(tx, ctx, id, invoice.client, Verb::Unbilled, number).await?;
    }
    Ok(())
}

/// Nobody else puts expenses of a client on invoices, or takes them off, until the transaction ends.
async fn alone(tx: &mut Tx, client: ClientId) -> AppResult<()> {
    Ok(tx.alone_with(&format!("expenses of {client}")).await?)
}

async fn tell(tx: &mut Tx, ctx: &Ctx, id: ExpenseId, client: ClientId, verb: Verb, number: &str) -> AppResult<()> {
    let event = Event::new(Owner::expense(id, Some(client)), verb);
    let event = match verb {
        Verb::Billed => event.change("invoice", "", number),
        _ => event.change("invoice", number, ""),
    };
    Ok(activity::record(tx, ctx, event).await?)
}
