//! Signing in and out.

use std::time::Duration;

use super::model::SignIn;
use super::sessions::{self, Token};
use super::store::links::Subject;
use super::{password, store};
use crate::error::{AppError, AppResult};
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::attempts::{self, Limit};
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

const QUARTER: Duration = Duration::from_mins(15);
/// Guesses at one account, from wherever they come.
pub const PER_ACCOUNT: Limit = Limit {
    max: 10,
    window: QUARTER,
};
/// Guesses from one address, at whichever account: an office may stand behind it.
pub const PER_ADDRESS: Limit = Limit {
    max: 50,
    window: QUARTER,
};

/// Opens a session for the right e-mail and password. A wrong password, an account that does not exist and one that was
/// deactivated get the same answer after the same work; the limits count them alike.
///
/// # Errors
/// [`Problem::WrongCredentials`] beside the password; [`AppError::TooMany`] above the limits, which end by themselves.
pub async fn sign_in(ctx: &Ctx, input: &SignIn) -> AppResult<Token> {
    let email = input.validated()?;
    // The address first: one that is turned away uses up nobody's account.
    let from = attempts::take(ctx, &attempts::by_address("sign-in", ctx), PER_ADDRESS).await?;
    let account = format!("sign-in/account/{email}");
    attempts::take(ctx, &account, PER_ACCOUNT).await?;

    let mut read = ctx.read();
    let user = store::by_email(&mut read, &email).await?.filter(|user| user.active);
    let hash = match &user {
        Some(user) => store::password_hash(&mut read, user.id).await?,
        None => None,
    };
    let right = password::verify(&input.password, hash.as_deref()).await?;
    let Some(user) = user.filter(|_| right) else {
        let address = ctx.request.address.map(tracing::field::display);
        tracing::info!(address, "sign-in refused");
        return Err(wrong());
    };

    let mut tx = ctx.write().await?;
    let user = store::locked(&mut tx, user.id)
        .await?
        .filter(|user| user.active)
        .ok_or_else(wrong)?;
    if store::password_hash(&mut tx, user.id).await? != hash {
        return Err(wrong());
    }
    if let Some(lang) = ctx.request.lang {
        store::adopt_lang(&mut tx, user.id, lang).await?;
    }
    let token = sessions::open(&mut tx, ctx, user.id).await?;
    let event = Event::new(Owner::user(user.id), Verb::SignedIn);
    activity::record(&mut tx, &sessions::acting_as(ctx, &user), event).await?;
    attempts::forget(&mut tx, &account).await?;
    attempts::give_back(&mut tx, from).await?;
    tx.commit().await?;
    Ok(token)
}

/// The answer to whoever can't be let in, whyever that is.
#[must_use]
pub fn wrong() -> AppError {
    AppError::field("password", Problem::WrongCredentials)
}

/// Ends the session of the request. Without one there is nothing to do.
///
/// # Errors
/// Whatever the database answers.
pub async fn sign_out(ctx: &Ctx) -> AppResult<()> {
    if let (Some(user), Some(session)) = (ctx.actor.user(), ctx.request.session) {
        let mut tx = ctx.write().await?;
        sessions::end_one(&mut tx, Subject::staff(user), session).await?;
        tx.commit().await?;
    }
    Ok(())
}
