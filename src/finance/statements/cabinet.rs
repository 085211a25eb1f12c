//! The statement as a client's contact sees it in the cabinet: the same as the staff's.

use super::actions::{StatementPapers, papers_of, read_of, views_of};
use super::model::{Account, MOST_PRINTED, MOST_ROWS, Statement, StatementFilter};
use super::store::{self, Books};
use crate::company::organization;
use crate::error::AppResult;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::date::Period;
use crate::platform::ctx::Ctx;

/// The statement of the visitor's company over the days that are asked for.
pub async fn show(ctx: &Ctx, filter: &StatementFilter) -> AppResult<Statement> {
    let visitor = ctx.visitor(CabinetRight::Payments)?;
    let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
    Ok(read_of(ctx, visitor.client, filter, most).await?.1)
}

/// The same as papers.
///
/// # Errors
/// As [`super::actions::papers`].
pub async fn papers(ctx: &Ctx, filter: &StatementFilter) -> AppResult<StatementPapers> {
    let visitor = ctx.visitor(CabinetRight::Payments)?;
    let (client, statement) = read_of(ctx, visitor.client, filter, MOST_PRINTED + 1).await?;
    let views = Box::pin(views_of(ctx, client, statement)).await?;
    papers_of(ctx, views).await
}

/// What is owed today on either side, per own company and currency; nothing is said of those where nothing is. Without their rows.
pub async fn balances(ctx: &Ctx) -> AppResult<Vec<Account>> {
    let visitor = ctx.visitor(CabinetRight::Payments)?;
    let until_today = Period {
        from: None,
        until: Some(organization::actions::today(ctx).await?),
    };
    let accounts = store::accounts(visitor.client, Books::default(), until_today);
    let mut accounts: Vec<Account> = accounts.all(&mut ctx.read()).await?;
    accounts.retain(|account| !account.closing.is_zero());
    Ok(accounts)
}
