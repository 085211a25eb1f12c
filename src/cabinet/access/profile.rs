//! What a contact changes of himself: name, phone, language, password, sessions.

use super::model::{OwnProfile, SaveOwn};
use super::{signing, store, visits};
use crate::company::accounts::model::{ChangePassword, SessionRow};
use crate::company::accounts::password;
use crate::company::accounts::sessions::{self, Token};
use crate::company::accounts::signing::PER_ACCOUNT;
use crate::company::accounts::store::links::Subject;
use crate::crm::contacts;
use crate::crm::contacts::model::Contact;
use crate::error::{AppError, AppResult};
use crate::kernel::ids::{ContactId, SessionId};
use crate::kernel::lang::Lang;
use crate::kernel::owner::Owner;
use crate::kernel::problem::Problem;
use crate::platform::attempts;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

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
/// The form's problems; [`AppError::Conflict`] if somebody saved the contact meanwhile.
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
/// [`AppError::Forbidden`] for who only looks as the contact.
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
/// All problems of the form at once, among them [`Problem::WrongPassword`] beside the current password, whose guessing is limited.
pub async fn change_password(ctx: &Ctx, input: &ChangePassword) -> AppResult<Token> {
    let visitor = ctx.any_acting_visitor()?;
    let contact = contacts::actions::own(ctx).await?;
    let mut errors = input.validated().err().unwrap_or_default();
    if let Some(problem) = password::problem(&input.password, &contact.email, &contact.name()) {
        errors.add("password", problem);
    }
    let key = format!("cabinet/password/{}", contact.email);
    let stored = store::password_hash(&mut ctx.read(), &contact.email).await?;
    if !input.current_password.is_empty() {
        attempts::take(ctx, &key, PER_ACCOUNT).await?;
        if !password::verify(&input.current_password, stored.as_deref()).await? {
            errors.add("current_password", Problem::WrongPassword);
        }
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let hash = password::hash(&input.password).await?;

    let mut tx = ctx.write().await?;
    let entrance = signing::locked(&mut tx, ctx, visitor.contact).await?;
    let entrance = entrance
        .filter(|now| now.email == contact.email)
        .ok_or(AppError::NotSignedIn)?;
    if store::password_hash(&mut tx, &entrance.email).await? != stored {
        return Err(AppError::field("current_password", Problem::WrongPassword));
    }
    store::set_password(&mut tx, &entrance.email, &hash).await?;
    signing::end_everywhere(&mut tx, &entrance.email).await?;
    let token = visits::open(&mut tx, ctx, &entrance).await?;
    activity::record(&mut tx, ctx, Event::new(owner(&contact), Verb::PasswordChanged)).await?;
    attempts::forget(&mut tx, &key).await?;
    tx.commit().await?;
    Ok(token)
}

fn owner(contact: &Contact) -> Owner {
    Owner::contact(contact.id, contact.client)
}

/// The open sessions of the visitor, at whichever client, the last used first; none for who only looks as him.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn sessions(ctx: &Ctx) -> AppResult<Vec<SessionRow>> {
    let contact = contacts::actions::own(ctx).await?;
    if ctx.any_acting_visitor().is_err() {
        return Ok(Vec::new());
    }
    let now = ctx.now();
    let open = store::sessions_of(&mut ctx.read(), &contact.email, now, sessions::seen_after(now)).await?;
    Ok(sessions::rows(ctx, open))
}

/// Ends one of the visitor's own sessions, or with `None` all but the one that asks. Tells whether the asking one ended.
///
/// # Errors
/// [`AppError::NotFound`] if the session is not the visitor's.
pub async fn end_session(ctx: &Ctx, session: Option<SessionId>) -> AppResult<bool> {
    let visitor = ctx.any_acting_visitor()?;
    let mut tx = ctx.write().await?;
    let contact = contacts::actions::locked(&mut tx, ctx, visitor.contact).await?;
    let ended = match session {
        Some(id) => {
            let holder = store::holder(&mut tx, &contact.email, id)
                .await?
                .ok_or(AppError::NotFound)?;
            sessions::end_one(&mut tx, Subject::contact(holder), id).await?
        }
        None => end_others(&mut tx, ctx, &contact.email).await?,
    };
    if ended > 0 {
        activity::record(&mut tx, ctx, Event::new(owner(&contact), Verb::SessionsEnded)).await?;
    }
    tx.commit().await?;
    Ok(session.is_some() && session == ctx.request.session)
}

async fn end_others(tx: &mut Tx, ctx: &Ctx, email: &str) -> AppResult<u64> {
    let contacts: Vec<ContactId> = store::contacts_of(tx, email).await?;
    let mut ended = 0;
    for contact in contacts {
        ended += sessions::end_all(tx, Subject::contact(contact), ctx.request.session).await?;
    }
    Ok(ended)
}
