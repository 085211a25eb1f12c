//! Server functions of signatures.

use leptos::prelude::*;

use crate::documents::signatures::model::SignPaper;
use crate::error::AppError;

/// Records who has signed, or that the original has come back; the new version of the paper comes back. Needs the right to edit papers of the
/// kind.
#[server(endpoint = "signatures/record")]
pub async fn record_signature(input: SignPaper) -> Result<i64, AppError> {
    super::actions::record(&crate::platform::ctx::Ctx::current()?, input).await
}
