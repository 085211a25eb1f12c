//! Server functions of phrases.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{Phrase, SavePhrase as Input};
use crate::error::AppError;
use crate::kernel::ids::PhraseId;

/// All phrases. Needs the right to create or to edit invoices.
#[server(endpoint = "phrases/list", input = GetUrl)]
pub async fn list_phrases() -> Result<Vec<Phrase>, AppError> {
    super::actions::all(&crate::platform::ctx::Ctx::current()?).await
}

/// Keeps or changes a phrase. Changing one needs the right to edit invoices; keeping a new one, the right to create or to edit them.
#[server(endpoint = "phrases/save")]
pub async fn save_phrase(input: Input) -> Result<PhraseId, AppError> {
    super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Deletes a phrase. Needs the right to edit invoices.
#[server(endpoint = "phrases/delete")]
pub async fn delete_phrase(id: PhraseId) -> Result<(), AppError> {
    super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await
}
