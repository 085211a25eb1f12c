//! The routes that take and serve the pictures of own companies.

use axum::extract::multipart::MultipartRejection;
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;

use super::session::see_other;
use super::state::AppState;
use super::uploads;
use crate::company::organization::images::{self, FIELD};
use crate::company::organization::model::ImageKind;
use crate::company::organization::picture::LARGEST_FILE;
use crate::error::{AppError, AppResult};
use crate::kernel::actor::Right;
use crate::kernel::ids::OrganizationId;
use crate::platform::ctx::Ctx;
use crate::platform::web::api;

/// The largest body that is read at all. A file beyond [`LARGEST_FILE`] is read to its end and thrown away, so that the browser
/// hears why; one beyond this is cut off.
const LARGEST_BODY: usize = 8 * LARGEST_FILE;

/// The routes; their paths lie under the company's page.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings/company/{id}/images/{kind}", post(receive))
        .route("/settings/company/{id}/images/{kind}/picture.png", get(serve))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// Takes a picture from a multipart form. The browser is sent back to the company's page, with the problem if there is one.
async fn receive(
    Extension(ctx): Extension<Ctx>,
    Path((id, kind)): Path<(String, String)>,
    headers: HeaderMap,
    body: Result<Multipart, MultipartRejection>,
) -> Response {
    let page = format!("/settings/company/{id}");
    match keep(&ctx, &id, &kind, body).await {
        Ok(()) if uploads::by_browser(&headers) => see_other(&page),
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => uploads::refused(&ctx, &headers, &format!("{page}/images/{kind}"), &page, error).await,
    }
}

async fn keep(ctx: &Ctx, id: &str, kind: &str, body: Result<Multipart, MultipartRejection>) -> AppResult<()> {
    // Before a byte of the file is read.
    ctx.may(Right::ManageCompany)?;
    let (id, kind) = which(id, kind)?;
    let upload = uploads::read(body, FIELD, LARGEST_FILE).await?;
    images::save(ctx, id, kind, upload.name, upload.bytes).await
}

/// Which picture of a kind: that of today, unless one is named.
#[derive(Debug, Deserialize)]
struct Asked {
    sha256: Option<String>,
}

/// The picture itself. It was written anew by us, so a browser may show it; it may do nothing else with it.
async fn serve(
    Extension(ctx): Extension<Ctx>,
    Path((id, kind)): Path<(String, String)>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let picture = match (which(&id, &kind), asked) {
        (Ok((id, kind)), Ok(Query(asked))) => images::read(&ctx, id, kind, asked.sha256.as_deref()).await,
        (Err(error), _) => Err(error),
        (_, Err(_)) => Err(AppError::NotFound),
    };
    respond(picture)
}

pub(super) fn respond(picture: AppResult<Vec<u8>>) -> Response {
    match picture {
        Ok(bytes) => {
            let mut response = bytes.into_response();
            let headers = response.headers_mut();
            for (name, value) in [
                (CONTENT_TYPE, "image/png"),
                (CONTENT_DISPOSITION, "inline; filename=\"picture.png\""),
                (CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"),
            ] {
                headers.insert(name, HeaderValue::from_static(value));
            }
            response
        }
        Err(error) => api::error_response("", &error),
    }
}

fn which(id: &str, kind: &str) -> AppResult<(OrganizationId, ImageKind)> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    Ok((id, kind.parse().map_err(|_| AppError::NotFound)?))
}
