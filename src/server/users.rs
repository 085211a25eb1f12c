//! The commands of accounts: `akta user add | list | deactivate | reset-password`. Each answers with what to print, or with
//! one line that says what is wrong.

use std::fmt::Display;
use std::io::Read;

use super::commands::sentence;
use crate::company::accounts::actions;
use crate::company::accounts::model::{NewUser, Password, SaveUser, UserRow};
use crate::company::accounts::password::generated;
use crate::company::roles;
use crate::company::roles::model::StaffRole;
use crate::error::AppError;
use crate::kernel::ids::UserId;
use crate::kernel::lang::Lang;
use crate::platform::ctx::Ctx;

/// A password that was made up here and has to be told to its owner.
pub type Generated = Option<String>;

/// Makes an account. Without a password one is generated and handed back, to be printed once. Without a language it takes that of
/// the first browser that signs in with it.
///
/// # Errors
/// A line that says what is wrong.
pub async fn add(
    ctx: &Ctx,
    email: &str,
    role: impl Display,
    name: Option<&str>,
    lang: Option<Lang>,
    password: Option<Password>,
) -> Result<(UserId, Generated), String> {
    let role = role_named(ctx, &role.to_string()).await?;
    let (password, generated) = given_or_generated(ctx, password);
    let name = name.unwrap_or_else(|| email.split('@').next().unwrap_or_default());
    let input = NewUser {
        request: ctx.new_id(),
        name: name.to_owned(),
        email: email.to_owned(),
        role,
        own_only: false,
        invite: false,
        lang: lang.unwrap_or_default().to_string(),
        password,
    };
    let id = actions::create_user(ctx, input)
        .await
        .map_err(|error| line(email, &error))?;
    if lang.is_none() {
        actions::leave_language_open(ctx, id)
            .await
            .map_err(|error| line(email, &error))?;
    }
    Ok((id, generated))
}

/// A role as the form names it; own ones are found by their name, however it is written.
async fn role_named(ctx: &Ctx, text: &str) -> Result<String, String> {
    let found = roles::actions::named(ctx, text)
        .await
        .map_err(|error| line("", &error))?;
    if let Some(role) = found {
        return Ok(role.to_string());
    }
    let all = roles::actions::list(ctx).await.map_err(|error| line("", &error))?;
    let names: Vec<String> = all.iter().map(|row| typed(&row.role)).collect();
    Err(format!("there is no role {text:?}; there are: {}", names.join(", ")))
}

/// A role as `user add` takes it.
fn typed(role: &StaffRole) -> String {
    match role.code {
        Some(code) => code.as_str().replace('_', "-"),
        None => role.name.clone(),
    }
}

/// All accounts as a table: e-mail, role as `user add` takes it, state, name.
///
/// # Errors
/// A line that says what is wrong.
pub async fn list(ctx: &Ctx) -> Result<String, String> {
    let users = actions::all(ctx).await.map_err(|error| line("", &error))?;
    let width = users.iter().map(|user| user.email.chars().count()).max().unwrap_or(0);
    let spelled = users.iter().map(|user| typed(&user.role).chars().count());
    let wide = spelled.max().unwrap_or(0).max(13);
    let row = |user: UserRow| {
        let state = if user.active { "active" } else { "deactivated" };
        let own = if user.sees_own_only() {
            " (own clients only)"
        } else {
            ""
        };
        format!(
            "{:width$}  {:wide$}  {state:11}  {}{own}\n",
            user.email,
            typed(&user.role),
            user.name
        )
    };
    Ok(users.into_iter().map(row).collect())
}

/// Takes an account's sign-in away; its sessions end at once.
///
/// # Errors
/// A line that says what is wrong.
pub async fn deactivate(ctx: &Ctx, email: &str) -> Result<(), String> {
    let user = actions::by_email(ctx, email)
        .await
        .map_err(|error| line(email, &error))?;
    if !user.active {
        return Err(format!("{email} is deactivated already"));
    }
    let input = SaveUser {
        id: user.id,
        version: user.version,
        name: user.name,
        email: user.email,
        role: user.role.to_string(),
        own_only: user.own_only,
        active: false,
    };
    actions::save(ctx, input).await.map_err(|error| line(email, &error))
}

/// Gives an account a new password; its sessions end at once. Without a password one is generated and handed back.
///
/// # Errors
/// A line that says what is wrong.
pub async fn reset_password(ctx: &Ctx, email: &str, password: Option<Password>) -> Result<Generated, String> {
    let (password, generated) = given_or_generated(ctx, password);
    actions::reset_password(ctx, email, &password)
        .await
        .map_err(|error| line(email, &error))?;
    Ok(generated)
}

/// Reads a password from the standard input, up to the end of its first line.
///
/// # Errors
/// A line that says what is wrong.
pub fn password_from_stdin() -> Result<Password, String> {
    let mut text = String::new();
    std::io::stdin()
        .take(4096)
        .read_to_string(&mut text)
        .map_err(|error| format!("no password on the standard input: {error}"))?;
    match text.lines().next() {
        Some(first) if !first.is_empty() => Ok(first.into()),
        _ => Err("no password on the standard input".to_owned()),
    }
}

fn given_or_generated(ctx: &Ctx, password: Option<Password>) -> (Password, Generated) {
    if let Some(password) = password {
        return (password, None);
    }
    let text = generated(&ctx.random, 4);
    (text.as_str().into(), Some(text))
}

/// One line about an error.
fn line(email: &str, error: &AppError) -> String {
    match error {
        AppError::NotFound => format!("there is no user {email}"),
        AppError::Conflict(_) => format!("{email} was changed at the same moment, please try again"),
        other => sentence(other),
    }
}
