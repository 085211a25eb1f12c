//! Reading what the first page shows.

use super::model::Home;
use crate::cabinet::money::actions::{balances, last_payment};
use crate::cabinet::money::model::CabinetBalance;
use crate::cabinet::papers::actions::list;
use crate::cabinet::papers::model::{PaperFilter, PaperQueue};
use crate::crm::clients;
use crate::error::AppResult;
use crate::kernel::cabinet::CabinetRight;
use crate::platform::ctx::Ctx;

/// So many papers of a queue are told at once.
const MOST: usize = 10;

/// What is to be done, what is owed, whom to turn to: as far as the visitor may see it.
pub async fn show(ctx: &Ctx) -> AppResult<Home> {
    ctx.any_visitor()?;
    let queue = |queue| PaperFilter {
        queue: Some(queue),
        ..PaperFilter::default()
    };
    let (to_sign, to_pay) = (queue(PaperQueue::ToSign), queue(PaperQueue::ToPay));
    let (to_sign, to_pay, balances, managers) = futures::try_join!(
        list(ctx, &to_sign),
        list(ctx, &to_pay),
        owed(ctx),
        clients::actions::managers_in_cabinet(ctx),
    )?;
    let (mut to_sign, mut to_pay) = (to_sign.rows, to_pay.rows);
    let more = to_sign.len() > MOST || to_pay.len() > MOST;
    to_sign.sort_by_key(|row| (row.date, row.id));
    to_pay.sort_by_key(|row| (row.until, row.id));
    to_sign.truncate(MOST);
    to_pay.truncate(MOST);
    let is_settled = to_sign.is_empty() && to_pay.is_empty();
    let last_payment = match balances {
        Some(_) if is_settled => last_payment(ctx).await?,
        _ => None,
    };
    Ok(Home {
        to_sign,
        to_pay,
        more,
        last_payment,
        balances,
        managers,
    })
}

/// What is owed, for who may see payments.
async fn owed(ctx: &Ctx) -> AppResult<Option<Vec<CabinetBalance>>> {
    if !ctx.actor.has_in_cabinet(CabinetRight::Payments) {
        return Ok(None);
    }
    balances(ctx).await.map(Some)
}
