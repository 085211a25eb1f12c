//! Server functions of accounts. Forms that change who looks at the page, or how (sign-in, language, theme), are plain forms:
//! the whole page is loaded again.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::{access, filters, model};
use crate::error::AppError;
use crate::kernel::ids::{SavedFilterId, SessionId, UserId};
use crate::kernel::lang::Lang;
use crate::kernel::paging::Page;
use crate::kernel::viewer::Theme;

/// Open to everybody.
#[server(endpoint = "session/sign-in")]
pub async fn sign_in(input: model::SignIn) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::signing::sign_in(&ctx, &input).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    crate::platform::web::redirect(crate::platform::web::local_path(&input.next));
    Ok(())
}

/// Open to everybody: whether who has forgotten his password gets a letter.
#[server(endpoint = "session/reset-possible", input = GetUrl)]
pub async fn is_reset_possible() -> Result<bool, AppError> {
    super::links::is_reset_possible(&crate::platform::ctx::Ctx::current()?).await
}

/// Open to everybody: sends a link to whoever has an account with this address.
#[server(endpoint = "session/ask-reset")]
pub async fn ask_reset(input: access::AskReset) -> Result<(), AppError> {
    super::links::ask_reset(&crate::platform::ctx::Ctx::current()?, &input).await?;
    crate::platform::web::redirect("/forgot-password?sent=true");
    Ok(())
}

/// Open to everybody who has a link: whom it lets in; nobody once it was used or is over.
#[server(endpoint = "access/open", input = GetUrl)]
pub async fn open_link(token: String) -> Result<Option<access::LinkSheet>, AppError> {
    super::links::open(&crate::platform::ctx::Ctx::current()?, &token).await
}

/// Open to everybody who has a link: chooses the password and signs in.
#[server(endpoint = "access/use")]
pub async fn use_link(input: access::UseLink) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::links::use_link(&ctx, &input).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    crate::platform::web::redirect("/");
    Ok(())
}

/// Open to everybody; without a session it only leads to the sign-in page.
#[server(endpoint = "session/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    super::signing::sign_out(&ctx).await?;
    crate::platform::web::set_cookie(&super::sessions::no_cookie(
        &ctx,
        crate::platform::web::cookie::Door::Staff,
    ));
    crate::platform::web::set_cookie(&super::sessions::look_cookie(&ctx, None));
    crate::platform::web::redirect("/sign-in");
    Ok(())
}

/// Open to everybody: stored at the account, or in a cookie of a stranger.
#[server(endpoint = "view/language")]
pub async fn set_language(lang: Lang) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    if !super::profile::set_language(&ctx, lang).await? {
        crate::platform::web::set_cookie(&crate::platform::web::cookie::set_preference("lang", lang.as_str()));
    }
    Ok(())
}

/// Open to everybody: stored at the account, or in a cookie of a stranger.
#[server(endpoint = "view/theme")]
pub async fn set_theme(theme: Theme) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    if !super::profile::set_theme(&ctx, theme).await? {
        crate::platform::web::set_cookie(&crate::platform::web::cookie::set_preference("theme", theme.as_str()));
    }
    Ok(())
}

/// Open to everybody: puts a column of a list away, or back, where no scripts run; kept in a cookie.
#[server(endpoint = "view/columns")]
#[allow(clippy::unused_async, reason = "server functions are asynchronous")]
pub async fn toggle_column(list: String, key: String) -> Result<(), AppError> {
    use crate::ui::columns::{COOKIE, after_form};
    let before = crate::platform::web::cookie_of_request(COOKIE).unwrap_or_default();
    let after = after_form(&before, &list, &key).ok_or(AppError::Outdated)?;
    crate::platform::web::set_cookie(&crate::platform::web::cookie::set_shared_preference(COOKIE, &after));
    Ok(())
}

/// Needs a member of the staff.
#[server(endpoint = "profile/show", input = GetUrl)]
pub async fn show_profile() -> Result<model::User, AppError> {
    super::profile::show(&crate::platform::ctx::Ctx::current()?).await
}

/// Needs a member of the staff.
#[server(endpoint = "profile/sessions", input = GetUrl)]
pub async fn list_sessions() -> Result<Vec<model::SessionRow>, AppError> {
    super::sessions::list(&crate::platform::ctx::Ctx::current()?).await
}

/// Needs a member of the staff.
#[server(endpoint = "profile/save")]
pub async fn save_profile(input: model::SaveProfile) -> Result<(), AppError> {
    super::profile::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Needs a member of the staff.
#[server(endpoint = "profile/password")]
pub async fn change_password(input: model::ChangePassword) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::profile::change_password(&ctx, &input).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    Ok(())
}

/// Needs a member of the staff; ends one of his own sessions.
#[server(endpoint = "profile/end-session")]
pub async fn end_session(id: SessionId) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    if super::sessions::end(&ctx, Some(id)).await? {
        crate::platform::web::set_cookie(&super::sessions::no_cookie(
            &ctx,
            crate::platform::web::cookie::Door::Staff,
        ));
        crate::platform::web::redirect("/sign-in");
    }
    Ok(())
}

/// Needs a member of the staff.
#[server(endpoint = "profile/end-other-sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    super::sessions::end(&crate::platform::ctx::Ctx::current()?, None).await?;
    Ok(())
}

/// Needs a member of the staff; his own filters of a list.
#[server(endpoint = "saved-filters/list", input = GetUrl)]
pub async fn list_saved_filters(list: filters::ListPath) -> Result<Vec<filters::SavedFilter>, AppError> {
    super::saved_filters::list(&crate::platform::ctx::Ctx::current()?, list).await
}

/// Needs a member of the staff; saved for himself.
#[server(endpoint = "saved-filters/save")]
pub async fn save_filter(input: filters::SaveFilter) -> Result<SavedFilterId, AppError> {
    super::saved_filters::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Needs a member of the staff; deletes one of his own.
#[server(endpoint = "saved-filters/delete")]
pub async fn delete_saved_filter(id: SavedFilterId) -> Result<(), AppError> {
    super::saved_filters::delete(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Needs the right to manage users.
#[server(endpoint = "users/list", input = GetUrl)]
pub async fn list_users(#[server(default)] filter: model::UserFilter) -> Result<Page<model::UserRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, &filter).await
}

/// Needs the right to manage users.
#[server(endpoint = "users/show", input = GetUrl)]
pub async fn show_user(id: UserId) -> Result<model::UserCard, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Needs the right to manage users.
#[server(endpoint = "users/create")]
pub async fn create_user(input: model::NewUser) -> Result<UserId, AppError> {
    let invited = input.invite;
    let id = super::actions::create_user(&crate::platform::ctx::Ctx::current()?, input).await?;
    // His page tells what became of the invitation, and shows a link that has to be handed over.
    if invited {
        crate::platform::web::redirect(&format!("/settings/users/{id}"));
    } else {
        crate::platform::web::redirect("/settings/users");
    }
    Ok(id)
}

/// Sends a member of the staff a link to choose a password. Needs the right to manage users.
#[server(endpoint = "users/invite")]
pub async fn invite_user(id: UserId) -> Result<(), AppError> {
    super::links::invite(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Needs the right to manage users.
#[server(endpoint = "users/save")]
pub async fn save_user(input: model::SaveUser) -> Result<(), AppError> {
    super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect("/settings/users");
    Ok(())
}

/// Needs the right to view clients.
#[server(endpoint = "users/pick", input = GetUrl)]
pub async fn pick_managers() -> Result<Vec<(UserId, String)>, AppError> {
    super::actions::pick_managers(&crate::platform::ctx::Ctx::current()?).await
}
