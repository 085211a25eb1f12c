//! Reading statements, and the papers made of them. Nothing of those is frozen: they say what is stored when somebody asks.

use std::collections::BTreeMap;

use super::model::{Account, MOST_PRINTED, MOST_ROWS, Statement, StatementFilter, StatementLine, StatementRow};
use super::pages::entry_text;
use super::store::{self, Books, Placed};
use crate::company::organization;
use crate::crm::clients;
use crate::crm::clients::model::Client;
use crate::documents::papers::parties;
use crate::documents::papers::renditions::{self, PaperFile};
use crate::documents::templates::model::{PaperKind, TemplateKind};
use crate::documents::templates::serving;
use crate::documents::templates::views::{EntryView, PaperView, StatementView};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::date::Date;
use crate::kernel::format;
use crate::kernel::ids::{ClientId, OrganizationId};
use crate::kernel::lang::Lang;
use crate::kernel::money::{Amount, Overflow};
use crate::kernel::owner::OwnerKind;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

const KIND: TemplateKind = TemplateKind::paper(PaperKind::Statement);

/// The statement of a client over the days that are asked for.
///
/// # Errors
/// [`AppError::NotFound`] for a client outside of the actor's scope.
pub async fn show(ctx: &Ctx, client: ClientId, filter: &StatementFilter) -> AppResult<Statement> {
    let most = i64::try_from(MOST_ROWS).unwrap_or(i64::MAX);
    Ok(read(ctx, client, filter, most).await?.1)
}

/// All lines of the statement of the client that the filter names, for a file.
///
/// # Errors
/// As [`show`].
pub async fn lines(ctx: &Ctx, filter: &StatementFilter) -> AppResult<Vec<StatementLine>> {
    let client = filter.client.ok_or(AppError::NotFound)?;
    Ok(read(ctx, client, filter, i64::MAX).await?.1.lines())
}

async fn read(ctx: &Ctx, client: ClientId, filter: &StatementFilter, most: i64) -> AppResult<(Client, Statement)> {
    may_see(ctx)?;
    read_of(ctx, client, filter, most).await
}

/// Refuses whoever does not see statements: they are seen as the mails that bring them.
pub(super) fn may_see(ctx: &Ctx) -> AppResult<()> {
    OwnerKind::Client
        .mail_is_seen_with()
        .try_for_each(|right| ctx.may(right))
}

/// The client within the actor's scope and his statement, which tells of invoices and of payments: of clients whose payments he sees, since those
/// are seen no further than invoices. With at most so many rows of each own company and currency. The caller has checked that
/// the actor may see statements at all.
pub(super) async fn read_of(
    ctx: &Ctx,
    client: ClientId,
    filter: &StatementFilter,
    most: i64,
) -> AppResult<(Client, Statement)> {
    let today = organization::actions::today(ctx).await?;
    let days = filter.days(today);
    let client = clients::store::by_id(&mut ctx.read(), client, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    // Balances and rows of one committed state: what is written in between would be in one and not in the other.
    let mut conn = ctx.db.snapshot().await?;
    let of = Books {
        organization: filter.organization,
        currency: filter.currency,
    };
    let accounts = store::accounts(client.id, of, days).all(&mut conn).await?;
    let rows = store::rows(client.id, of, days, most).all(&mut conn).await?;
    let statement = Statement {
        client: client.id,
        client_name: client.name.clone(),
        days,
        as_of: days.until.unwrap_or(today),
        accounts: with_rows(accounts, rows)?,
    };
    Ok((client, statement))
}

/// A statement as papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementPapers {
    /// What they are called together: heading, client, days.
    pub title: String,
    pub files: Vec<PaperFile>,
}

/// The statement of a client as papers in his language, one for each own company and currency.
///
/// # Errors
/// As [`show`], also where there is nothing to be said; [`AppError::TooLarge`] for more rows than are printed; beside `template`: what a
/// template prints and a statement lacks.
pub async fn papers(ctx: &Ctx, client: ClientId, filter: &StatementFilter) -> AppResult<StatementPapers> {
    let views = Box::pin(views(ctx, client, filter)).await?;
    papers_of(ctx, views).await
}

/// What these papers print, as papers.
pub(super) async fn papers_of(ctx: &Ctx, views: Vec<(OrganizationId, StatementView)>) -> AppResult<StatementPapers> {
    let (mut title, mut files) = (String::new(), Vec::new());
    for (organization, view) in views {
        let about = format!("{} {} – {}", view.buyer.short_name, view.from, view.until);
        let serving = serving::serving(&mut ctx.read(), KIND, organization, view.lang, None).await?;
        let paper = PaperView::Statement(StatementView {
            template: Some(serving.reference.clone()),
            ..view
        });
        serving.refuse_unmet(&paper)?;
        let file = Box::pin(renditions::of_view(ctx, organization, paper, false)).await?;
        title = format!("{} {about}", file.title);
        files.push(file);
    }
    Ok(StatementPapers { title, files })
}

/// Everything these papers print, with the own company of each.
///
/// # Errors
/// As [`papers`].
pub async fn views(
    ctx: &Ctx,
    client: ClientId,
    filter: &StatementFilter,
) -> AppResult<Vec<(OrganizationId, StatementView)>> {
    let (client, statement) = read(ctx, client, filter, MOST_PRINTED + 1).await?;
    views_of(ctx, client, statement).await
}

/// What a statement prints that was read with one row more than are printed.
pub(super) async fn views_of(
    ctx: &Ctx,
    client: Client,
    statement: Statement,
) -> AppResult<Vec<(OrganizationId, StatementView)>> {
    if statement.accounts.is_empty() {
        return Err(AppError::NotFound);
    }
    let entries = statement.accounts.iter().map(|account| account.entries);
    if entries.fold(0_i64, i64::saturating_add) > MOST_PRINTED {
        return Err(AppError::TooLarge);
    }
    let mut conn = ctx.read();
    let ids = clients::store::tax_ids(&mut conn, client.id).await?;
    let buyer = parties::buyer(&client, &ids);
    let mut views = Vec::with_capacity(statement.accounts.len());
    for account in &statement.accounts {
        let company = organization::store::by_id(&mut conn, account.organization).await?;
        let company = company.ok_or(AppError::NotFound)?;
        let bank = organization::store::default_account(&mut conn, company.id, account.currency).await?;
        let mut seller = parties::seller(&company);
        seller.bank = bank.as_ref().map(parties::account).unwrap_or_default();
        let view = StatementView {
            lang: client.lang,
            second_lang: None,
            date: statement.as_of,
            from: first_day(&statement, account),
            until: statement.as_of,
            seller,
            buyer: buyer.clone(),
            contract: None,
            currency: account.currency,
            opening: account.opening,
            entries: account.rows.iter().map(|row| entry(client.lang, row)).collect(),
            debit: account.debit,
            credit: account.credit,
            closing: account.closing,
            template: None,
            hryvnia: company.hryvnia,
            today: Some(ctx.clock.today(&company.time_zone)),
        };
        views.push((company.id, view));
    }
    Ok(views)
}

/// A paper says from when on; where the period has no beginning, that is the day of the first row.
fn first_day(statement: &Statement, account: &Account) -> Date {
    let first = account.rows.first().map(|row| row.date);
    statement.days.from.or(first).unwrap_or(statement.as_of)
}

fn entry(lang: Lang, row: &StatementRow) -> EntryView {
    let document = entry_text(lang, row.entry, &row.number);
    EntryView {
        date: row.date,
        document: match row.other {
            Some(other) => format!("{document} ({})", format::money(lang, other)),
            None => document,
        },
        debit: row.debit,
        credit: row.credit,
        balance: row.balance,
    }
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
