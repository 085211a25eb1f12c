//! Reading payments and balances.

use super::model::{CabinetBalance, CabinetPayment, CabinetPayments, PaymentDays};
use crate::company::organization;
use crate::error::AppResult;
use crate::finance::payments::model::PaymentRow;
use crate::finance::{payments, statements};
use crate::kernel::date::Period;
use crate::kernel::paging::Page;
use crate::platform::ctx::Ctx;

/// A page of the payments of some days, the newest first, with what the days come to.
pub async fn payments(ctx: &Ctx, filter: PaymentDays) -> AppResult<CabinetPayments> {
    let days = filter.days(organization::actions::today(ctx).await?);
    let (page, totals) = futures::try_join!(
        payments::actions::list_in_cabinet(ctx, days, filter.after),
        payments::actions::totals_in_cabinet(ctx, days),
    )?;
    Ok(CabinetPayments {
        page: Page {
            rows: page.rows.into_iter().map(as_seen).collect(),
            previous: page.previous,
            next: page.next,
        },
        totals,
    })
}

/// The last payment, if there is any.
pub async fn last_payment(ctx: &Ctx) -> AppResult<Option<CabinetPayment>> {
    let page = payments::actions::list_in_cabinet(ctx, Period::default(), None).await?;
    Ok(page.rows.into_iter().next().map(as_seen))
}

fn as_seen(row: PaymentRow) -> CabinetPayment {
    CabinetPayment {
        money: row.money(row.amount),
        advance: row.money(row.advance),
        id: row.id,
        number: row.number,
        kind: row.kind,
        date: row.date,
        invoice: row.invoice.zip(row.invoice_number),
        others: (row.invoices - 1).max(0),
    }
}

/// What is owed today on either side.
pub async fn balances(ctx: &Ctx) -> AppResult<Vec<CabinetBalance>> {
    let accounts = statements::cabinet::balances(ctx).await?.into_iter();
    let balance = accounts.map(|account| CabinetBalance {
        money: account.money(account.closing),
        organization_name: account.organization_name,
    });
    Ok(balance.collect())
}
