//! What a contact changes of himself: name, phone, language, password, sessions.

use super::model::{Entrance, OwnProfile, SaveOwn};
use super::{signing, store};
use crate::company::accounts::entering;
use crate::company::accounts::model::{ChangePassword, SessionRow};
use crate::company::accounts::sessions::{self, Token};
use crate::crm::contacts;
use crate::error::AppResult;
use crate::kernel::ids::{Id, SessionId};
use crate::kernel::lang::Lang;
use crate::platform::ctx::Ctx;

/// The visitor's own profile.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn show(ctx: &Ctx) -> AppResult<OwnProfile> {
    let contact = contacts::actions::own(ctx).await?;
    Ok(OwnProfile {
        entrances: signing::entrances(ctx).await?,
        first_name: contact.first_name,
        last_name: contact.last_name,
        position: contact.position,
        email: contact.email,
        phone: contact.phone,
        lang: contact.lang,
        version: contact.version,
    })
}

/// Saves the visitor's name, phone and language.
///
/// # Errors
/// The form's problems; [`crate::error::AppError::Conflict`] if somebody saved the contact meanwhile.
pub async fn save(ctx: &Ctx, input: SaveOwn) -> AppResult<()> {
    ctx.any_acting_visitor()?;
    let own = input.validated()?;
    contacts::actions::change_own(ctx, input.version, move |contact| {
        contact.first_name = own.first_name;
        contact.last_name = own.last_name;
        contact.phone = own.phone;
        contact.lang = own.lang;
    })
    .await
}

/// The language switch: stored with the visitor. Tells whether there is one.
///
/// # Errors
/// [`crate::error::AppError::Forbidden`] for who only looks as the contact.
pub async fn set_language(ctx: &Ctx, lang: Lang) -> AppResult<bool> {
    if ctx.actor.visitor().is_none() {
        return Ok(false);
    }
    ctx.any_acting_visitor()?;
    let version = contacts::actions::own(ctx).await?.version;
    contacts::actions::change_own(ctx, version, |contact| contact.lang = lang).await?;
    Ok(true)
}

/// Changes the password of the visitor's address. All sessions of its owner end, at whichever client, and the browser that asked gets a
/// new one.
///
/// # Errors
/// As [`Ctx::any_acting_visitor`] and [`entering::change_password`].
pub async fn change_password(ctx: &Ctx, input: &ChangePassword) -> AppResult<Token> {
    ctx.any_acting_visitor()?;
    entering::change_password(ctx, &signing::here(ctx).await?, input).await
}

/// The open sessions of the visitor, at whichever client, the last used first; none for who only looks as him.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn sessions(ctx: &Ctx) -> AppResult<Vec<SessionRow>> {
    let own = signing::here(ctx).await?;
    if ctx.any_acting_visitor().is_err() {
        return Ok(Vec::new());
    }
    let now = ctx.now();
    let open = store::sessions_of(&mut ctx.read(), &own.email, now, sessions::seen_after(now)).await?;
    Ok(sessions::rows(ctx, open))
}

/// Ends one of the visitor's own sessions, at whichever client, or with `None` all but the one that asks. Tells whether the asking one
/// ended.
///
/// # Errors
/// As [`Ctx::any_acting_visitor`] and [`entering::end_session`].
pub async fn end_session(ctx: &Ctx, session: Option<SessionId>) -> AppResult<bool> {
    let visitor = ctx.any_acting_visitor()?;
    entering::end_session::<Entrance>(ctx, visitor.contact.uuid(), session).await
}
