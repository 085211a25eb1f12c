//! A template as a file to be kept or taken elsewhere.

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Extension, Router};
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use super::state::AppState;
use crate::documents::templates::actions;
use crate::error::{AppError, AppResult, internal};
use crate::platform::ctx::Ctx;
use crate::platform::web::api;

/// The route; its path lies under the template's page.
pub fn routes() -> Router<AppState> {
    Router::new().route("/settings/templates/{id}/template.json", get(serve))
}

async fn serve(Extension(ctx): Extension<Ctx>, Path(id): Path<String>) -> Response {
    match file(&ctx, &id).await {
        Ok((name, text)) => {
            let mut response = text.into_response();
            let headers = response.headers_mut();
            headers.insert(
                CONTENT_TYPE,
                HeaderValue::from_static("application/json; charset=utf-8"),
            );
            if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}.json\"")) {
                headers.insert(CONTENT_DISPOSITION, value);
            }
            response
        }
        Err(error) => api::error_response("", &error),
    }
}

/// Its name is the kind and the language, which every file system takes, and its text.
async fn file(ctx: &Ctx, id: &str) -> AppResult<(String, String)> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let file = actions::export(ctx, id).await?;
    let text = serde_json::to_string_pretty(&file).map_err(|error| internal(&error.to_string()))?;
    Ok((format!("{}.{}", file.kind, file.lang), text))
}
