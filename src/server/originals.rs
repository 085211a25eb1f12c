//! The route by which a signed original is recorded that has come back, with a scan of it. Rights, scope and states are those of the action.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Extension;
use axum::extract::{FromRequest, Multipart, Path, Request};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode};
use tokio::time::timeout;
use uuid::Uuid;

use super::files::{SLOWEST_PIECE, paced, received, text};
use super::session::see_other;
use super::uploads;
use crate::desk::files::owners;
use crate::desk::signing::actions::{Original, may_record, record_original};
use crate::documents::signatures::model::{SignPaper, SigningStep};
use crate::error::{AppError, AppResult, FailedForm, TOLD};
use crate::kernel::ids::RequestKey;
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::Problem;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;
use crate::platform::web::api;
use crate::records::files::actions::{Received, problem};
use crate::records::files::model::{FIELD, original_address};

/// Fields beside the file, and then some.
const MOST_TEXTS: usize = 16;

/// Takes the form. A browser goes back to the page of the paper, with the problems if there are some.
pub(super) async fn take(
    Extension(ctx): Extension<Ctx>,
    Path((kind, id)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    let (kind, id) = match which(&ctx, &kind, &id).await {
        Ok(paper) => paper,
        Err(error) => return api::error_response("", &error),
    };
    let (form, page) = (original_address(kind, id), owners::page(kind, id));
    let mut texts = BTreeMap::new();
    let done = match scan(&ctx, request, &mut texts).await {
        Ok(scan) => record(&ctx, (kind, id), &texts, scan).await,
        Err(error) => Err(error),
    };
    let by_browser = uploads::by_browser(&headers);
    match done {
        Ok(()) if by_browser => {
            let told = texts.get(TOLD).filter(|text| !text.is_empty());
            match told {
                Some(text) => api::telling(&ctx, text, see_other(&page)).await,
                None => see_other(&page),
            }
        }
        Ok(()) => StatusCode::CREATED.into_response(),
        Err(error @ (AppError::Invalid(_) | AppError::Conflict(_) | AppError::TooLarge)) if by_browser => {
            let failed = FailedForm {
                form,
                values: texts,
                error,
            };
            api::send_back(&ctx, failed, &page).await
        }
        Err(error) => api::error_response(&form, &error),
    }
}

/// The paper of an address, if its original may be recorded: asked before a byte of the scan is read.
async fn which(ctx: &Ctx, kind: &str, id: &str) -> AppResult<(OwnerKind, Uuid)> {
    let kind = kind.parse().map_err(|_| AppError::NotFound)?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    may_record(ctx, kind, id).await?;
    Ok((kind, id))
}

/// Reads the form: its texts and the scan, if one was chosen.
async fn scan(ctx: &Ctx, request: Request, texts: &mut BTreeMap<String, String>) -> AppResult<Option<Received>> {
    let unseen = Arc::new(AtomicUsize::new(0));
    let request = request.map(|body| paced(body, Arc::clone(&unseen)));
    let mut body = Multipart::from_request(request, &())
        .await
        .map_err(|_| problem(Problem::Required))?;
    let mut scan = None;
    loop {
        let part = timeout(SLOWEST_PIECE, body.next_field()).await;
        unseen.store(0, Ordering::Relaxed);
        let part = match part {
            Ok(Ok(Some(part))) => part,
            Ok(Ok(None)) => return Ok(scan),
            Ok(Err(_)) | Err(_) => return Err(AppError::TooLarge),
        };
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) if field == FIELD && scan.is_none() => scan = received(ctx, &name, part, &unseen).await?,
            Some(_) => {}
            None if texts.len() < MOST_TEXTS => {
                if let Some(text) = text(part, &unseen).await {
                    texts.insert(field, text);
                }
            }
            None => return Err(AppError::TooLarge),
        }
    }
}

async fn record(
    ctx: &Ctx,
    (kind, id): (OwnerKind, Uuid),
    texts: &BTreeMap<String, String>,
    scan: Option<Received>,
) -> AppResult<()> {
    let request = texts.get("request").and_then(|key| key.parse::<RequestKey>().ok());
    let request = request.ok_or(AppError::Outdated)?;
    // Without a day it is only a scan of what is recorded already.
    let step = texts.get("date").map(|date| SignPaper {
        kind,
        id,
        version: texts
            .get("version")
            .and_then(|text| text.parse().ok())
            .unwrap_or_default(),
        step: SigningStep::Original,
        date: date.clone(),
        reason: String::new(),
    });
    let original = Original { kind, id, step, scan };
    unless_busy(|| record_original(ctx, request, original.clone())).await
}
