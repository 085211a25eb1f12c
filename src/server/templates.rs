//! A template as a file to be kept or taken elsewhere, and brought in again; and as a picture.

use axum::extract::multipart::MultipartRejection;
use axum::extract::rejection::QueryRejection;
use axum::extract::{DefaultBodyLimit, Multipart, Path, Query};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde::Deserialize;

use super::session::see_other;
use super::state::AppState;
use super::uploads;
use crate::documents::templates::actions;
use crate::documents::templates::pictures::Picture;
use crate::error::{AppError, AppResult, internal};
use crate::kernel::actor::Right;
use crate::kernel::ids::{RequestKey, TemplateId};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::web::api;

/// The largest file that is taken: the longest text, each letter spelled by its number.
const LARGEST_FILE: usize = 2 << 20;
const FIELD: &str = "file";

/// The routes; their paths lie under the templates' pages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/settings/templates/{id}/template.json", get(serve))
        .route("/settings/templates/{id}/picture.svg", get(picture))
        .route("/settings/templates/builtin/{name}/picture.svg", get(builtin_picture))
        .route("/settings/templates/import", post(receive))
        .layer(DefaultBodyLimit::max(4 * LARGEST_FILE))
}

/// Takes a template out of a file: a new draft, whose page comes next.
async fn receive(
    Extension(ctx): Extension<Ctx>,
    headers: HeaderMap,
    body: Result<Multipart, MultipartRejection>,
) -> Response {
    match keep(&ctx, body).await {
        Ok(id) if uploads::by_browser(&headers) => see_other(&format!("/settings/templates/{id}")),
        Ok(_) => StatusCode::CREATED.into_response(),
        Err(error) => {
            uploads::refused(
                &ctx,
                &headers,
                "/settings/templates/import",
                "/settings/templates",
                error,
            )
            .await
        }
    }
}

async fn keep(ctx: &Ctx, body: Result<Multipart, MultipartRejection>) -> AppResult<TemplateId> {
    // Before a byte of the file is read.
    ctx.may(Right::ManageTemplates)?;
    let upload = uploads::read(body, FIELD, LARGEST_FILE).await?;
    if upload.bytes.is_empty() {
        return Err(AppError::field(FIELD, Problem::Required));
    }
    let request = upload.texts.get("request").and_then(|key| key.parse().ok());
    let request: RequestKey = request.ok_or(AppError::Outdated)?;
    let text = String::from_utf8(upload.bytes).map_err(|_| AppError::field(FIELD, Problem::NotATemplateFile))?;
    actions::import(ctx, request, &text).await
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

/// Which picture is asked for: what the list knew of the text. Another one is answered all the same, and not kept.
#[derive(Debug, Deserialize)]
struct Asked {
    #[serde(default)]
    look: String,
}

async fn picture(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    let picture = match id.parse() {
        Ok(id) => actions::picture(&ctx, id).await,
        Err(_) => Err(AppError::NotFound),
    };
    shown(asked, picture)
}

async fn builtin_picture(
    Extension(ctx): Extension<Ctx>,
    Path(name): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    shown(asked, actions::builtin_picture(&ctx, &name).await)
}

/// A picture that shows what its address names stays in the browser. Opened by itself it is a page that may do nothing.
fn shown(asked: Result<Query<Asked>, QueryRejection>, picture: AppResult<Picture>) -> Response {
    let picture = match picture {
        Ok(picture) => picture,
        Err(error) => return api::error_response("", &error),
    };
    let kept = asked.is_ok_and(|Query(asked)| asked.look == picture.look);
    let mut response = picture.svg.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("image/svg+xml"));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"),
    );
    if kept {
        headers.insert(
            CACHE_CONTROL,
            HeaderValue::from_static("private, max-age=604800, immutable"),
        );
    }
    response
}

/// Its name is the kind and the language, which every file system takes, and its text.
async fn file(ctx: &Ctx, id: &str) -> AppResult<(String, String)> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let file = actions::export(ctx, id).await?;
    let text = serde_json::to_string_pretty(&file).map_err(|error| internal(&error.to_string()))?;
    Ok((format!("{}.{}", file.kind, file.lang), text))
}
