//! Server functions of contacts. Each needs the right to see papers of the kind in the cabinet; who only looks as a contact answers nothing.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use uuid::Uuid;

use crate::documents::signing::model::{AnswerRefused, AnswerSheet, AnswerSigned, ClientAnswers};
use crate::error::AppError;
use crate::kernel::ids::AnswerId;
use crate::kernel::owner::OwnerKind;

/// Who has signed a paper of the client.
#[server(endpoint = "cabinet/signing/answers", input = GetUrl)]
pub async fn cabinet_answers(kind: OwnerKind, id: Uuid) -> Result<ClientAnswers, AppError> {
    crate::documents::signing::actions::of_client(&crate::platform::ctx::Ctx::current()?, kind, id).await
}

/// A paper of the client to be read and answered.
#[server(endpoint = "cabinet/signing/sheet", input = GetUrl)]
pub async fn cabinet_answer_sheet(kind: OwnerKind, id: Uuid) -> Result<AnswerSheet, AppError> {
    crate::documents::signing::actions::sheet(&crate::platform::ctx::Ctx::current()?, kind, id).await
}

/// Signs a paper of the client.
#[server(endpoint = "cabinet/signing/sign")]
pub async fn sign_in_cabinet(input: AnswerSigned) -> Result<AnswerId, AppError> {
    crate::documents::signing::actions::sign(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Refuses to sign a paper of the client.
#[server(endpoint = "cabinet/signing/refuse")]
pub async fn refuse_in_cabinet(input: AnswerRefused) -> Result<AnswerId, AppError> {
    crate::documents::signing::actions::refuse(&crate::platform::ctx::Ctx::current()?, input).await
}
