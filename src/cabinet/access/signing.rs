//! Signing in and out, changing over between clients, the way to a password; contacts as those whom the cabinet's door lets in.

use leptos_i18n::td_string;
use uuid::Uuid;

use super::model::Entrance;
use super::{store, visits};
use crate::company::accounts::access::{AskReset, LinkSheet, Purpose, UseLink};
use crate::company::accounts::entering::{self, Admitted};
use crate::company::accounts::links::Words;
use crate::company::accounts::model::SignIn;
use crate::company::accounts::sessions::Token;
use crate::company::accounts::store::links::{CONTACT, Subject};
use crate::crm::contacts;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Job};
use crate::kernel::ids::{ContactId, Id, SessionId};
use crate::kernel::owner::Owner;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::platform::web::cookie::Door;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};
use crate::text::locale_of;

/// The owner of an address, at one of the clients that he belongs to.
impl Admitted for Entrance {
    const DOOR: Door = Door::Cabinet;
    const KIND: &'static str = CONTACT;

    fn subject(&self) -> Subject {
        Subject::contact(self.contact)
    }

    fn owner(&self) -> Owner {
        Owner::contact(self.contact, self.client)
    }

    fn name(&self) -> &str {
        &self.name
    }

    fn email(&self) -> &str {
        &self.email
    }

    fn words(&self, purpose: Purpose) -> Words {
        let locale = locale_of(self.lang);
        let (name, client) = (self.name.clone(), self.client_name.clone());
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
        Words::around(self.lang, Some(self.client), subject, &text)
    }

    fn acting(&self, ctx: &Ctx) -> Ctx {
        visits::acting_as(ctx, self)
    }

    async fn by_email(conn: &mut Conn, email: &str) -> AppResult<Option<Self>> {
        Ok(store::entrances_of(conn, email).await?.into_iter().next())
    }

    async fn by_id(conn: &mut Conn, id: Uuid) -> AppResult<Option<Self>> {
        Ok(store::entrance(conn, id.into()).await?)
    }

    async fn locked(tx: &mut Tx, ctx: &Ctx, id: Uuid) -> AppResult<Option<Self>> {
        // Whoever signs in is nobody yet, and sees nothing.
        let everything = ctx.acting_as(Actor::System(Job::Mailing), "Akta");
        match contacts::actions::locked(tx, &everything, id.into()).await {
            Ok(contact) => Ok(store::entrance(tx, contact.id).await?),
            Err(AppError::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn password_hash(conn: &mut Conn, email: &str) -> DbResult<Option<String>> {
        store::password_hash(conn, email).await
    }

    async fn set_password(&self, tx: &mut Tx, password_hash: &str) -> DbResult<()> {
        store::set_password(tx, &self.email, password_hash).await
    }

    async fn subjects(&self, conn: &mut Conn) -> DbResult<Vec<Subject>> {
        let contacts = store::contacts_of(conn, &self.email).await?;
        Ok(contacts.into_iter().map(Subject::contact).collect())
    }

    async fn holder(&self, conn: &mut Conn, session: SessionId) -> DbResult<Option<Subject>> {
        let contact = store::holder(conn, &self.email, session).await?;
        Ok(contact.map(Subject::contact))
    }

    async fn enter(&self, tx: &mut Tx, ctx: &Ctx) -> DbResult<Token> {
        visits::open(tx, ctx, self).await
    }
}

/// Opens a session of the first of the clients that the owner of the e-mail belongs to.
///
/// # Errors
/// As [`entering::sign_in`].
pub async fn sign_in(ctx: &Ctx, input: &SignIn) -> AppResult<Token> {
    entering::sign_in::<Entrance>(ctx, input).await
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

/// Where the visitor is now.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub(super) async fn here(ctx: &Ctx) -> AppResult<Entrance> {
    let contact = ctx.any_visitor()?.contact;
    let own = store::entrance(&mut ctx.read(), contact).await?;
    own.ok_or(AppError::NotSignedIn)
}

/// Everywhere the visitor is let in; who looks as him sees only this client.
///
/// # Errors
/// As [`Ctx::any_visitor`].
pub async fn entrances(ctx: &Ctx) -> AppResult<Vec<Entrance>> {
    let own = here(ctx).await?;
    if ctx.any_acting_visitor().is_err() {
        return Ok(vec![own]);
    }
    Ok(store::entrances_of(&mut ctx.read(), &own.email).await?)
}

/// Changes over to another client that the same person belongs to, which opens a session of that one.
///
/// # Errors
/// [`AppError::NotFound`] for a contact of somebody else, and for one who is let in no longer.
pub async fn change_over(ctx: &Ctx, contact: ContactId) -> AppResult<Token> {
    ctx.any_acting_visitor()?;
    let own = here(ctx).await?;
    let mut tx = ctx.write().await?;
    let other = Entrance::locked(&mut tx, ctx, contact.uuid()).await?;
    let other = other
        .filter(|other| other.email == own.email)
        .ok_or(AppError::NotFound)?;
    let token = other.enter(&mut tx, ctx).await?;
    activity::record(&mut tx, &other.acting(ctx), Event::new(other.owner(), Verb::SignedIn)).await?;
    tx.commit().await?;
    Ok(token)
}

/// Sends a link to whoever is let in with this address.
///
/// # Errors
/// As [`entering::ask_reset`].
pub async fn ask_reset(ctx: &Ctx, input: &AskReset) -> AppResult<()> {
    entering::ask_reset::<Entrance>(ctx, input).await
}

/// Whom a link lets in.
///
/// # Errors
/// As [`entering::open_link`].
pub async fn open_link(ctx: &Ctx, token: &str) -> AppResult<Option<LinkSheet>> {
    entering::open_link::<Entrance>(ctx, token).await
}

/// Gives the owner of a link's address his password and signs him in as the contact that the link was for.
///
/// # Errors
/// As [`entering::use_link`].
pub async fn use_link(ctx: &Ctx, input: &UseLink) -> AppResult<Token> {
    entering::use_link::<Entrance>(ctx, input).await
}
