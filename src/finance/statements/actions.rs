//! Reading statements.

use std::collections::BTreeMap;

use super::model::{Account, MOST_ROWS, Statement, StatementFilter, StatementLine};
use super::store::{self, Placed};
use crate::company::organization;
use crate::crm::clients;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::ids::ClientId;
use crate::kernel::money::{Amount, Overflow};
use crate::platform::ctx::Ctx;

/// The statement of a client over the days that are asked for.
///
/// # Errors
/// [`AppError::NotFound`] for a client outside of the actor's scope.
pub async fn show(ctx: &Ctx, client: ClientId, filter: &StatementFilter) -> AppResult<Statement> {
    read(ctx, client, filter, i64::try_from(MOST_ROWS).unwrap_or(i64::MAX)).await
}

/// All lines of the statement of the client that the filter names, for a file.
///
/// # Errors
/// As [`show`].
pub async fn lines(ctx: &Ctx, filter: &StatementFilter) -> AppResult<Vec<StatementLine>> {
    let client = filter.client.ok_or(AppError::NotFound)?;
    Ok(read(ctx, client, filter, i64::MAX).await?.lines())
}

async fn read(ctx: &Ctx, client: ClientId, filter: &StatementFilter, most: i64) -> AppResult<Statement> {
    ctx.may(Right::ViewInvoices)?;
    ctx.may(Right::ViewPayments)?;
    let today = organization::actions::today(ctx).await?;
    let days = filter.days(today);
    let client = clients::store::by_id(&mut ctx.read(), client, ctx.scope())
        .await?
        .ok_or(AppError::NotFound)?;
    // Balances and rows of one committed state: what is written in between would be in one and not in the other.
    let mut conn = ctx.db.snapshot().await?;
    let accounts = store::accounts(client.id, filter.organization, days)
        .all(&mut conn)
        .await?;
    let rows = store::rows(client.id, filter.organization, days, most)
        .all(&mut conn)
        .await?;
    Ok(Statement {
        client: client.id,
        client_name: client.name,
        days,
        as_of: days.until.unwrap_or(today),
        accounts: with_rows(accounts, rows)?,
    })
}

/// Puts the rows to their accounts, each with what is owed after it. Accounts of which nothing is to be said are left out.
fn with_rows(accounts: Vec<Account>, rows: Vec<Placed>) -> AppResult<Vec<Account>> {
    let mut of_accounts: BTreeMap<_, Vec<Placed>> = BTreeMap::new();
    for placed in rows {
        let place = (placed.organization, placed.currency.code());
        of_accounts.entry(place).or_default().push(placed);
    }
    let mut told = Vec::new();
    for mut account in accounts {
        if account.entries == 0 && account.opening.is_zero() {
            continue;
        }
        let rows = of_accounts.remove(&(account.organization, account.currency.code()));
        let mut balance = account.opening;
        for Placed { mut row, .. } in rows.unwrap_or_default() {
            balance = after(balance, row.debit, row.credit).map_err(|error| internal(&error.to_string()))?;
            row.balance = balance;
            account.rows.push(row);
        }
        told.push(account);
    }
    Ok(told)
}

fn after(balance: Amount, debit: Amount, credit: Amount) -> Result<Amount, Overflow> {
    balance.checked_add(debit)?.checked_sub(credit)
}
