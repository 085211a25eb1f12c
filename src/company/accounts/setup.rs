//! The first run: a one-time code on the console lets the first administrator in. What else the set-up asks for (the own
//! company) is written by its page in the same transaction.

use sha2::{Digest, Sha256};

use super::model::{NewAdministrator, User, ValidNewUser};
use super::sessions::{self, Token};
use super::{actions, entering, password, store};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Job};
use crate::kernel::problem::Problem;
use crate::platform::attempts;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;

/// A fresh code for the console while there is no administrator; the one printed before does not count any more.
///
/// # Errors
/// Whatever the database answers.
pub async fn setup_code(ctx: &Ctx) -> AppResult<Option<String>> {
    if actions::administrators_exist(ctx).await? {
        return Ok(None);
    }
    let code = password::generated(&ctx.random, 4).to_uppercase();
    let mut tx = ctx.write().await?;
    store::keep_setup_code(&mut tx, &code_hash(&code)).await?;
    tx.commit().await?;
    Ok(Some(code))
}

/// Forgiving about case, blanks and hyphens: the code is typed from another screen.
fn code_hash(typed: &str) -> Vec<u8> {
    let code: String = typed.to_uppercase().chars().filter(|c| c.is_alphanumeric()).collect();
    Sha256::digest(code.as_bytes()).to_vec()
}

/// A first administrator who showed the code, with his password hashed already.
pub struct FirstAdministrator {
    account: ValidNewUser,
    password_hash: String,
    code_hash: Vec<u8>,
}

impl FirstAdministrator {
    /// The name under which the set-up acts.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.account.name
    }
}

/// # Errors
/// [`AppError::NotFound`] once there is an administrator.
pub async fn still_open(ctx: &Ctx) -> AppResult<()> {
    if actions::administrators_exist(ctx).await? {
        Err(AppError::NotFound)
    } else {
        Ok(())
    }
}

/// Checks the code, the form and the password, before the transaction.
///
/// # Errors
/// [`AppError::NotFound`] once there is an administrator; all problems of the form at once, among them [`Problem::WrongCode`],
/// whose guessing is limited.
pub async fn check(ctx: &Ctx, input: &NewAdministrator) -> AppResult<FirstAdministrator> {
    still_open(ctx).await?;
    let account = input.validated();
    let mut errors = account.as_ref().err().cloned().unwrap_or_default();
    let code_hash = code_hash(&input.setup_code);
    if !input.setup_code.trim().is_empty() && !is_code(ctx, &code_hash).await? {
        errors.add("setup_code", Problem::WrongCode);
    }
    if let Some(problem) = password::problem(&input.password, input.email.trim(), input.name.trim()) {
        errors.add("password", problem);
    }
    match account {
        Ok(account) if errors.is_empty() => Ok(FirstAdministrator {
            account,
            password_hash: password::hash(&input.password).await?,
            code_hash,
        }),
        _ => Err(errors.into()),
    }
}

/// Whether this is the hash of the code on the console. A right one is no guess and does not count.
async fn is_code(ctx: &Ctx, code_hash: &Vec<u8>) -> AppResult<bool> {
    let attempt = attempts::take(ctx, &attempts::by_address("setup", ctx), entering::PER_ACCOUNT).await?;
    if store::setup_code_hash(&mut ctx.read()).await?.as_ref() != Some(code_hash) {
        return Ok(false);
    }
    let mut tx = ctx.write().await?;
    attempts::give_back(&mut tx, attempt).await?;
    tx.commit().await?;
    Ok(true)
}

/// Spends the code, makes the administrator and signs him in.
///
/// # Errors
/// [`AppError::NotFound`] if another set-up was faster.
pub async fn admit(tx: &mut Tx, ctx: &Ctx, first: FirstAdministrator) -> AppResult<(User, Token)> {
    if !store::take_setup_code(tx, &first.code_hash).await? || store::has_administrator(tx).await? {
        return Err(AppError::NotFound);
    }
    let ctx = ctx.acting_as(Actor::System(Job::Setup), &first.account.name);
    let user = actions::insert(tx, &ctx, first.account, &first.password_hash).await?;
    let token = sessions::open(tx, &ctx, user.id).await?;
    attempts::forget(tx, &attempts::by_address("setup", &ctx)).await?;
    Ok((user, token))
}
