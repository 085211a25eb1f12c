//! Server functions of the staff. What contacts call is in `cabinet::signing`.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;
use uuid::Uuid;

use super::model::{AnswerSigned, EndAgreement as End, SaveAgreement as Save, StaffAnswers, StoredAgreement};
use crate::error::AppError;
use crate::kernel::ids::{AnswerId, OrganizationId};
use crate::kernel::owner::OwnerKind;

/// On what electronic signatures of an own company rest. Needs the right to manage the company, like all that changes it.
#[server(endpoint = "signing/agreement", input = GetUrl)]
pub async fn signing_agreement(organization: OrganizationId) -> Result<Option<StoredAgreement>, AppError> {
    super::actions::agreement(&crate::platform::ctx::Ctx::current()?, organization).await
}

/// Records an agreement and puts it in force.
#[server(endpoint = "signing/save-agreement")]
pub async fn save_agreement(input: Save) -> Result<(), AppError> {
    super::actions::save_agreement(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Puts the agreement out of force.
#[server(endpoint = "signing/end-agreement")]
pub async fn end_agreement(input: End) -> Result<(), AppError> {
    super::actions::end_agreement(&crate::platform::ctx::Ctx::current()?, input).await
}

/// What was answered to a paper. Needs the right to view papers of the kind.
#[server(endpoint = "signing/answers", input = GetUrl)]
pub async fn paper_answers(kind: OwnerKind, id: Uuid) -> Result<StaffAnswers, AppError> {
    super::actions::of_staff(&crate::platform::ctx::Ctx::current()?, kind, id).await
}

/// Signs a paper for the own company. Needs the right to sign papers.
#[server(endpoint = "signing/sign")]
pub async fn sign_for_company(input: AnswerSigned) -> Result<AnswerId, AppError> {
    super::actions::sign_for_company(&crate::platform::ctx::Ctx::current()?, input).await
}
