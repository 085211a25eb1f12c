//! The administrator's work on accounts.

use super::model::{
    NewUser, Password, SaveUser, User, UserCard, UserFilter, UserRow, ValidNewUser, ValidUser, narrowed,
};
use super::store::links::Subject;
use super::{entering, links, password, sessions, store};
use crate::company::roles;
use crate::company::roles::model::StaffRole;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::{Right, Role};
use crate::kernel::ids::{RoleId, UserId};
use crate::kernel::owner::Owner;
use crate::kernel::paging::Page;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::kernel::viewer::Theme;
use crate::platform::ctx::Ctx;
use crate::platform::db::{Conn, DbError, DbResult, Tx};
use crate::platform::requests;
use crate::records::activity;
use crate::records::activity::model::{Event, Verb};

pub use super::sessions::viewer_by_token;

/// Events shown beside an account.
const EVENTS: i64 = 50;

/// Whether somebody can administer this installation; until then only the set-up is open.
///
/// # Errors
/// Whatever the database answers.
pub async fn administrators_exist(ctx: &Ctx) -> AppResult<bool> {
    Ok(store::has_administrator(&mut ctx.read()).await?)
}

/// A page of users by e-mail.
///
/// # Errors
/// [`AppError::Forbidden`] without [`Right::ManageUsers`].
pub async fn list(ctx: &Ctx, filter: &UserFilter) -> AppResult<Page<UserRow>> {
    ctx.may(Right::ManageUsers)?;
    Ok(store::list(&mut ctx.read(), filter).await?)
}

/// All users, for the command line.
///
/// # Errors
/// [`AppError::Forbidden`] without [`Right::ManageUsers`].
pub async fn all(ctx: &Ctx) -> AppResult<Vec<UserRow>> {
    ctx.may(Right::ManageUsers)?;
    Ok(store::all(&mut ctx.read()).await?)
}

/// An account with its history.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn show(ctx: &Ctx, id: UserId) -> AppResult<UserCard> {
    ctx.may(Right::ManageUsers)?;
    let user = store::by_id(&mut ctx.read(), id).await?.ok_or(AppError::NotFound)?;
    let events = activity::actions::of_owner(ctx, &Owner::user(id), EVENTS).await?;
    let access = links::access(ctx, &user).await?;
    Ok(UserCard { user, access, events })
}

/// An account by its e-mail, for the command line.
///
/// # Errors
/// [`AppError::NotFound`] if there is none.
pub async fn by_email(ctx: &Ctx, email: &str) -> AppResult<User> {
    ctx.may(Right::ManageUsers)?;
    let user = store::by_email(&mut ctx.read(), &email.trim().to_lowercase()).await?;
    user.ok_or(AppError::NotFound)
}

/// Who can be chosen as the one in charge of a client.
///
/// # Errors
/// [`AppError::Forbidden`] without [`Right::ViewClients`].
pub async fn pick_managers(ctx: &Ctx) -> AppResult<Vec<(UserId, String)>> {
    ctx.may(Right::ViewClients)?;
    Ok(store::choices(&mut ctx.read()).await?)
}

/// Makes an account, with a password or with an invitation to choose one.
///
/// # Errors
/// All problems of the form at once, [`Problem::AlreadyTaken`] beside an e-mail that is in use; [`AppError::Forbidden`] if the role can
/// do more than the actor.
pub async fn create_user(ctx: &Ctx, input: NewUser) -> AppResult<UserId> {
    ctx.may(Right::ManageUsers)?;
    let valid = checked(ctx, &input).await?;
    let (hash, invitation) = if input.invite {
        (String::new(), Some(links::invitation(ctx, &valid).await?))
    } else {
        (password::hash(&input.password).await?, None)
    };
    let mut tx = ctx.write().await?;
    if let Some(id) = requests::claim(&mut tx, ctx, input.request).await? {
        return Ok(id);
    }
    let user = insert(&mut tx, ctx, valid, &hash).await?;
    if let Some(invitation) = invitation {
        links::put_for(&mut tx, ctx, &user, invitation).await?;
    }
    requests::done(&mut tx, input.request, user.id).await?;
    tx.commit().await?;
    Ok(user.id)
}

/// What is wrong with a new account, its password included.
async fn checked(ctx: &Ctx, input: &NewUser) -> AppResult<ValidNewUser> {
    let valid = input.validated();
    let mut errors = valid.as_ref().err().cloned().unwrap_or_default();
    let (email, name) = (input.email.trim().to_lowercase(), input.name.trim());
    if !input.invite
        && let Some(problem) = password::problem(&input.password, &email, name)
    {
        errors.add("password", problem);
    }
    match valid {
        Ok(valid) if errors.is_empty() => Ok(valid),
        // Without another problem it is found when the account is written: the same form sent twice is no second account.
        _ => {
            if store::by_email(&mut ctx.read(), &email).await?.is_some() {
                errors.add("email", Problem::AlreadyTaken);
            }
            Err(errors.into())
        }
    }
}

/// Judges a new password and makes the hash that is stored.
async fn new_password(typed: &Password, email: &str, name: &str) -> AppResult<String> {
    match password::problem(typed, email, name) {
        Some(problem) => Err(AppError::field("password", problem)),
        None => password::hash(typed).await,
    }
}

/// Writes a new account and its first event.
pub(super) async fn insert(tx: &mut Tx, ctx: &Ctx, valid: ValidNewUser, password_hash: &str) -> AppResult<User> {
    let role = granted(tx, ctx, valid.role, valid.own_only).await?;
    let user = User {
        id: ctx.new_id(),
        email: valid.email,
        name: valid.name,
        role,
        own_only: valid.own_only,
        lang: valid.lang,
        theme: Theme::Auto,
        active: true,
        version: 1,
        created_at: ctx.now(),
    };
    store::insert(tx, &user, password_hash).await.map_err(taken)?;
    let event = Event::new(Owner::user(user.id), Verb::Created)
        .change("name", "", &user.name)
        .change("email", "", &user.email)
        .change("role", "", user.role.spelled())
        .change("own_only", false, user.own_only);
    activity::record(tx, ctx, event).await?;
    Ok(user)
}

/// Changes an account. When it is deactivated or gets other rights, its sessions end at once.
///
/// # Errors
/// [`Problem::LastAdministrator`], [`Problem::Yourself`] and the form's problems; [`AppError::Conflict`] for a stale form.
pub async fn save(ctx: &Ctx, input: SaveUser) -> AppResult<()> {
    ctx.may(Right::ManageUsers)?;
    let valid = input.validated()?;
    let mut tx = ctx.write().await?;
    // Whoever stops being an administrator is first locked together with all the others: one of them has to stay.
    let before = store::by_id(&mut tx, input.id).await?.ok_or(AppError::NotFound)?;
    if before.is_active_administrator() {
        store::lock_administrators(&mut tx).await?;
    }
    let user = store::locked(&mut tx, input.id).await?.ok_or(AppError::NotFound)?;
    may_change(ctx, &user)?;
    let role = granted(&mut tx, ctx, valid.role, valid.own_only).await?;
    if user.version != input.version {
        return Err(conflict(&mut tx, &user).await?);
    }
    guard(&mut tx, ctx, &user, &valid).await?;
    write(&mut tx, ctx, user, (valid, role)).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody takes his own role or account away, and one active administrator stays.
async fn guard(tx: &mut Tx, ctx: &Ctx, user: &User, valid: &ValidUser) -> AppResult<()> {
    let mut errors = FieldErrors::default();
    if ctx.actor.user() == Some(user.id) {
        if valid.role != user.role.id {
            errors.add("role", Problem::Yourself);
        }
        if valid.own_only != user.own_only {
            errors.add("own_only", Problem::Yourself);
        }
        if !valid.active {
            errors.add("active", Problem::Yourself);
        }
    }
    let stays = valid.active && valid.role == Role::Administrator.id();
    if user.is_active_administrator() && !stays && store::other_administrators(tx, user.id).await? == 0 {
        let field = if valid.active { "role" } else { "active" };
        errors.add(field, Problem::LastAdministrator);
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into()) }
}

async fn write(tx: &mut Tx, ctx: &Ctx, user: User, (valid, role): (ValidUser, StaffRole)) -> AppResult<()> {
    let verb = match (user.active, valid.active) {
        (true, false) => Verb::Deactivated,
        (false, true) => Verb::Reactivated,
        _ => Verb::Changed,
    };
    let event = Event::new(Owner::user(user.id), verb)
        .change("name", &user.name, &valid.name)
        .change("email", &user.email, &valid.email)
        .change("role", user.role.spelled(), role.spelled())
        .change("own_only", user.own_only, valid.own_only);
    if event.changes.is_empty() && verb == Verb::Changed {
        return Ok(());
    }
    let rights_change = role.id != user.role.id || valid.own_only != user.own_only;
    if rights_change || !valid.active {
        sessions::end_all(tx, Subject::staff(user.id), None).await?;
    }
    if !valid.active || valid.email != user.email {
        links::end_of(tx, Subject::staff(user.id)).await?;
    }
    let saved = User {
        name: valid.name,
        email: valid.email,
        role,
        own_only: valid.own_only,
        active: valid.active,
        version: user.version + 1,
        ..user
    };
    store::update(tx, &saved).await.map_err(taken)?;
    activity::record(tx, ctx, event).await?;
    Ok(())
}

/// Gives an account a new password, for the command line. All its sessions end.
///
/// # Errors
/// What speaks against the password; [`AppError::NotFound`] if there is no such account.
pub async fn reset_password(ctx: &Ctx, email: &str, typed: &Password) -> AppResult<()> {
    let user = by_email(ctx, email).await?;
    may_change(ctx, &user)?;
    let hash = new_password(typed, &user.email, &user.name).await?;
    let mut tx = ctx.write().await?;
    store::locked(&mut tx, user.id).await?.ok_or(AppError::NotFound)?;
    entering::renew(&mut tx, &user, &hash).await?;
    activity::record(&mut tx, ctx, Event::new(Owner::user(user.id), Verb::PasswordReset)).await?;
    tx.commit().await?;
    Ok(())
}

/// Leaves the language of an account to the browser that signs in with it first, for the command line.
///
/// # Errors
/// [`AppError::Forbidden`] without [`Right::ManageUsers`].
pub async fn leave_language_open(ctx: &Ctx, id: UserId) -> AppResult<()> {
    ctx.may(Right::ManageUsers)?;
    let mut tx = ctx.write().await?;
    store::leave_lang_open(&mut tx, id).await?;
    tx.commit().await?;
    Ok(())
}

/// Nobody changes the account of somebody who may do more than he may himself.
pub(super) fn may_change(ctx: &Ctx, user: &User) -> AppResult<()> {
    roles::actions::may_grant(ctx, user.rights())
}

/// A role that the actor may give to somebody.
async fn granted(tx: &mut Tx, ctx: &Ctx, id: RoleId, own_only: bool) -> AppResult<StaffRole> {
    let role = roles::store::by_id(tx, id).await?;
    let role = role.ok_or_else(|| AppError::field("role", Problem::UnknownChoice))?;
    roles::actions::may_grant(ctx, narrowed(role.rights, own_only))?;
    Ok(role)
}

fn taken(error: DbError) -> AppError {
    match error {
        DbError::Unique(_) => AppError::field("email", Problem::AlreadyTaken),
        // Deleted at the same moment.
        DbError::ForeignKey => AppError::field("role", Problem::UnknownChoice),
        other => other.into(),
    }
}

/// What stands there now, for somebody whose form was opened before it was saved.
pub(super) async fn conflict(conn: &mut Conn, user: &User) -> DbResult<AppError> {
    let current = [
        ("name", user.name.clone()),
        ("email", user.email.clone()),
        ("role", user.role.to_string()),
        ("own_only", user.own_only.to_string()),
        ("active", user.active.to_string()),
        ("lang", user.lang.to_string()),
        ("theme", user.theme.to_string()),
    ];
    let current = current.into_iter().map(|(field, value)| (field.to_owned(), value));
    activity::actions::conflict(conn, &Owner::user(user.id), user.version, current.collect()).await
}
