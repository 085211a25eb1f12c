//! Server functions of the cabinet: all of them under `/api/cabinet`, where only its session counts. Forms that change who looks at the
//! page, or how, are plain forms: the whole page is loaded again.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::{model, requisites};
use crate::company::accounts::access::{self, LinkSheet};
use crate::company::accounts::model as accounts;
use crate::error::AppError;
use crate::kernel::ids::{ContactId, SessionId};
use crate::kernel::lang::Lang;
use crate::kernel::viewer::Theme;

/// Open to everybody.
#[server(endpoint = "cabinet/session/sign-in")]
pub async fn sign_in_to_cabinet(input: accounts::SignIn) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::signing::sign_in(&ctx, &input).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    crate::platform::web::set_cookie(&crate::company::accounts::sessions::look_cookie(&ctx, None));
    crate::platform::web::redirect(crate::platform::web::cabinet_path(&input.next));
    Ok(())
}

/// Open to everybody; without a session it only leads to the sign-in page.
#[server(endpoint = "cabinet/session/sign-out")]
pub async fn sign_out_of_cabinet() -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    super::signing::sign_out(&ctx).await?;
    crate::platform::web::set_cookie(&super::visits::no_cookie(&ctx));
    crate::platform::web::set_cookie(&crate::company::accounts::sessions::look_cookie(&ctx, None));
    crate::platform::web::redirect("/cabinet/sign-in");
    Ok(())
}

/// Open to everybody: ends the look of a member of the staff, and leads him back to the contact's page.
#[server(endpoint = "cabinet/session/stop-looking")]
pub async fn stop_looking() -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let contact = super::signing::sign_out(&ctx).await?;
    crate::platform::web::set_cookie(&super::visits::no_cookie(&ctx));
    let back = contact.map_or_else(
        || "/cabinet/sign-in".to_owned(),
        |contact| format!("/contacts/{contact}"),
    );
    crate::platform::web::redirect(&back);
    Ok(())
}

/// Open to everybody: as whom a member of the staff has looked in this browser. The sign-in says it, which stands where his look has
/// ended.
#[server(endpoint = "cabinet/session/ended-look", input = GetUrl)]
#[allow(clippy::unused_async, reason = "server functions are asynchronous")]
pub async fn show_ended_look() -> Result<Option<ContactId>, AppError> {
    Ok(super::visits::ended_look())
}

/// Needs a contact, who changes over to another client that he belongs to.
#[server(endpoint = "cabinet/session/change-over")]
pub async fn change_over(contact: ContactId) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::signing::change_over(&ctx, contact).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    crate::platform::web::redirect("/cabinet");
    Ok(())
}

/// Needs a contact: everywhere he is let in.
#[server(endpoint = "cabinet/session/entrances", input = GetUrl)]
pub async fn list_entrances() -> Result<Vec<model::Entrance>, AppError> {
    super::signing::entrances(&crate::platform::ctx::Ctx::current()?).await
}

/// Open to everybody: whether who has forgotten his password gets a letter.
#[server(endpoint = "cabinet/session/reset-possible", input = GetUrl)]
pub async fn is_cabinet_reset_possible() -> Result<bool, AppError> {
    crate::company::accounts::links::is_reset_possible(&crate::platform::ctx::Ctx::current()?).await
}

/// Open to everybody: sends a link to whoever is let in with this address.
#[server(endpoint = "cabinet/session/ask-reset")]
pub async fn ask_cabinet_reset(input: access::AskReset) -> Result<(), AppError> {
    super::signing::ask_reset(&crate::platform::ctx::Ctx::current()?, &input).await?;
    crate::platform::web::redirect("/cabinet/forgot-password?sent=true");
    Ok(())
}

/// Open to everybody who has a link: whom it lets in; nobody once it was used or is over.
#[server(endpoint = "cabinet/access/open", input = GetUrl)]
pub async fn open_cabinet_link(token: String) -> Result<Option<LinkSheet>, AppError> {
    super::signing::open_link(&crate::platform::ctx::Ctx::current()?, &token).await
}

/// Open to everybody who has a link: chooses the password and signs in.
#[server(endpoint = "cabinet/access/use")]
pub async fn use_cabinet_link(input: access::UseLink) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::signing::use_link(&ctx, &input).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    crate::platform::web::set_cookie(&crate::company::accounts::sessions::look_cookie(&ctx, None));
    crate::platform::web::redirect("/cabinet");
    Ok(())
}

/// Open to everybody: stored with the contact, or in a cookie of a stranger.
#[server(endpoint = "cabinet/view/language")]
pub async fn set_cabinet_language(lang: Lang) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    if !super::profile::set_language(&ctx, lang).await? {
        crate::platform::web::set_cookie(&crate::platform::web::cookie::set_preference("lang", lang.as_str()));
    }
    Ok(())
}

/// Open to everybody: kept in a cookie.
#[server(endpoint = "cabinet/view/theme")]
#[allow(clippy::unused_async, reason = "server functions are asynchronous")]
pub async fn set_cabinet_theme(theme: Theme) -> Result<(), AppError> {
    crate::platform::web::set_cookie(&crate::platform::web::cookie::set_preference("theme", theme.as_str()));
    Ok(())
}

/// Needs a contact.
#[server(endpoint = "cabinet/profile/show", input = GetUrl)]
pub async fn show_own_profile() -> Result<model::OwnProfile, AppError> {
    super::profile::show(&crate::platform::ctx::Ctx::current()?).await
}

/// Needs a contact.
#[server(endpoint = "cabinet/profile/save")]
pub async fn save_own_profile(input: model::SaveOwn) -> Result<(), AppError> {
    super::profile::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Needs a contact.
#[server(endpoint = "cabinet/profile/password")]
pub async fn change_cabinet_password(input: accounts::ChangePassword) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::profile::change_password(&ctx, &input).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    Ok(())
}

/// Needs a contact.
#[server(endpoint = "cabinet/profile/sessions", input = GetUrl)]
pub async fn list_cabinet_sessions() -> Result<Vec<accounts::SessionRow>, AppError> {
    super::profile::sessions(&crate::platform::ctx::Ctx::current()?).await
}

/// Needs a contact; ends one of his own sessions.
#[server(endpoint = "cabinet/profile/end-session")]
pub async fn end_cabinet_session(id: SessionId) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    if super::profile::end_session(&ctx, Some(id)).await? {
        crate::platform::web::set_cookie(&super::visits::no_cookie(&ctx));
        crate::platform::web::redirect("/cabinet/sign-in");
    }
    Ok(())
}

/// Needs a contact.
#[server(endpoint = "cabinet/profile/end-other-sessions")]
pub async fn end_other_cabinet_sessions() -> Result<(), AppError> {
    super::profile::end_session(&crate::platform::ctx::Ctx::current()?, None).await?;
    Ok(())
}

/// Needs a contact.
#[server(endpoint = "cabinet/requisites/show", input = GetUrl)]
pub async fn show_own_requisites() -> Result<requisites::RequisitesSheet, AppError> {
    super::deciding::sheet(&crate::platform::ctx::Ctx::current()?).await
}

/// Needs a contact; the card stays as it is until the staff takes it over.
#[server(endpoint = "cabinet/requisites/ask")]
pub async fn ask_for_requisites(input: requisites::AskRequisites) -> Result<(), AppError> {
    super::deciding::ask(&crate::platform::ctx::Ctx::current()?, input).await
}
