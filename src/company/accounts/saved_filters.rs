//! Filters of lists that a person saves for himself. They are his view of the program, as the switches of language and theme
//! are, and like those they leave no event: nobody else's data is changed by them.

use super::filters::{ListPath, MOST, SaveFilter, SavedFilter, ValidFilter};
use super::profile::me;
use super::store::{self, filters};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::{SavedFilterId, UserId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// The actor's own filters of a list, the first saved first.
///
/// # Errors
/// [`AppError::NotSignedIn`] for anybody who is no member of the staff.
pub async fn list(ctx: &Ctx, list: ListPath) -> AppResult<Vec<SavedFilter>> {
    let user = me(ctx)?;
    if ctx.request.has_filters == Some(false) {
        return Ok(Vec::new());
    }
    Ok(filters::saved_filters(user, list).all(&mut ctx.read()).await?)
}

/// Saves a filter for the actor; one of the same list and name is replaced by it.
///
/// # Errors
/// The form's problems, [`Problem::Full`] beside the name; [`AppError::NotSignedIn`] for anybody who is no member
/// of the staff.
pub async fn save(ctx: &Ctx, input: SaveFilter) -> AppResult<SavedFilterId> {
    let user = me(ctx)?;
    let valid = input.validated()?;
    let mut tx = ctx.write().await?;
    // His own one after the other: two sent at once would both count without the other.
    store::locked(&mut tx, user).await?.ok_or(AppError::NotSignedIn)?;
    let id = if let Some(id) = filters::replace_saved_filter(&mut tx, user, &valid).await? {
        id
    } else {
        add(&mut tx, ctx, user, &valid).await?
    };
    tx.commit().await?;
    Ok(id)
}

async fn add(tx: &mut Tx, ctx: &Ctx, user: UserId, filter: &ValidFilter) -> AppResult<SavedFilterId> {
    if filters::count_saved_filters(tx, user, filter.list).await? >= MOST {
        return Err(AppError::field("name", Problem::Full { max: MOST }));
    }
    let id = ctx.new_id();
    filters::insert_saved_filter(tx, id, user, filter, ctx.now()).await?;
    Ok(id)
}

/// Deletes one of the actor's own filters.
///
/// # Errors
/// [`AppError::NotFound`] if it is not his; [`AppError::NotSignedIn`] for anybody who is no member of the staff.
pub async fn delete(ctx: &Ctx, id: SavedFilterId) -> AppResult<()> {
    let user = me(ctx)?;
    let mut tx = ctx.write().await?;
    if filters::delete_saved_filter(&mut tx, user, id).await? == 0 {
        return Err(AppError::NotFound);
    }
    tx.commit().await?;
    Ok(())
}
