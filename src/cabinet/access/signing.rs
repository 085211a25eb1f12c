//! Signing in and out, changing over between clients, the way to a password.

use leptos_i18n::td_string;

use super::model::Entrance;
use super::{store, visits};
use crate::company::accounts::access::{AskReset, LinkSheet, Purpose, UseLink};
use crate::company::accounts::links::{self, Prepared, Words};
use crate::company::accounts::model::SignIn;
use crate::company::accounts::password;
use crate::company::accounts::sessions::Token;
use crate::company::accounts::signing::{PER_ACCOUNT, PER_ADDRESS, wrong};
use crate::company::accounts::store::links::{CONTACT, Subject};
use crate::crm::contacts;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Job};
use crate::kernel::ids::ContactId;
use crate::kernel::owner::Owner;
use crate::platform::attempts;
use crate::platform::ctx::Ctx;
use crate::platform::db::Tx;
use crate::platform::web::cookie::Door;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail::letter::{MARK, Person};
use crate::text::locale_of;

fn account_key(email: &str) -> String {
    format!("cabinet/sign-in/account/{email}")
}

/// Opens a session for the right e-mail and password, of the first of the clients that its owner belongs to. A wrong password, an
/// address that nobody has and one that is let in nowhere get the same answer after the same work; the limits count them alike.
///
/// # Errors
/// [`crate::kernel::problem::Problem::WrongCredentials`] beside the password; [`AppError::TooMany`] above the limits, which end by
/// themselves.
pub async fn sign_in(ctx: &Ctx, input: &SignIn) -> AppResult<Token> {
    let email = input.validated()?;
    // The address first: one that is turned away uses up nobody's account.
    let from = attempts::take(ctx, &attempts::by_address("cabinet/sign-in", ctx), PER_ADDRESS).await?;
    let account = account_key(&email);
    attempts::take(ctx, &account, PER_ACCOUNT).await?;

    let mut read = ctx.read();
    let hash = store::password_hash(&mut read, &email).await?;
    let first = store::entrances_of(&mut read, &email).await?.into_iter().next();
    let right = password::verify(&input.password, hash.as_deref()).await?;
    let Some(first) = first.filter(|_| right) else {
        let address = ctx.request.address.map(tracing::field::display);
        tracing::info!(address, "sign-in to the cabinet refused");
        return Err(wrong());
    };

    let mut tx = ctx.write().await?;
    let entrance = locked(&mut tx, ctx, first.contact).await?.ok_or_else(wrong)?;
    if entrance.email != email || store::password_hash(&mut tx, &email).await? != hash {
        return Err(wrong());
    }
    let token = visits::open(&mut tx, ctx, &entrance).await?;
    record(&mut tx, ctx, &entrance, Verb::SignedIn).await?;
    attempts::forget(&mut tx, &account).await?;
    attempts::give_back(&mut tx, from).await?;
    tx.commit().await?;
    Ok(token)
}

/// Where a contact is let in, his client locked.
pub(super) async fn locked(tx: &mut Tx, ctx: &Ctx, contact: ContactId) -> AppResult<Option<Entrance>> {
    // Whoever signs in is nobody yet, and sees nothing.
    let everything = ctx.acting_as(Actor::System(Job::Mailing), "Akta");
    match contacts::actions::locked(tx, &everything, contact).await {
        Ok(contact) => Ok(store::entrance(tx, contact.id).await?),
        Err(AppError::NotFound) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn record(tx: &mut Tx, ctx: &Ctx, entrance: &Entrance, verb: Verb) -> AppResult<()> {
    let event = Event::new(Owner::contact(entrance.contact, entrance.client), verb);
    Ok(activity::record(tx, &visits::acting_as(ctx, entrance), event).await?)
}

/// Ends the session of the request, also that of who only looks as a contact: tells as whom. Without one there is nothing to do.
///
/// # Errors
/// Whatever the database answers.
pub async fn sign_out(ctx: &Ctx) -> AppResult<Option<ContactId>> {
    let Some(visitor) = ctx.actor.visitor() else {
        return Ok(None);
    };
    let mut tx = ctx.write().await?;
    visits::leave(&mut tx, ctx).await?;
    tx.commit().await?;
    Ok(visitor.shown_to.map(|_| visitor.contact))
}

/// Everywhere the visitor is let in; who looks as him sees only this client.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn entrances(ctx: &Ctx) -> AppResult<Vec<Entrance>> {
    let visitor = ctx.any_visitor()?;
    let mut conn = ctx.read();
    let own = store::entrance(&mut conn, visitor.contact).await?;
    let own = own.ok_or(AppError::NotSignedIn)?;
    if visitor.shown_to.is_some() {
        return Ok(vec![own]);
    }
    Ok(store::entrances_of(&mut conn, &own.email).await?)
}

/// Changes over to another client that the same person belongs to, which opens a session of that one.
///
/// # Errors
/// [`AppError::NotFound`] for a contact of somebody else, and for one who is let in no longer.
pub async fn change_over(ctx: &Ctx, contact: ContactId) -> AppResult<Token> {
    let visitor = ctx.any_acting_visitor()?;
    let own = store::entrance(&mut ctx.read(), visitor.contact).await?;
    let own = own.ok_or(AppError::NotSignedIn)?;
    let mut tx = ctx.write().await?;
    let other = locked(&mut tx, ctx, contact).await?;
    let other = other
        .filter(|other| other.email == own.email)
        .ok_or(AppError::NotFound)?;
    let token = visits::open(&mut tx, ctx, &other).await?;
    record(&mut tx, ctx, &other, Verb::SignedIn).await?;
    tx.commit().await?;
    Ok(token)
}

/// All sessions and links of the owner of an address end, at whichever client.
pub(super) async fn end_everywhere(tx: &mut Tx, email: &str) -> AppResult<()> {
    for contact in store::contacts_of(tx, email).await? {
        contacts::actions::put_out(tx, contact).await?;
    }
    Ok(())
}

/// A link for a contact, with its letter.
pub(super) async fn prepared(ctx: &Ctx, purpose: Purpose, entrance: &Entrance) -> AppResult<Prepared> {
    let locale = locale_of(entrance.lang);
    let (name, client) = (entrance.name.clone(), entrance.client_name.clone());
    let (subject, text) = match purpose {
        Purpose::Invitation => (
            td_string!(locale, access.invite_subject).to_owned(),
            td_string!(locale, access.invite_letter, name = name, client = client),
        ),
        Purpose::Reset => (
            td_string!(locale, access.reset_subject).to_owned(),
            td_string!(locale, access.reset_letter, name = name),
        ),
    };
    let text = html_escape::encode_text(&text).into_owned();
    let ignore = td_string!(locale, accounts.link_ignore);
    let words = Words {
        lang: entrance.lang,
        client: Some(entrance.client),
        subject,
        html: format!("<p>{text}</p><p><a href=\"{MARK}\">{MARK}</a></p><p>{ignore}</p>"),
    };
    links::prepare(ctx, Door::Cabinet, purpose, person(entrance), words).await
}

pub(super) fn person(entrance: &Entrance) -> Person {
    Person {
        name: entrance.name.clone(),
        address: entrance.email.clone(),
    }
}

/// Stores the link of a contact whose client is locked, and tells of it in his history.
pub(super) async fn put(tx: &mut Tx, ctx: &Ctx, entrance: &Entrance, prepared: Prepared) -> AppResult<()> {
    let owner = Owner::contact(entrance.contact, entrance.client);
    let event = Event::new(owner, Verb::Changed).change("access_link", "", prepared.purpose());
    links::put(tx, ctx, Subject::contact(entrance.contact), prepared).await?;
    Ok(activity::record(tx, ctx, event).await?)
}

/// Sends a link to whoever is let in with this address. The answer is the same if nobody is, and takes as long.
///
/// # Errors
/// The form's problems; [`AppError::TooMany`] above the limits, which count all addresses alike.
pub async fn ask_reset(ctx: &Ctx, input: &AskReset) -> AppResult<()> {
    let email = input.validated()?;
    links::answer_alike(ctx, &format!("cabinet/{email}"), send_reset(ctx, &email)).await
}

async fn send_reset(ctx: &Ctx, email: &str) -> AppResult<()> {
    let first = store::entrances_of(&mut ctx.read(), email).await?.into_iter().next();
    let Some(first) = first else { return Ok(()) };
    if !links::is_reset_possible(ctx).await? {
        return Ok(());
    }
    let prepared = prepared(ctx, Purpose::Reset, &first).await?;
    // Whoever asks may be anybody.
    let ctx = ctx.acting_as(Actor::System(Job::Mailing), "Akta");
    let mut tx = ctx.write().await?;
    let now = locked(&mut tx, &ctx, first.contact).await?;
    if now.is_some_and(|now| now.email == email) {
        put(&mut tx, &ctx, &first, prepared).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Whom a link lets in; nobody once it was used or is over. Looking at it does not use it up: mail programs do that too.
///
/// # Errors
/// Whatever the database answers.
pub async fn open_link(ctx: &Ctx, token: &str) -> AppResult<Option<LinkSheet>> {
    let mut conn = ctx.read();
    let Some(link) = links::find(ctx, &mut conn, CONTACT, token).await? else {
        return Ok(None);
    };
    let entrance = store::entrance(&mut conn, link.subject.into()).await?;
    Ok(entrance.map(|entrance| LinkSheet {
        purpose: link.purpose,
        name: entrance.name,
        email: entrance.email,
    }))
}

/// Gives the owner of a link's address his password and signs him in as the contact that the link was for. The link is used up, all
/// his other links and sessions end.
///
/// # Errors
/// All problems of the form at once; [`crate::kernel::problem::Problem::LinkIsOver`] beside `token`.
pub async fn use_link(ctx: &Ctx, input: &UseLink) -> AppResult<Token> {
    let attempt = links::take_use(ctx).await?;
    let mut conn = ctx.read();
    let link = links::find(ctx, &mut conn, CONTACT, &input.token).await?;
    let entrance = match link {
        Some(link) => store::entrance(&mut conn, link.subject.into()).await?,
        None => None,
    };
    let entrance = entrance.ok_or_else(links::over)?;
    let mut errors = input.validated().err().unwrap_or_default();
    if let Some(problem) = password::problem(&input.password, &entrance.email, &entrance.name) {
        errors.add("password", problem);
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let hash = password::hash(&input.password).await?;

    let mut tx = ctx.write().await?;
    let spent = links::spend(ctx, &mut tx, CONTACT, &input.token).await?;
    let entrance = locked(&mut tx, ctx, spent.subject.into()).await?;
    let entrance = entrance.ok_or_else(links::over)?;
    store::set_password(&mut tx, &entrance.email, &hash).await?;
    end_everywhere(&mut tx, &entrance.email).await?;
    let token = visits::open(&mut tx, ctx, &entrance).await?;
    let owner = Owner::contact(entrance.contact, entrance.client);
    let event = Event::new(owner, Verb::PasswordChanged).change("by_link", "", spent.purpose);
    activity::record(&mut tx, &visits::acting_as(ctx, &entrance), event).await?;
    // Who has guessed wrong before gets in now.
    attempts::forget(&mut tx, &account_key(&entrance.email)).await?;
    attempts::give_back(&mut tx, attempt).await?;
    tx.commit().await?;
    Ok(token)
}
