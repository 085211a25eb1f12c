//! Server functions of the page.

use leptos::prelude::*;
use leptos::server_fn::codec::GetUrl;

use super::model::{BalanceFilter, StartBalances};
use crate::error::AppError;
use crate::kernel::ids::OrganizationId;

/// One page of a company's start balances. Needs the right to manage the company.
#[server(endpoint = "company/start-balances", input = GetUrl)]
pub async fn list_start_balances(
    id: OrganizationId,
    #[server(default)] filter: BalanceFilter,
) -> Result<StartBalances, AppError> {
    super::actions::start_balances(&crate::platform::ctx::Ctx::current()?, id, &filter).await
}
