//! What a client's contact sees of payments in the cabinet. What was entered by mistake is outside of his scope.

use super::super::model::{AllocationRow, CurrencyTotal, PaymentFilter, PaymentRow, WriteOff};
use super::super::store;
use crate::error::AppResult;
use crate::kernel::cabinet::CabinetRight;
use crate::kernel::date::Period;
use crate::kernel::ids::InvoiceId;
use crate::kernel::paging::{Cursor, Page};
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;

/// A page of what the visitor's company has paid over some days and was given back, the newest first.
pub async fn list_in_cabinet(ctx: &Ctx, days: Period, after: Option<Cursor>) -> AppResult<Page<PaymentRow>> {
    let filter = over(ctx, days, after)?;
    Ok(store::list(&mut ctx.read(), &filter, ctx.scope_of(Object::Payments)).await?)
}

/// What that comes to, per currency.
pub async fn totals_in_cabinet(ctx: &Ctx, days: Period) -> AppResult<Vec<CurrencyTotal>> {
    let filter = over(ctx, days, None)?;
    Ok(store::totals(&mut ctx.read(), &filter, ctx.scope_of(Object::Payments)).await?)
}

fn over(ctx: &Ctx, days: Period, after: Option<Cursor>) -> AppResult<PaymentFilter> {
    let visitor = ctx.visitor(CabinetRight::Payments)?;
    Ok(PaymentFilter {
        client: Some(visitor.client),
        from: days.from,
        until: days.until,
        after,
        ..PaymentFilter::default()
    })
}

/// What settles an invoice, the oldest first, and what of it was written off. The caller has found it within the visitor's scope.
pub async fn of_invoice_in_cabinet(ctx: &Ctx, invoice: InvoiceId) -> AppResult<(Vec<AllocationRow>, Vec<WriteOff>)> {
    ctx.visitor(CabinetRight::Payments)?;
    let mut conn = ctx.read();
    let allocations = store::allocations_to(&mut conn, invoice).await?;
    let mut write_offs = store::write_offs_of(&mut conn, invoice).await?;
    write_offs.retain(|write_off| !write_off.reversed);
    Ok((allocations, write_offs))
}
