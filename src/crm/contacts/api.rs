//! Server functions of contacts.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::forms;
use super::model::{ContactFilter, ContactForm, ContactRow, ContactSheet};
use crate::error::AppError;
use crate::kernel::ids::{ClientId, ContactId};
use crate::kernel::paging::Page;

/// One page of the list, or of one client's contacts. Needs the right to view clients.
#[server(endpoint = "contacts/list", input = GetUrl)]
pub async fn list_contacts(#[server(default)] filter: ContactFilter) -> Result<Page<ContactRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// One contact with his history. Needs the right to view clients.
#[server(endpoint = "contacts/show", input = GetUrl)]
pub async fn show_contact(id: ContactId) -> Result<ContactSheet, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new contact begins with. Needs the right to edit clients.
#[server(endpoint = "contacts/form", input = GetUrl)]
pub async fn open_contact_form(#[server(default)] client: Option<ClientId>) -> Result<ContactForm, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, client).await
}

/// Creates or changes a contact, and leads to the contacts of his client. Needs the right to edit clients.
#[server(endpoint = "contacts/save")]
pub async fn save_contact(input: forms::SaveContact) -> Result<ContactId, AppError> {
    let (new, next) = (input.id.is_none(), input.next);
    let ctx = crate::platform::ctx::Ctx::current()?;
    let id = super::actions::save(&ctx, input).await?;
    let client = super::actions::show(&ctx, id).await?.contact.client;
    let query = match (new, next) {
        (false, _) => String::new(),
        (true, false) => format!("?added={id}"),
        (true, true) => format!("?new=true&added={id}"),
    };
    crate::platform::web::redirect(&format!("/clients/{client}/contacts{query}"));
    Ok(id)
}

/// Makes a contact the primary one of his client. Needs the right to edit clients.
#[server(endpoint = "contacts/make-primary")]
pub async fn make_contact_primary(id: ContactId) -> Result<(), AppError> {
    super::actions::make_primary(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Puts a contact out of use. Needs the right to edit clients.
#[server(endpoint = "contacts/deactivate")]
pub async fn deactivate_contact(id: ContactId) -> Result<(), AppError> {
    super::actions::deactivate(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Takes a contact back into use. Needs the right to edit clients.
#[server(endpoint = "contacts/reactivate")]
pub async fn reactivate_contact(id: ContactId) -> Result<(), AppError> {
    super::actions::reactivate(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Deletes a contact, and leads to the contacts of his client. Needs the right to edit clients.
#[server(endpoint = "contacts/delete")]
pub async fn delete_contact(id: ContactId) -> Result<(), AppError> {
    let client = super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await?;
    crate::platform::web::redirect(&format!("/clients/{client}/contacts"));
    Ok(())
}
