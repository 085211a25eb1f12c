//! What is written to clients by itself: confirmations of payments, reminders before and after the day an invoice is due.
//!
//! A *notice* says that a step of a rule is to be written about an object. It is one row under (rule, object, step), so it is noted once,
//! however many servers look; and the letter is put into the outbox in the transaction that ends the notice, so it is written once.
//!
//! | file | what it holds |
//! |---|---|
//! | `settings` | the rules as people set them |
//! | `texts` | the usual texts |
//! | `remind` | which invoices are to be reminded of, and their letters |
//! | here | taking a notice and ending it |

mod remind;
mod settings;
mod texts;

use std::time::Duration;

use uuid::Uuid;

use super::actions::post_one;
use super::model::RuleKind;
use super::store::{self, Notice};
use crate::error::AppResult;
use crate::kernel::ids::Id;
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::mail::letter::NewLetter;

pub use remind::{plan, remind_next};
pub use settings::{delete, list, save};

/// How long a notice is whose who took it.
const LEASE: Duration = Duration::from_mins(2);

/// A notice that was taken.
#[derive(Debug, Clone, Copy)]
pub struct Taken {
    pub notice: Notice,
    holder: Uuid,
}

/// What becomes of a notice.
pub enum Outcome {
    Write(Box<NewLetter>),
    /// Nothing is written, for this reason: `off`, `paid`, `paused`, `nobody`, `gone`.
    Skip(&'static str),
}

/// Notes a payment that is to be confirmed, in its transaction; nothing is noted while confirmations are switched off.
pub async fn note_payment(tx: &mut Tx, ctx: &Ctx, payment: &Owner) -> AppResult<()> {
    let rule = store::rule_of(tx, RuleKind::PaymentConfirmation, 0).await?;
    if rule.is_some_and(|rule| rule.active) {
        let notice = Notice {
            kind: RuleKind::PaymentConfirmation,
            step: 0,
            object: payment.id,
        };
        store::note(tx, notice, ctx.now()).await?;
    }
    Ok(())
}

/// Takes the notice of a kind that is due longest.
pub async fn take(ctx: &Ctx, kind: RuleKind) -> AppResult<Option<Taken>> {
    if !store::is_one_due(&mut ctx.read(), kind, ctx.now()).await? {
        return Ok(None);
    }
    let holder: Uuid = ctx.new_id();
    let now = ctx.now();
    let until = now.checked_add(LEASE).unwrap_or(now);
    let mut tx = ctx.write().await?;
    let notice = store::take(&mut tx, kind, holder, now, until).await?;
    tx.commit().await?;
    Ok(notice.map(|notice| Taken { notice, holder }))
}

/// Whether confirmations are switched on still.
pub async fn is_on(ctx: &Ctx, notice: Notice) -> AppResult<bool> {
    let rule = store::rule_of(&mut ctx.read(), notice.kind, notice.step).await?;
    Ok(rule.is_some_and(|rule| rule.active))
}

/// Ends a notice with its letter or without one, in one transaction. `holds` looks once more whether it is to be written, under the locks.
pub async fn end<F>(ctx: &Ctx, taken: Taken, outcome: Outcome, holds: impl FnOnce(Tx) -> F) -> AppResult<()>
where
    F: Future<Output = AppResult<(Tx, bool)>>,
{
    let tx = ctx.write().await?;
    let (mut tx, outcome) = match outcome {
        Outcome::Skip(reason) => (tx, Outcome::Skip(reason)),
        Outcome::Write(letter) => match holds(tx).await? {
            (tx, true) => (tx, Outcome::Write(letter)),
            (tx, false) => (tx, Outcome::Skip("paid")),
        },
    };
    let ended = match outcome {
        Outcome::Skip(reason) => store::end(&mut tx, taken.notice, taken.holder, None, reason).await?,
        Outcome::Write(letter) => {
            let Notice { kind, step, object } = taken.notice;
            let letter = NewLetter {
                dedupe: format!("rule/{kind}/{step}/{object}"),
                ..*letter
            };
            let id = post_one(&mut tx, ctx, &letter).await?;
            store::end(&mut tx, taken.notice, taken.holder, Some(id), "").await?
        }
    };
    if ended {
        tx.commit().await?;
    }
    Ok(())
}

/// The id of what a notice is about.
#[must_use]
pub fn object<T: Id>(notice: Notice) -> T {
    notice.object.into()
}
