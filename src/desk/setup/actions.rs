//! The transaction of the first run.

use super::model::{SetUp, of_company};
use crate::company::accounts::sessions::Token;
use crate::company::accounts::setup;
use crate::company::organization;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Job};
use crate::platform::ctx::Ctx;

/// Makes the first administrator and the own company, and signs the administrator in.
///
/// # Errors
/// [`AppError::NotFound`] once there is an administrator; the problems of both halves of the form at once, a wrong code
/// among them.
pub async fn set_up(ctx: &Ctx, input: &SetUp) -> AppResult<Token> {
    setup::still_open(ctx).await?;
    let company = input.company_problems();
    let first = match setup::check(ctx, &input.administrator()).await {
        Ok(first) if company.is_empty() => first,
        Ok(_) => return Err(company.into()),
        Err(AppError::Invalid(mut problems)) => {
            problems.extend(company);
            return Err(problems.into());
        }
        Err(other) => return Err(other),
    };
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
        AppError::Invalid(problems) => of_company(&problems).into(),
        other => other,
    }
}
