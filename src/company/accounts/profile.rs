//! What a person changes of himself: name, language, theme, password.

use super::model::{ChangePassword, SaveProfile, User};
use super::sessions::{self, Token};
use super::store::links::Subject;
use super::{actions, links, password, signing, store};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::UserId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::kernel::viewer::Theme;
use crate::platform::attempts;
use crate::platform::ctx::Ctx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

/// The acting member of the staff.
pub(super) fn me(ctx: &Ctx) -> AppResult<UserId> {
    ctx.actor.user().ok_or(AppError::NotSignedIn)
}

/// The actor's own account.
///
/// # Errors
/// [`AppError::NotSignedIn`] for anybody who is no member of the staff.
pub async fn show(ctx: &Ctx) -> AppResult<User> {
    let user = store::by_id(&mut ctx.read(), me(ctx)?).await?;
    user.ok_or(AppError::NotSignedIn)
}

/// Saves the actor's name, language and theme.
///
/// # Errors
/// The form's problems; [`AppError::Conflict`] if somebody saved the account meanwhile.
pub async fn save(ctx: &Ctx, input: SaveProfile) -> AppResult<()> {
    let id = me(ctx)?;
    let (name, lang, theme) = input.validated()?;
    let mut tx = ctx.write().await?;
    let user = store::locked(&mut tx, id).await?.ok_or(AppError::NotSignedIn)?;
    if user.version != input.version {
        return Err(actions::conflict(&mut tx, &user).await?);
    }
    let event = Event::new(Owner::user(id), Verb::Changed)
        .change("name", &user.name, &name)
        .change("lang", user.lang, lang)
        .change("theme", user.theme, theme);
    if event.changes.is_empty() {
        return Ok(());
    }
    let saved = User {
        name,
        lang,
        theme,
        version: user.version + 1,
        ..user
    };
    store::update(&mut tx, &saved).await?;
    store::set_lang(&mut tx, id, saved.lang).await?;
    store::set_theme(&mut tx, id, saved.theme).await?;
    activity::record(&mut tx, ctx, event).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes the actor's password. All his sessions end, and the browser that asked gets a new one.
///
/// # Errors
/// All problems of the form at once, among them [`Problem::WrongPassword`] beside the current password, whose guessing is
/// limited.
pub async fn change_password(ctx: &Ctx, input: &ChangePassword) -> AppResult<Token> {
    let user = show(ctx).await?;
    let mut errors = input.validated().err().unwrap_or_default();
    if let Some(problem) = password::problem(&input.password, &user.email, &user.name) {
        errors.add("password", problem);
    }
    let key = format!("password/account/{}", user.id);
    let stored = store::password_hash(&mut ctx.read(), user.id).await?;
    if !input.current_password.is_empty() {
        attempts::take(ctx, &key, signing::PER_ACCOUNT).await?;
        if !password::verify(&input.current_password, stored.as_deref()).await? {
            errors.add("current_password", Problem::WrongPassword);
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let hash = password::hash(&input.password).await?;

    let mut tx = ctx.write().await?;
    store::locked(&mut tx, user.id)
        .await?
        .filter(|user| user.active)
        .ok_or(AppError::NotSignedIn)?;
    if store::password_hash(&mut tx, user.id).await? != stored {
        return Err(AppError::field("current_password", Problem::WrongPassword));
    }
    store::set_password(&mut tx, user.id, &hash).await?;
    sessions::end_all(&mut tx, Subject::staff(user.id), None).await?;
    links::end(&mut tx, user.id).await?;
    let token = sessions::open(&mut tx, ctx, user.id).await?;
    activity::record(&mut tx, ctx, Event::new(Owner::user(user.id), Verb::PasswordChanged)).await?;
    attempts::forget(&mut tx, &key).await?;
    tx.commit().await?;
    Ok(token)
}

/// The language switch: stored at the actor's account. Tells whether there is one.
///
/// # Errors
/// Whatever the database answers.
pub async fn set_language(ctx: &Ctx, lang: Lang) -> AppResult<bool> {
    let Some(id) = ctx.actor.user() else { return Ok(false) };
    let mut tx = ctx.write().await?;
    store::set_lang(&mut tx, id, lang).await?;
    tx.commit().await?;
    Ok(true)
}

/// The theme switch: stored at the actor's account. Tells whether there is one.
///
/// # Errors
/// Whatever the database answers.
pub async fn set_theme(ctx: &Ctx, theme: Theme) -> AppResult<bool> {
    let Some(id) = ctx.actor.user() else { return Ok(false) };
    let mut tx = ctx.write().await?;
    store::set_theme(&mut tx, id, theme).await?;
    tx.commit().await?;
    Ok(true)
}
