//! Server functions of requests, for the staff. What carries files is sent to routes (`server::tickets`).

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::forms;
use super::model::{NarrowChoices, TicketCount, TicketFilter, TicketForm, TicketRow, TicketSheet};
use crate::error::AppError;
use crate::kernel::ids::{ClientId, TicketId};
use crate::kernel::paging::Page;

/// One page of the list. Needs the right to view requests.
#[server(endpoint = "tickets/list", input = GetUrl)]
pub async fn list_tickets(#[server(default)] filter: TicketFilter) -> Result<Page<TicketRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// How many requests of each state there are. Needs the right to view requests.
#[server(endpoint = "tickets/counts", input = GetUrl)]
pub async fn count_tickets(#[server(default)] filter: TicketFilter) -> Result<Vec<TicketCount>, AppError> {
    super::actions::counts(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// What narrows the list. Needs the right to view requests.
#[server(endpoint = "tickets/narrow", input = GetUrl)]
pub async fn narrow_tickets() -> Result<NarrowChoices, AppError> {
    super::actions::narrow(&crate::platform::ctx::Ctx::current()?).await
}

/// One request with its thread. Needs the right to view requests.
#[server(endpoint = "tickets/show", input = GetUrl)]
pub async fn show_ticket(id: TicketId) -> Result<TicketSheet, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new request begins with. Needs the right to create requests.
#[server(endpoint = "tickets/form", input = GetUrl)]
pub async fn open_ticket_form(#[server(default)] client: Option<ClientId>) -> Result<TicketForm, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, client).await
}

/// Changes what was decided about a request. Needs the right to edit requests.
#[server(endpoint = "tickets/save")]
pub async fn save_ticket(input: forms::SaveTicket) -> Result<(), AppError> {
    super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Takes a request into another state. Needs the right to edit requests.
#[server(endpoint = "tickets/set-status")]
pub async fn set_ticket_status(input: forms::SetTicketStatus) -> Result<(), AppError> {
    super::actions::set_status(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Whoever asks works on the request from now on. Needs the right to edit requests.
#[server(endpoint = "tickets/take")]
pub async fn take_ticket(id: TicketId) -> Result<(), AppError> {
    super::actions::take(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Notes that the reader has read a request. Needs the right to view requests.
#[server(endpoint = "tickets/mark-read")]
pub async fn mark_ticket_read(id: TicketId) -> Result<(), AppError> {
    super::actions::mark_read(&crate::platform::ctx::Ctx::current()?, id).await
}
