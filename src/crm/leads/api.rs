//! Server functions of leads.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{BoardColumn, ChoiceKind, Conversion, LeadChoices, LeadFilter, LeadForm, LeadRow, LeadSheet};
use super::{conversion, forms};
use crate::error::AppError;
use crate::kernel::ids::{ClientId, LeadChoiceId, LeadId};
use crate::kernel::lang::Lang;
use crate::kernel::paging::Page;

/// One page of the list. Needs the right to view leads.
#[server(endpoint = "leads/list", input = GetUrl)]
pub async fn list_leads(#[server(default)] filter: LeadFilter) -> Result<Page<LeadRow>, AppError> {
    super::actions::list(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// The open leads in columns. Needs the right to view leads.
#[server(endpoint = "leads/board", input = GetUrl)]
pub async fn show_lead_board(#[server(default)] filter: LeadFilter) -> Result<Vec<BoardColumn>, AppError> {
    super::actions::board(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// One lead with its history. Needs the right to view leads.
#[server(endpoint = "leads/show", input = GetUrl)]
pub async fn show_lead(id: LeadId) -> Result<LeadSheet, AppError> {
    super::actions::show(&crate::platform::ctx::Ctx::current()?, id).await
}

/// What the form of a new lead, or of a stored one, begins with. Needs the right to create or to edit leads.
#[server(endpoint = "leads/form", input = GetUrl)]
pub async fn open_lead_form(#[server(default)] id: Option<LeadId>) -> Result<LeadForm, AppError> {
    super::actions::form(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Creates or changes a lead, and leads to its page. Needs the right to create or to edit leads.
#[server(endpoint = "leads/save")]
pub async fn save_lead(input: forms::SaveLead) -> Result<LeadId, AppError> {
    let id = super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/leads/{id}"));
    Ok(id)
}

/// Changes the notes of a lead. Needs the right to edit leads.
#[server(endpoint = "leads/save-notes")]
pub async fn save_lead_notes(input: forms::SaveLeadNotes) -> Result<i64, AppError> {
    super::actions::save_notes(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Gives an open lead another status. Needs the right to edit leads.
#[server(endpoint = "leads/move")]
pub async fn move_lead(input: forms::MoveLead) -> Result<(), AppError> {
    super::actions::move_to(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Gives an open lead up. Needs the right to edit leads.
#[server(endpoint = "leads/give-up")]
pub async fn give_up_lead(input: forms::GiveUpLead) -> Result<(), AppError> {
    super::actions::give_up(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Opens a lead again. Needs the right to edit leads.
#[server(endpoint = "leads/reopen")]
pub async fn reopen_lead(id: LeadId) -> Result<(), AppError> {
    super::actions::reopen(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Deletes a lead, and leads to the list. Needs the right to delete leads.
#[server(endpoint = "leads/delete")]
pub async fn delete_lead(id: LeadId) -> Result<(), AppError> {
    super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await?;
    crate::platform::web::redirect("/leads");
    Ok(())
}

/// What the form of a conversion begins with. Needs the rights to edit leads and clients.
#[server(endpoint = "leads/conversion", input = GetUrl)]
pub async fn open_conversion(id: LeadId) -> Result<Conversion, AppError> {
    super::actions::conversion(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Makes a client of a lead, and leads to his card. Needs the rights to edit leads and clients.
#[server(endpoint = "leads/convert")]
pub async fn convert_lead(input: conversion::ConvertLead) -> Result<ClientId, AppError> {
    let id = super::actions::convert(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/clients/{id}"));
    Ok(id)
}

/// Takes a lead for a client who is there already, and leads to his card. Needs the rights to edit leads and clients.
#[server(endpoint = "leads/connect")]
pub async fn connect_lead(input: conversion::ConnectLead) -> Result<ClientId, AppError> {
    let id = super::actions::connect(&crate::platform::ctx::Ctx::current()?, input).await?;
    crate::platform::web::redirect(&format!("/clients/{id}"));
    Ok(id)
}

/// Sources and statuses, for a list. Needs the right to view leads.
#[server(endpoint = "lead-choices/offered", input = GetUrl)]
pub async fn offered_lead_choices() -> Result<LeadChoices, AppError> {
    super::actions::choices(&crate::platform::ctx::Ctx::current()?).await
}

/// Sources and statuses, for who changes them. Needs the right to manage the company.
#[server(endpoint = "lead-choices/list", input = GetUrl)]
pub async fn list_lead_choices() -> Result<LeadChoices, AppError> {
    super::actions::all_choices(&crate::platform::ctx::Ctx::current()?).await
}

/// Adds or renames a source or a status. Needs the right to manage the company.
#[server(endpoint = "lead-choices/save")]
pub async fn save_lead_choice(input: forms::SaveLeadChoice) -> Result<LeadChoiceId, AppError> {
    super::actions::save_choice(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Moves a source or a status up or down. Needs the right to manage the company.
#[server(endpoint = "lead-choices/move")]
pub async fn move_lead_choice(input: forms::ArrangeLeadChoice) -> Result<(), AppError> {
    super::actions::move_choice(&crate::platform::ctx::Ctx::current()?, input).await
}

/// New leads begin with this source or status, or do not any more. Needs the right to manage the company.
#[server(endpoint = "lead-choices/default")]
pub async fn default_lead_choice(id: LeadChoiceId) -> Result<(), AppError> {
    super::actions::make_default(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Gives a status its colour. Needs the right to manage the company.
#[server(endpoint = "lead-choices/color")]
pub async fn color_lead_status(input: forms::ColorLeadStatus) -> Result<(), AppError> {
    super::actions::color_status(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a source or a status that no lead has. Needs the right to manage the company.
#[server(endpoint = "lead-choices/delete")]
pub async fn delete_lead_choice(id: LeadChoiceId) -> Result<(), AppError> {
    super::actions::delete_choice(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Fills an empty directory with what is usual. Needs the right to manage the company.
#[server(endpoint = "lead-choices/usual")]
pub async fn add_usual_lead_choices(kind: ChoiceKind, lang: Lang) -> Result<(), AppError> {
    super::actions::add_usual(&crate::platform::ctx::Ctx::current()?, kind, lang).await
}
