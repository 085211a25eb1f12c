//! What a person changes of himself: name, language, theme, password.

use super::model::{ChangePassword, SaveProfile, User};
use super::sessions::Token;
use super::{actions, entering, store};
use crate::error::{AppError, AppResult};
use crate::kernel::ids::UserId;
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::viewer::Theme;
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
/// As [`entering::change_password`].
pub async fn change_password(ctx: &Ctx, input: &ChangePassword) -> AppResult<Token> {
    entering::change_password(ctx, &show(ctx).await?, input).await
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
