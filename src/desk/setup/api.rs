//! The server function of the first run.

use leptos::prelude::*;

use super::model;
use crate::error::AppError;

/// Open to whoever has the code, while there is no administrator.
#[server(endpoint = "setup/run")]
pub async fn set_up(input: model::SetUp) -> Result<(), AppError> {
    let ctx = crate::platform::ctx::Ctx::current()?;
    let token = super::actions::set_up(&ctx, &input).await?;
    crate::platform::web::set_cookie(&token.cookie(&ctx));
    crate::platform::web::redirect("/");
    Ok(())
}
