//! Links that let somebody choose a password, once: an administrator invites, or somebody has forgotten his.
//!
//! A link goes out by the outbox, in the transaction that makes it; where there is no mail server, an administrator sees it on the user's page
//! and hands it over. It is built from the configured base URL, never from what a request calls this host. Of its token only the hash is
//! kept; in the letter, and for the administrator, it is sealed. Whose a link is, is said by kind and id, as of sessions: those of contacts
//! are made with [`prepare_for`] and [`put_for`] too, and what a link opens is told by [`entering`] for both.

use std::time::Duration;

use leptos_i18n::td_string;
use sha2::{Digest, Sha256};
use tokio::time::{Instant, sleep_until};

use super::access::{AccessSheet, AskReset, LinkSheet, OpenLink, Purpose, UseLink};
use super::entering::{self, Admitted};
use super::model::{User, ValidNewUser};
use super::sessions::Token;
use super::store::links::{self, NewLink, StoredLink, Subject};
use super::{actions, store};
use crate::company::mailbox;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::date::{Timestamp, local_time};
use crate::kernel::ids::{ClientId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::platform::attempts::{self, Attempt, Limit};
use crate::platform::ctx::{Ctx, viewer_zone};
use crate::platform::db::{Conn, DbResult, Tx};
use crate::platform::web::cookie::Door;
use crate::records::activity::model::{Event, Verb};
use crate::records::mail::brief::Leading;
use crate::records::mail::letter::{MARK, NewLetter, Person, sealed};
use crate::records::{activity, mail};
use crate::text::locale_of;

/// For what a token is sealed that an administrator hands over.
const SEAL: &str = "access link";

const HOUR: Duration = Duration::from_hours(1);
/// Letters to one address: nobody floods a mailbox of somebody else.
const PER_ACCOUNT: Limit = Limit { max: 5, window: HOUR };
/// Questions from one address, whichever account they are about.
const PER_ADDRESS: Limit = Limit { max: 20, window: HOUR };
/// Passwords that are sent along with links: each costs a computation.
const USES: Limit = Limit { max: 30, window: HOUR };

/// An answer takes so long at least, whether there is such an account or not.
const SAME_TIME: Duration = Duration::from_millis(300);

/// How long a link holds.
const fn lifetime(purpose: Purpose) -> Duration {
    match purpose {
        Purpose::Invitation => HOUR.saturating_mul(72),
        Purpose::Reset => HOUR,
    }
}

fn hash_of(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn address_of(ctx: &Ctx, door: Door, token: &str) -> String {
    let within = match door {
        Door::Staff => "",
        Door::Cabinet => "/cabinet",
    };
    format!("{}{within}/access/{token}", ctx.base_url)
}

/// What is said around a link.
pub struct Words {
    pub lang: Lang,
    /// Whose letter it is; nobody's is the staff's.
    pub client: Option<ClientId>,
    pub subject: String,
    /// A fragment of HTML with [`MARK`] in place of the link.
    pub html: String,
}

impl Words {
    /// A letter in which a text leads to the link.
    #[must_use]
    pub fn around(lang: Lang, client: Option<ClientId>, subject: String, text: &str) -> Self {
        let locale = locale_of(lang);
        let said = Leading {
            sentence: text,
            link: MARK,
            ..Leading::default()
        }
        .html();
        let ignore = td_string!(locale, accounts.link_ignore);
        Self {
            lang,
            client,
            subject,
            html: format!("{said}<p>{ignore}</p>"),
        }
    }
}

/// A link that is not stored yet.
pub struct Prepared {
    purpose: Purpose,
    token_hash: Vec<u8>,
    way: Way,
}

enum Way {
    Letter(Box<NewLetter>),
    /// The token, sealed.
    Hand(Vec<u8>),
}

async fn prepare(ctx: &Ctx, door: Door, purpose: Purpose, person: Person, words: Words) -> AppResult<Prepared> {
    let token = hex::encode(ctx.random.bytes::<32>());
    let way = if mailbox::actions::is_ready(ctx).await? {
        Way::Letter(Box::new(NewLetter {
            dedupe: String::new(),
            organization: None,
            client: words.client,
            lang: words.lang,
            subject: words.subject,
            html: words.html,
            to: vec![person],
            cc: Vec::new(),
            attachments: Vec::new(),
            papers: Vec::new(),
            sealed: Some(sealed(ctx, &address_of(ctx, door, &token))?),
        }))
    } else {
        Way::Hand(ctx.secrets.seal(SEAL, &token)?)
    };
    Ok(Prepared {
        purpose,
        token_hash: hash_of(&token),
        way,
    })
}

/// Makes a link for somebody and the letter with it. Not for use within a transaction: the key may be made.
///
/// # Errors
/// If there is no key to seal with.
pub async fn prepare_for<P: Admitted>(ctx: &Ctx, purpose: Purpose, person: &P) -> AppResult<Prepared> {
    prepare(ctx, P::DOOR, purpose, recipient(person), person.words(purpose)).await
}

/// To whom letters to somebody go.
#[must_use]
pub fn recipient<P: Admitted>(person: &P) -> Person {
    Person {
        name: person.name().to_owned(),
        address: person.email().to_owned(),
    }
}

/// Stores a link in place of an earlier one for the same, and puts its letter into the outbox.
async fn put(tx: &mut Tx, ctx: &Ctx, subject: Subject, prepared: Prepared) -> AppResult<()> {
    let now = ctx.now();
    let id: uuid::Uuid = ctx.new_id();
    let (letter, sealed) = match prepared.way {
        Way::Letter(letter) => (Some(letter), None),
        Way::Hand(sealed) => (None, Some(sealed)),
    };
    let link = NewLink {
        id,
        purpose: prepared.purpose,
        token_hash: prepared.token_hash,
        sealed,
        created_at: now,
        expires_at: now.checked_add(lifetime(prepared.purpose)).unwrap_or(Timestamp::MAX),
    };
    links::put(tx, subject, link).await?;
    if let Some(letter) = letter {
        let letter = NewLetter {
            dedupe: format!("access/{id}"),
            ..*letter
        };
        mail::actions::post(tx, ctx, &letter).await?;
    }
    Ok(())
}

/// Stores the link of somebody, and tells of it in his history.
///
/// # Errors
/// What can't be a letter.
pub async fn put_for<P: Admitted>(tx: &mut Tx, ctx: &Ctx, person: &P, prepared: Prepared) -> AppResult<()> {
    let event = Event::new(person.owner(), Verb::Changed).change("access_link", "", prepared.purpose);
    put(tx, ctx, person.subject(), prepared).await?;
    Ok(activity::record(tx, ctx, event).await?)
}

/// What a member of the staff is written.
pub(super) fn words(purpose: Purpose, name: &str, lang: Lang) -> Words {
    let locale = locale_of(lang);
    let name = name.to_owned();
    let (subject, text) = match purpose {
        Purpose::Invitation => (
            td_string!(locale, accounts.invite_subject).to_owned(),
            td_string!(locale, accounts.invite_letter, name = name),
        ),
        Purpose::Reset => (
            td_string!(locale, accounts.reset_subject).to_owned(),
            td_string!(locale, accounts.reset_letter, name = name),
        ),
    };
    Words::around(lang, None, subject, &text)
}

/// An invitation for an account that is being made.
pub(super) async fn invitation(ctx: &Ctx, user: &ValidNewUser) -> AppResult<Prepared> {
    let person = Person {
        name: user.name.clone(),
        address: user.email.clone(),
    };
    let words = words(Purpose::Invitation, &user.name, user.lang);
    prepare(ctx, Door::Staff, Purpose::Invitation, person, words).await
}

/// All links of a subject hold no longer.
///
/// # Errors
/// Whatever the database answers.
pub async fn end_of(tx: &mut Tx, subject: Subject) -> DbResult<()> {
    links::end(tx, subject).await
}

/// The link of a token for subjects of a kind, as long as it holds.
///
/// # Errors
/// Whatever the database answers.
pub(super) async fn find(ctx: &Ctx, conn: &mut Conn, kind: &str, token: &str) -> DbResult<Option<StoredLink>> {
    links::by_hash(conn, kind, &hash_of(token), ctx.now()).await
}

/// Spends the link of a token; who comes second waits here and gets nothing.
///
/// # Errors
/// [`Problem::LinkIsOver`] beside `token`.
pub(super) async fn spend(ctx: &Ctx, tx: &mut Tx, kind: &str, token: &str) -> AppResult<StoredLink> {
    links::spend(tx, kind, &hash_of(token), ctx.now())
        .await?
        .ok_or_else(over)
}

/// Counts a password that is sent along with a link: each costs a computation.
///
/// # Errors
/// [`AppError::TooMany`] above the limit.
pub(super) async fn take_use(ctx: &Ctx) -> AppResult<Attempt> {
    attempts::take(ctx, &attempts::by_address("access", ctx), USES).await
}

/// Answers somebody who has forgotten the password of an account: `send` looks whether there is one. The answer is the same if there
/// is none, and takes as long.
///
/// # Errors
/// [`AppError::TooMany`] above the limits, which count all addresses alike.
pub(super) async fn answer_alike(ctx: &Ctx, whose: &str, send: impl Future<Output = AppResult<()>>) -> AppResult<()> {
    let begun = Instant::now();
    attempts::take(ctx, &attempts::by_address("reset", ctx), PER_ADDRESS).await?;
    attempts::take(ctx, &format!("reset/{whose}"), PER_ACCOUNT).await?;
    let answer = send.await;
    sleep_until(begun + SAME_TIME).await;
    answer
}

/// The links of a subject that were not used yet; with the addresses of those that `may_hand_over` one.
///
/// # Errors
/// If one can't be unsealed.
pub async fn open_of(
    ctx: &Ctx,
    conn: &mut Conn,
    door: Door,
    subject: Subject,
    may_hand_over: bool,
) -> AppResult<Vec<OpenLink>> {
    let zone = viewer_zone();
    let stored = links::of(conn, subject, ctx.now()).await?;
    let mut open = Vec::with_capacity(stored.len());
    for link in stored {
        let token = match &link.sealed {
            Some(sealed) if may_hand_over => Some(ctx.secrets.open(SEAL, sealed)?),
            _ => None,
        };
        open.push(OpenLink {
            purpose: link.purpose,
            until: local_time(link.expires_at, &zone),
            address: token.map(|token| address_of(ctx, door, &token)),
        });
    }
    Ok(open)
}

/// Takes out the rows of links that are over.
///
/// # Errors
/// Whatever the database answers.
pub async fn sweep(ctx: &Ctx) -> DbResult<()> {
    let mut tx = ctx.write().await?;
    links::sweep(&mut tx, ctx.now()).await?;
    tx.commit().await
}

/// Sends a member of the staff a link, or makes one to be handed over: an invitation as long as he has no password.
///
/// # Errors
/// [`Problem::WrongState`] beside `id` for somebody who is out; [`AppError::Forbidden`] if his role can do more than the actor.
pub async fn invite(ctx: &Ctx, id: UserId) -> AppResult<()> {
    ctx.may(Right::ManageUsers)?;
    let user = store::by_id(&mut ctx.read(), id).await?.ok_or(AppError::NotFound)?;
    actions::may_change(ctx, &user)?;
    let purpose = if store::password_hash(&mut ctx.read(), &user.email).await?.is_some() {
        Purpose::Reset
    } else {
        Purpose::Invitation
    };
    let prepared = prepare_for(ctx, purpose, &user).await?;
    let mut tx = ctx.write().await?;
    let now = store::locked(&mut tx, id).await?.ok_or(AppError::NotFound)?;
    // It goes to the address it was made for.
    if !now.active || now.email != user.email {
        return Err(AppError::field("id", Problem::WrongState));
    }
    put_for(&mut tx, ctx, &now, prepared).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether who has forgotten his password gets a letter; else he has to ask an administrator.
pub async fn is_reset_possible(ctx: &Ctx) -> AppResult<bool> {
    mailbox::actions::is_ready(ctx).await
}

/// Sends a link to whoever has an account with this address.
///
/// # Errors
/// As [`entering::ask_reset`].
pub async fn ask_reset(ctx: &Ctx, input: &AskReset) -> AppResult<()> {
    entering::ask_reset::<User>(ctx, input).await
}

/// Whom a link lets in.
///
/// # Errors
/// As [`entering::open_link`].
pub async fn open(ctx: &Ctx, token: &str) -> AppResult<Option<LinkSheet>> {
    entering::open_link::<User>(ctx, token).await
}

/// Gives the account of a link its new password and signs its owner in.
///
/// # Errors
/// As [`entering::use_link`].
pub async fn use_link(ctx: &Ctx, input: &UseLink) -> AppResult<Token> {
    entering::use_link::<User>(ctx, input).await
}

/// The answer to a link that was used already, or whose time is over.
pub(super) fn over() -> AppError {
    AppError::field("token", Problem::LinkIsOver)
}

/// How a member of the staff gets in. The caller may manage users.
pub(super) async fn access(ctx: &Ctx, user: &User) -> AppResult<AccessSheet> {
    let mut conn = ctx.read();
    let may_hand_over = actions::may_change(ctx, user).is_ok();
    let links = open_of(ctx, &mut conn, Door::Staff, Subject::staff(user.id), may_hand_over).await?;
    Ok(AccessSheet {
        has_password: store::password_hash(&mut conn, &user.email).await?.is_some(),
        by_mail: mailbox::actions::is_ready(ctx).await?,
        links,
    })
}
