//! Getting in with an e-mail and a password, which is the same behind both doors: sign-in, another password, the way to one by a link,
//! the end of one's own sessions. What differs between the staff and contacts is said by [`Admitted`]; the steps, their order and their
//! limits stand here, once.

use std::time::Duration;

use uuid::Uuid;

use super::access::{AskReset, LinkSheet, Purpose, UseLink};
use super::links::{self, Words};
use super::model::{ChangePassword, Password, SignIn};
use super::password;
use super::sessions::{self, Token};
use super::store::links::{StoredLink, Subject};
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Actor, Job};
use crate::kernel::ids::SessionId;
use crate::kernel::owner::Owner;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::platform::attempts::{self, Limit};
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbResult, Tx};
use crate::platform::web::cookie::Door;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

const QUARTER: Duration = Duration::from_mins(15);
/// Guesses at one account, from wherever they come.
pub(super) const PER_ACCOUNT: Limit = Limit {
    max: 10,
    window: QUARTER,
};
/// Guesses from one address, at whichever account: an office may stand behind it.
const PER_ADDRESS: Limit = Limit {
    max: 50,
    window: QUARTER,
};

/// Somebody who is let in as things stand: an active member of the staff, a contact with access to the cabinet.
pub trait Admitted: Sized + Send + Sync {
    /// Through which door.
    const DOOR: Door;
    /// The kind of subject that his sessions and links have.
    const KIND: &'static str;

    /// Whose his session is.
    fn subject(&self) -> Subject;
    /// In whose history it stands that he was here.
    fn owner(&self) -> Owner;
    fn name(&self) -> &str;
    /// By which he signs in, as it is stored.
    fn email(&self) -> &str;
    /// What he is written around a link.
    fn words(&self, purpose: Purpose) -> Words;
    /// The surroundings of a request that has just become his.
    fn acting(&self, ctx: &Ctx) -> Ctx;

    /// Who is let in with an address; of several the first.
    fn by_email(conn: &mut Conn, email: &str) -> impl Future<Output = AppResult<Option<Self>>> + Send;
    /// Who is let in as this subject.
    fn by_id(conn: &mut Conn, id: Uuid) -> impl Future<Output = AppResult<Option<Self>>> + Send;
    /// The same, locked until the transaction ends.
    fn locked(tx: &mut Tx, ctx: &Ctx, id: Uuid) -> impl Future<Output = AppResult<Option<Self>>> + Send;
    /// What is stored of the password that belongs to an address, once one was chosen; asked also where nobody is let in, so that the
    /// answer takes as long.
    fn password_hash(conn: &mut Conn, email: &str) -> impl Future<Output = DbResult<Option<String>>> + Send;
    fn set_password(&self, tx: &mut Tx, password_hash: &str) -> impl Future<Output = DbResult<()>> + Send;
    /// All that he is with his password: their sessions and links are his.
    fn subjects(&self, conn: &mut Conn) -> impl Future<Output = DbResult<Vec<Subject>>> + Send;
    /// As which of them he may end a session.
    fn holder(&self, conn: &mut Conn, session: SessionId) -> impl Future<Output = DbResult<Option<Subject>>> + Send;
    /// Opens a session in the browser of the request; the one that it had ends.
    fn enter(&self, tx: &mut Tx, ctx: &Ctx) -> impl Future<Output = DbResult<Token>> + Send;
}

/// Under which key attempts are counted: behind each door by themselves.
fn counted<P: Admitted>(what: &str) -> String {
    match P::DOOR {
        Door::Staff => what.to_owned(),
        Door::Cabinet => format!("cabinet/{what}"),
    }
}

fn account_key<P: Admitted>(email: &str) -> String {
    counted::<P>(&format!("sign-in/account/{email}"))
}

/// Opens a session for the right e-mail and password. A wrong password, an address that nobody has and one that is not let in get the
/// same answer after the same work; the limits count them alike.
///
/// # Errors
/// [`Problem::WrongCredentials`] beside the password; [`AppError::TooMany`] above the limits, which end by themselves.
pub async fn sign_in<P: Admitted>(ctx: &Ctx, input: &SignIn) -> AppResult<Token> {
    let email = input.validated()?;
    // The address first: one that is turned away uses up nobody's account.
    let by_address = attempts::by_address(&counted::<P>("sign-in"), ctx);
    let from = attempts::take(ctx, &by_address, PER_ADDRESS).await?;
    let account = account_key::<P>(&email);
    attempts::take(ctx, &account, PER_ACCOUNT).await?;

    let mut read = ctx.read();
    let hash = P::password_hash(&mut read, &email).await?;
    let person = P::by_email(&mut read, &email).await?;
    let right = password::verify(&input.password, hash.as_deref()).await?;
    let Some(person) = person.filter(|_| right) else {
        let address = ctx.request.address.map(tracing::field::display);
        tracing::info!(address, door = ?P::DOOR, "sign-in refused");
        return Err(wrong());
    };

    let mut tx = ctx.write().await?;
    let person = P::locked(&mut tx, ctx, person.subject().id).await?;
    let person = person.filter(|now| now.email() == email).ok_or_else(wrong)?;
    if P::password_hash(&mut tx, &email).await? != hash {
        return Err(wrong());
    }
    let token = person.enter(&mut tx, ctx).await?;
    let event = Event::new(person.owner(), Verb::SignedIn);
    activity::record(&mut tx, &person.acting(ctx), event).await?;
    attempts::forget(&mut tx, &account).await?;
    attempts::give_back(&mut tx, from).await?;
    tx.commit().await?;
    Ok(token)
}

/// The answer to whoever can't be let in, whyever that is.
fn wrong() -> AppError {
    AppError::field("password", Problem::WrongCredentials)
}

/// What speaks against a form with a new password of somebody.
fn problems<P: Admitted>(form: Result<(), FieldErrors>, password: &Password, person: &P) -> FieldErrors {
    let mut errors = form.err().unwrap_or_default();
    if let Some(problem) = password::problem(password, person.email(), person.name()) {
        errors.add("password", problem);
    }
    errors
}

/// Puts a password in place of the one before: all sessions and links of its owner end.
pub(super) async fn renew<P: Admitted>(tx: &mut Tx, person: &P, password_hash: &str) -> DbResult<()> {
    person.set_password(tx, password_hash).await?;
    for subject in person.subjects(tx).await? {
        sessions::end_all(tx, subject, None).await?;
        links::end_of(tx, subject).await?;
    }
    Ok(())
}

/// Changes the password of who is signed in. All his sessions end, and the browser that asked gets a new one.
///
/// # Errors
/// All problems of the form at once, among them [`Problem::WrongPassword`] beside the current password, whose guessing is limited.
pub async fn change_password<P: Admitted>(ctx: &Ctx, own: &P, input: &ChangePassword) -> AppResult<Token> {
    let mut errors = problems(input.validated(), &input.password, own);
    let key = counted::<P>(&format!("password/account/{}", own.email()));
    let stored = P::password_hash(&mut ctx.read(), own.email()).await?;
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
    let now = P::locked(&mut tx, ctx, own.subject().id).await?;
    let now = now
        .filter(|now| now.email() == own.email())
        .ok_or(AppError::NotSignedIn)?;
    if P::password_hash(&mut tx, now.email()).await? != stored {
        return Err(AppError::field("current_password", Problem::WrongPassword));
    }
    renew(&mut tx, &now, &hash).await?;
    let token = now.enter(&mut tx, ctx).await?;
    activity::record(&mut tx, ctx, Event::new(now.owner(), Verb::PasswordChanged)).await?;
    attempts::forget(&mut tx, &key).await?;
    tx.commit().await?;
    Ok(token)
}

/// Ends one of the sessions of who is signed in, or with `None` all but the one that asks. Tells whether the asking one ended.
///
/// # Errors
/// [`AppError::NotFound`] if the session is not his.
pub async fn end_session<P: Admitted>(ctx: &Ctx, own: Uuid, session: Option<SessionId>) -> AppResult<bool> {
    let mut tx = ctx.write().await?;
    let now = P::locked(&mut tx, ctx, own).await?.ok_or(AppError::NotSignedIn)?;
    let mut ended = 0;
    if let Some(id) = session {
        let holder = now.holder(&mut tx, id).await?.ok_or(AppError::NotFound)?;
        ended = sessions::end_one(&mut tx, holder, id).await?;
        if ended == 0 {
            return Err(AppError::NotFound);
        }
    } else {
        for subject in now.subjects(&mut tx).await? {
            ended += sessions::end_all(&mut tx, subject, ctx.request.session).await?;
        }
    }
    if ended > 0 {
        activity::record(&mut tx, ctx, Event::new(now.owner(), Verb::SessionsEnded)).await?;
    }
    tx.commit().await?;
    Ok(session.is_some() && session == ctx.request.session)
}

/// Sends a link to whoever is let in with this address. The answer is the same if nobody is, and takes as long.
///
/// # Errors
/// The form's problems; [`AppError::TooMany`] above the limits, which count all addresses alike.
pub async fn ask_reset<P: Admitted>(ctx: &Ctx, input: &AskReset) -> AppResult<()> {
    let email = input.validated()?;
    let whose = counted::<P>(&format!("account/{email}"));
    links::answer_alike(ctx, &whose, send_reset::<P>(ctx, &email)).await
}

async fn send_reset<P: Admitted>(ctx: &Ctx, email: &str) -> AppResult<()> {
    let Some(person) = P::by_email(&mut ctx.read(), email).await? else {
        return Ok(());
    };
    if !links::is_reset_possible(ctx).await? {
        return Ok(());
    }
    let prepared = links::prepare_for(ctx, Purpose::Reset, &person).await?;
    // Whoever asks may be anybody.
    let ctx = ctx.acting_as(Actor::System(Job::Mailing), "Akta");
    let mut tx = ctx.write().await?;
    let now = P::locked(&mut tx, &ctx, person.subject().id).await?;
    if now.is_some_and(|now| now.email() == email) {
        links::put_for(&mut tx, &ctx, &person, prepared).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// A link, as long as it holds, and whom it lets in.
async fn behind<P: Admitted>(ctx: &Ctx, token: &str) -> AppResult<Option<(StoredLink, P)>> {
    let mut conn = ctx.read();
    let Some(link) = links::find(ctx, &mut conn, P::KIND, token).await? else {
        return Ok(None);
    };
    let person = P::by_id(&mut conn, link.subject).await?;
    Ok(person.map(|person| (link, person)))
}

/// Whom a link lets in; nobody once it was used or is over. Looking at it does not use it up: mail programs do that too.
///
/// # Errors
/// Whatever the database answers.
pub async fn open_link<P: Admitted>(ctx: &Ctx, token: &str) -> AppResult<Option<LinkSheet>> {
    let found = behind::<P>(ctx, token).await?;
    Ok(found.map(|(link, person)| LinkSheet {
        purpose: link.purpose,
        name: person.name().to_owned(),
        email: person.email().to_owned(),
    }))
}

/// Gives the owner of a link his new password and signs him in. The link is used up, all his other links and sessions end.
///
/// # Errors
/// All problems of the form at once; [`Problem::LinkIsOver`] beside `token`.
pub async fn use_link<P: Admitted>(ctx: &Ctx, input: &UseLink) -> AppResult<Token> {
    let attempt = links::take_use(ctx).await?;
    let (_, person) = behind::<P>(ctx, &input.token).await?.ok_or_else(links::over)?;
    let errors = problems(input.validated(), &input.password, &person);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let hash = password::hash(&input.password).await?;

    let mut tx = ctx.write().await?;
    let spent = links::spend(ctx, &mut tx, P::KIND, &input.token).await?;
    let person = P::locked(&mut tx, ctx, spent.subject).await?;
    let person = person.ok_or_else(links::over)?;
    renew(&mut tx, &person, &hash).await?;
    let token = person.enter(&mut tx, ctx).await?;
    let event = Event::new(person.owner(), Verb::PasswordChanged).change("by_link", "", spent.purpose);
    activity::record(&mut tx, &person.acting(ctx), event).await?;
    // Who has guessed wrong before gets in now.
    attempts::forget(&mut tx, &account_key::<P>(person.email())).await?;
    attempts::give_back(&mut tx, attempt).await?;
    tx.commit().await?;
    Ok(token)
}
