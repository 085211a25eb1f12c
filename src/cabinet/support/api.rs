//! Server functions of requests in the cabinet. All of them take the right to requests, and find those of the contact's client only.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use crate::error::AppError;
use crate::kernel::ids::TicketId;
use crate::kernel::paging::Page;
use crate::support::tickets::cabinet::{OpenTickets, OwnTicketFilter, OwnTicketForm, OwnTicketRow, OwnTicketSheet};

/// One page of the client's requests.
#[server(endpoint = "cabinet/support/list", input = GetUrl)]
pub async fn list_own_tickets(#[server(default)] filter: OwnTicketFilter) -> Result<Page<OwnTicketRow>, AppError> {
    crate::support::tickets::actions::own(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// What is still open, for the first page of the cabinet.
#[server(endpoint = "cabinet/support/open", input = GetUrl)]
pub async fn list_open_tickets() -> Result<OpenTickets, AppError> {
    crate::support::tickets::actions::own_open(&crate::platform::ctx::Ctx::current()?).await
}

/// What the form of a new request begins with.
#[server(endpoint = "cabinet/support/form", input = GetUrl)]
pub async fn open_own_form() -> Result<OwnTicketForm, AppError> {
    crate::support::tickets::actions::own_form(&crate::platform::ctx::Ctx::current()?).await
}

/// One request.
#[server(endpoint = "cabinet/support/show", input = GetUrl)]
pub async fn show_own_ticket(id: TicketId) -> Result<OwnTicketSheet, AppError> {
    crate::support::tickets::actions::own_sheet(&crate::platform::ctx::Ctx::current()?, id).await
}

/// The contact needs no more. Not for the staff that looks as him.
#[server(endpoint = "cabinet/support/close")]
pub async fn close_own_ticket(id: TicketId) -> Result<(), AppError> {
    crate::support::tickets::actions::close(&crate::platform::ctx::Ctx::current()?, id).await
}

/// The contact comes back to a closed request. Not for the staff that looks as him.
#[server(endpoint = "cabinet/support/reopen")]
pub async fn reopen_own_ticket(id: TicketId) -> Result<(), AppError> {
    crate::support::tickets::actions::reopen(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Notes that the contact has read a request. Not for the staff that looks as him.
#[server(endpoint = "cabinet/support/mark-read")]
pub async fn mark_own_ticket_read(id: TicketId) -> Result<(), AppError> {
    crate::support::tickets::actions::mark_own_read(&crate::platform::ctx::Ctx::current()?, id).await
}
