//! Server functions of payment modes.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{self, ModeEntry, NamedMode};
use crate::error::AppError;
use crate::kernel::ids::PaymentModeId;

/// The modes, for choosing one above a list. Needs the right to view payments or expenses.
#[server(endpoint = "payment-modes/offered", input = GetUrl)]
pub async fn offered_payment_modes() -> Result<Vec<NamedMode>, AppError> {
    super::actions::choices(&crate::platform::ctx::Ctx::current()?).await
}

/// All modes, for their directory. Needs the right to manage the company.
#[server(endpoint = "payment-modes/list", input = GetUrl)]
pub async fn list_payment_modes() -> Result<Vec<ModeEntry>, AppError> {
    super::actions::all(&crate::platform::ctx::Ctx::current()?).await
}

/// Adds or renames a mode. Needs the right to manage the company.
#[server(endpoint = "payment-modes/save")]
pub async fn save_payment_mode(input: model::SavePaymentMode) -> Result<PaymentModeId, AppError> {
    super::actions::save(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Offers a mode no longer, or again. Needs the right to manage the company.
#[server(endpoint = "payment-modes/retire")]
pub async fn retire_payment_mode(input: model::RetirePaymentMode) -> Result<(), AppError> {
    super::actions::retire(&crate::platform::ctx::Ctx::current()?, input).await
}

/// Moves a mode up or down. Needs the right to manage the company.
#[server(endpoint = "payment-modes/move")]
pub async fn move_payment_mode(input: model::MovePaymentMode) -> Result<(), AppError> {
    super::actions::shift(&crate::platform::ctx::Ctx::current()?, input).await
}

/// New payments begin with this mode. Needs the right to manage the company.
#[server(endpoint = "payment-modes/default")]
pub async fn default_payment_mode(id: PaymentModeId) -> Result<(), AppError> {
    super::actions::make_default(&crate::platform::ctx::Ctx::current()?, id).await
}

/// Deletes an own mode that nothing has. Needs the right to manage the company.
#[server(endpoint = "payment-modes/delete")]
pub async fn delete_payment_mode(id: PaymentModeId) -> Result<(), AppError> {
    super::actions::delete(&crate::platform::ctx::Ctx::current()?, id).await
}
