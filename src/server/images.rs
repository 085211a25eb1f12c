//! The routes that take and serve the pictures of own companies. Files are no server functions: those have no limit on a body.

use axum::extract::multipart::MultipartRejection;
use axum::extract::{DefaultBodyLimit, Multipart, Path};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::header::{ACCEPT, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};

use super::session::see_other;
use super::state::AppState;
use crate::company::organization::images::{self, FIELD};
use crate::company::organization::model::ImageKind;
use crate::company::organization::picture::{LARGEST_FILE, too_large};
use crate::error::{AppError, AppResult, FailedForm};
use crate::kernel::actor::Right;
use crate::kernel::ids::OrganizationId;
use crate::kernel::problem::Problem;
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
    let form = format!("{page}/images/{kind}");
    let by_browser = headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    match keep(&ctx, &id, &kind, body).await {
        Ok(()) if by_browser => see_other(&page),
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(error @ AppError::Invalid(_)) if by_browser => {
            let failed = FailedForm {
                form,
                values: std::collections::BTreeMap::new(),
                error,
            };
            api::send_back(&ctx, failed, &page).await
        }
        Err(error) => api::error_response(&form, &error),
    }
}

async fn keep(ctx: &Ctx, id: &str, kind: &str, body: Result<Multipart, MultipartRejection>) -> AppResult<()> {
    // Before a byte of the file is read.
    ctx.may(Right::ManageCompany)?;
    let (id, kind) = which(id, kind)?;
    let mut body = body.map_err(|_| AppError::field(FIELD, Problem::Required))?;
    while let Some(mut field) = body.next_field().await.map_err(|_| AppError::TooLarge)? {
        if field.name() != Some(FIELD) {
            continue;
        }
        let name = field.file_name().unwrap_or_default().to_owned();
        let (mut bytes, mut larger) = (Vec::new(), false);
        while let Some(chunk) = field.chunk().await.map_err(|_| AppError::TooLarge)? {
            larger = larger || bytes.len() + chunk.len() > LARGEST_FILE;
            if !larger {
                bytes.extend_from_slice(&chunk);
            }
        }
        if larger {
            return Err(AppError::field(FIELD, too_large()));
        }
        return images::save(ctx, id, kind, name, bytes).await;
    }
    Err(AppError::field(FIELD, Problem::Required))
}

/// The picture itself. It was written anew by us, so a browser may show it; it may do nothing else with it.
async fn serve(Extension(ctx): Extension<Ctx>, Path((id, kind)): Path<(String, String)>) -> Response {
    let picture = match which(&id, &kind) {
        Ok((id, kind)) => images::read(&ctx, id, kind).await,
        Err(error) => Err(error),
    };
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
