//! What can be done with payments: the right is checked, what is changed is looked up within the actor's scope and locked, and every
//! write is one transaction with its events.
//!
//! Locks are taken in one order: payments by their ids, invoices by theirs, the own company, its counter of numbers. What a payment
//! settles changes only under the lock of its row.
//!
//! | file | what it does |
//! |---|---|
//! | `record` | money that has come in |
//! | `shares` | what of a payment settles which invoices: decided, written, told |
//! | `allocate` | the same later: an advance is used, an allocation is changed or taken back |
//! | `refund` | money that is given back |
//! | `reverse` | what was entered by mistake |
//! | `write_off` | the rest of an invoice that nobody will pay |
//! | `cancel` | an invoice with payments is cancelled |
//! | `confirmation` | the paper that says that money has come in |
//! | `sending` | the letter with it, sent by a person |
//! | `notify` | the letter with it, written by itself |
//! | `cabinet` | what the client sees of his own |
//! | `reading` | lists, pages, what forms open with |

mod allocate;
mod cabinet;
mod cancel;
mod confirmation;
mod notify;
mod reading;
mod record;
mod refund;
mod reverse;
mod sending;
mod shares;
mod write_off;

pub use allocate::{allocate, release, use_advance, use_advance_in};
pub use cabinet::{list_in_cabinet, of_invoice_in_cabinet, totals_in_cabinet};
pub use cancel::{cancel_in, cancel_with_payments};
pub use confirmation::{confirmation, paper};
pub use notify::notify_next;
pub use reading::{advances, cancelling, list, of_invoice, open, show, suggest, totals};
pub use record::{record, record_in};
pub use refund::{refund, refund_in};
pub use reverse::{reverse, reverse_in};
pub use sending::{mails, open_sending, send};
pub use write_off::{take_back_write_off, write_off, write_off_in};

use super::model::{Payment, TypedPart};
use super::store;
use crate::company::organization;
use crate::company::organization::model::Books;
use crate::error::{AppError, AppResult};
use crate::kernel::date::Date;
use crate::kernel::ids::{OrganizationId, PaymentId};
use crate::kernel::problem::Problem;
use crate::kernel::rights::Object;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;

/// The books of an own company, kept as they are until the transaction ends.
async fn books(tx: &mut Tx, organization: OrganizationId) -> AppResult<Books> {
    let books = organization::store::books(tx, organization).await?;
    books.ok_or(AppError::NotFound)
}

/// Why money can't have moved on a date: the books are closed, or it is later than tomorrow (banks give tomorrow's value date in the
/// evening).
fn problem_of_date(ctx: &Ctx, books: &Books, date: Date) -> Option<Problem> {
    let tomorrow = today(ctx, books).tomorrow().unwrap_or(Date::MAX);
    let too_late = (date > tomorrow).then_some(Problem::LaterThan { date: tomorrow });
    books.closed_on(date).or(too_late)
}

/// Today where the own company is.
fn today(ctx: &Ctx, books: &Books) -> Date {
    ctx.clock.today(&books.time_zone)
}

/// An incoming payment under its lock, in the version that was on the page with these parts.
///
/// # Errors
/// [`AppError::NotFound`] outside of the scope, [`AppError::Conflict`] when somebody was faster; that it is a refund or was reversed.
async fn locked_incoming(
    tx: &mut Tx,
    ctx: &Ctx,
    id: PaymentId,
    version: i64,
    parts: &[TypedPart],
) -> AppResult<Payment> {
    let payment = store::locked(tx, id, ctx.scope_of(Object::Payments))
        .await?
        .ok_or(AppError::NotFound)?;
    if payment.reversed {
        return Err(AppError::field("payment", Problem::AlreadyReversed));
    }
    if !payment.is_incoming() {
        return Err(AppError::field("payment", Problem::NotIncoming));
    }
    if payment.version != version {
        return Err(conflict(tx, &payment, parts).await?);
    }
    Ok(payment)
}

/// Somebody changed what a payment settles, gave back or is. What it settles now is told beside the parts of the form.
async fn conflict(tx: &mut Tx, payment: &Payment, parts: &[TypedPart]) -> AppResult<AppError> {
    let kept = store::allocations_of(tx, payment.id).await?;
    let current = parts.iter().enumerate().map(|(at, part)| {
        let row = kept.iter().find(|row| row.invoice.to_string() == part.invoice.trim());
        let paid = row.map(|row| row.paid.amount.plain(payment.currency));
        (format!("parts.{at}.amount"), paid.unwrap_or_default())
    });
    Ok(activity::actions::conflict(tx, &payment.owner(), payment.version, current.collect()).await?)
}
