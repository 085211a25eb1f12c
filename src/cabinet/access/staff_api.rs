//! Server functions of the staff: who of the contacts is let into the cabinet, and other requisites that clients ask for.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::{model, requisites};
use crate::error::AppError;
use crate::kernel::ids::{ClientId, ContactId};

/// A contact's access. Needs the right to invite contacts.
#[server(endpoint = "contact-access/show", input = GetUrl)]
pub async fn show_contact_access(id: ContactId) -> Result<model::ContactAccess, AppError> {
    super::granting::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Who of a client's contacts is let in. Needs the right to invite contacts.
#[server(endpoint = "contact-access/list", input = GetUrl)]
pub async fn list_contact_access(client: ClientId) -> Result<Vec<model::AccessRow>, AppError> {
    super::granting::of_client(&crate::platform::ctx::Ctx::current()?, client).await
}

/// Says whether a contact is let in, and what he sees. Needs the right to invite contacts.
#[server(endpoint = "contact-access/save")]
pub async fn save_contact_access(input: model::SaveAccess) -> Result<(), AppError> {
    super::granting::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Lets a contact in and sends him a link. Needs the right to invite contacts.
#[server(endpoint = "contact-access/invite")]
pub async fn invite_contact(id: ContactId) -> Result<(), AppError> {
    super::granting::invite(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Opens the cabinet as the contact sees it, to look only. Needs the right to invite contacts.
#[server(endpoint = "contact-access/look")]
pub async fn look_as_contact(id: ContactId) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::granting::look(&ctx, id).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    crate::platform::web::set_cookie(&crate::company::accounts::sessions::look_cookie(&ctx, Some(id)));
    crate::platform::web::redirect("/cabinet");
    Ok(())
}

/// What a client asks to have changed on his card. Needs the right to view clients.
#[server(endpoint = "requisites-requests/waiting", input = GetUrl)]
pub async fn waiting_requisites(client: ClientId) -> Result<Option<requisites::RequestRow>, AppError> {
    super::deciding::waiting(&crate::platform::ctx::Ctx::current()?, client).await
}

/// Writes it on the card. Needs the right to edit clients.
#[server(endpoint = "requisites-requests/take")]
pub async fn take_requisites(input: requisites::DecideRequisites) -> Result<(), AppError> {
    super::deciding::take(&crate::platform::ctx::Ctx::current()?, &input).await
}

/// Leaves the card as it is, with a reason. Needs the right to edit clients.
#[server(endpoint = "requisites-requests/refuse")]
pub async fn refuse_requisites(input: requisites::DecideRequisites) -> Result<(), AppError> {
    super::deciding::refuse(&crate::platform::ctx::Ctx::current()?, &input).await
}
