//! The transaction of the first run.

use super::model::{SetUp, of_company};
use crate::company::accounts::sessions::Token;
use crate::company::accounts::setup;
use crate::company::organization;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Job};
use crate::kernel::problem::FieldErrors;
use crate::platform::ctx::Ctx;

/// Makes the first administrator and the own company, and signs the administrator in.
///
/// # Errors
/// [`AppError::NotFound`] once there is an administrator; the problems of both halves of the form; a wrong code.
pub async fn set_up(ctx: &Ctx, input: &SetUp) -> AppResult<Token> {
    setup::still_open(ctx).await?;
    input.validated()?;
    let first = setup::check(ctx, &input.administrator()).await?;
    let as_setup = ctx.acting_as(Actor::System(Job::Setup), first.name());
    let mut tx = ctx.write().await?;
    let (_, token) = setup::admit(&mut tx, ctx, first).await?;
    organization::actions::create_in(&mut tx, &as_setup, input.company.clone())
        .await
        .map_err(renamed)?;
    tx.commit().await?;
    Ok(token)
}

fn renamed(error: AppError) -> AppError {
    match error {
        AppError::Invalid(problems) => {
            let mut own = FieldErrors::default();
            for (field, problem) in problems.iter() {
                own.add(of_company(field), problem.clone());
            }
            AppError::Invalid(own)
        }
        other => other,
    }
}
