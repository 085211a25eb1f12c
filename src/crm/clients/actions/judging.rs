//! Which cards have requisites to check: those in which a control digit of a tax id or an account does not fit.

use crate::crm::clients::store;
use crate::error::AppResult;
use crate::kernel::ids::ClientId;
use crate::kernel::requisites::{Control, TaxIds, account_control};
use crate::platform::db::{Db, DbResult, Tx};

/// Cards judged in one transaction, so that nobody waits long for one of them.
const SLICE: i64 = 500;

/// Keeps with the card whether a control digit of it does not fit.
pub(super) async fn judge(tx: &mut Tx, id: ClientId, tax_ids: &TaxIds) -> AppResult<()> {
    let accounts = store::accounts(tx, id).await?;
    let wrong = accounts
        .iter()
        .any(|account| account_control(&account.details.number, &account.details.bic) == Control::Wrong);
    store::set_to_check(tx, id, wrong || !tax_ids.to_check().is_empty()).await?;
    Ok(())
}

/// Judges the cards that were saved before the digits were: once, after the migration that lists them, and again from where it
/// was interrupted. Tells how many there were; when none are left, it is one look into an empty table. What it finds is no
/// change of a card: it makes neither a version nor an event.
///
/// Tax ids alone are looked at: accounts are younger, and were all judged when they were saved.
///
/// # Errors
/// Whatever the database answers; what was judged before stays.
pub async fn judge_earlier(db: &Db) -> DbResult<usize> {
    let mut done = 0;
    loop {
        let mut tx = db.write().await?;
        tx.alone_with("clients/judge").await?;
        let slice = store::lock_unjudged(&mut tx, SLICE).await?;
        if slice == 0 {
            return Ok(done);
        }
        let ids = store::unjudged_tax_ids(&mut tx, SLICE).await?;
        let wrong = ids.into_iter().filter(|(_, id)| id.control() == Control::Wrong);
        for (client, _) in wrong {
            store::set_to_check(&mut tx, client, true).await?;
        }
        store::forget_unjudged(&mut tx, SLICE).await?;
        tx.commit().await?;
        done += slice;
    }
}
