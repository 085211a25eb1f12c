//! Server functions of payments and the statement in the cabinet. The statement's paper comes by a route under `/cabinet`.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{CabinetPayments, PaymentDays};
use crate::error::AppError;
use crate::finance::statements::model::{Statement, StatementFilter};

/// Payments over some days. Needs the right to payments.
#[server(endpoint = "cabinet/payments/list", input = GetUrl)]
pub async fn list_cabinet_payments(#[server(default)] filter: PaymentDays) -> Result<CabinetPayments, AppError> {
    super::actions::payments(&crate::platform::ctx::Ctx::current()?, filter).await
}

/// The statement over the days that are asked for. Needs the right to payments.
#[server(endpoint = "cabinet/statement/show", input = GetUrl)]
pub async fn show_cabinet_statement(#[server(default)] filter: StatementFilter) -> Result<Statement, AppError> {
    crate::finance::statements::cabinet::show(&crate::platform::ctx::Ctx::current()?, &filter).await
}
