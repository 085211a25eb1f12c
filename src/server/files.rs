//! The routes by which files of objects come and go. Rights and scope are those of the actions behind them.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use std::time::Duration;

use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, RawQuery, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use futures::StreamExt;
use futures::stream::poll_fn;
use http::header::{CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use sha2::{Digest, Sha256};
use tokio::time::timeout;
use uuid::Uuid;

use super::asked::as_asked;
use super::originals;
use super::session::see_other;
use super::state::AppState;
use super::uploads;
use crate::cabinet::files::actions as cabinet;
use crate::cabinet::files::model::UPLOAD;
use crate::desk::files::{actions, owners};
use crate::error::{AppError, AppResult, FailedForm};
use crate::kernel::ids::{FileId, Id, RequestKey};
use crate::kernel::owner::OwnerKind;
use crate::kernel::problem::{FieldErrors, Problem};
use crate::platform::ctx::Ctx;
use crate::platform::web::api;
use crate::platform::web::disposition::content_disposition;
use crate::records::files::actions::{Opened, Received, open, problem, receive};
use crate::records::files::model::{FIELD, upload_address};

/// The longest text beside files: a key, a day, what is told of a success.
const LONGEST_TEXT: usize = 200;
/// The longest that is read without a piece of a file coming out of it: what stands between files.
const LONGEST_HEAD: usize = 1 << 20;
/// How long a piece of a file may take to arrive.
pub(super) const SLOWEST_PIECE: Duration = Duration::from_secs(30);
/// Room for what stands around files.
pub(super) const AROUND: usize = 1 << 20;

/// Where sent files go.
#[derive(Debug, Clone, Copy)]
enum To {
    /// To an object that the staff edits.
    Object(OwnerKind, Uuid),
    /// To the card of his own company, from a client's contact.
    OwnCard,
}

impl To {
    /// The address of the form that sends them.
    fn form(self) -> String {
        match self {
            Self::Object(kind, id) => upload_address(kind, id),
            Self::OwnCard => UPLOAD.to_owned(),
        }
    }

    /// The page on which that form stands.
    fn page(self) -> String {
        match self {
            Self::Object(kind, id) => owners::page(kind, id),
            Self::OwnCard => "/cabinet/files".to_owned(),
        }
    }

    async fn add(self, ctx: &Ctx, request: RequestKey, file: Received) -> AppResult<FileId> {
        match self {
            Self::Object(kind, id) => actions::attach(ctx, request, (kind, id), file).await,
            Self::OwnCard => cabinet::hand_over(ctx, request, file).await,
        }
    }
}

/// The routes. A body is read up to twice the largest file: so much of one that is too large is thrown away, that its sender hears why.
pub fn routes(largest_megabytes: u32) -> Router<AppState> {
    let largest = usize::try_from(largest_megabytes).unwrap_or(usize::MAX) << 20;
    Router::new()
        .route("/files/of/{kind}/{id}", post(take))
        .route("/files/original/{kind}/{id}", post(originals::take))
        .route(UPLOAD, post(take_from_client))
        .layer(DefaultBodyLimit::max(largest.saturating_mul(2).saturating_add(AROUND)))
        .route("/files/{id}", get(serve))
        .route("/cabinet/files/{id}", get(serve_in_cabinet))
}

/// Takes the files of a multipart form, one after the other, each on its own: what is wrong with one does not hold up the others.
async fn take(
    Extension(ctx): Extension<Ctx>,
    Path((kind, id)): Path<(String, String)>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    match which(&ctx, &kind, &id).await {
        Ok((kind, id)) => answered(&ctx, To::Object(kind, id), &headers, request).await,
        Err(error) => api::error_response("", &error),
    }
}

/// Takes what a client's contact hands over.
async fn take_from_client(Extension(ctx): Extension<Ctx>, headers: HeaderMap, request: Request) -> Response {
    match cabinet::may_hand_over(&ctx) {
        Ok(()) => answered(&ctx, To::OwnCard, &headers, request).await,
        Err(error) => api::error_response("", &error),
    }
}

async fn answered(ctx: &Ctx, to: To, headers: &HeaderMap, request: Request) -> Response {
    let taken = taken(ctx, to, request).await;
    if uploads::by_browser(headers) {
        return back(ctx, to, taken).await;
    }
    match taken.refused.into_iter().next() {
        Some((_, error)) => api::error_response(&to.form(), &error),
        None if taken.added == 0 => api::error_response(&to.form(), &problem(Problem::Required)),
        None => StatusCode::CREATED.into_response(),
    }
}

/// The object of an address, if files may be added to it: asked before a byte of them is read.
async fn which(ctx: &Ctx, kind: &str, id: &str) -> AppResult<(OwnerKind, Uuid)> {
    let kind = kind.parse().map_err(|_| AppError::NotFound)?;
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    actions::may_attach(ctx, kind, id).await?;
    Ok((kind, id))
}

/// A plain form goes back to its page, which says what was not taken and why.
async fn back(ctx: &Ctx, to: To, taken: Taken) -> Response {
    let page = to.page();
    if taken.refused.is_empty() && taken.added > 0 {
        return see_other(&page);
    }
    let form = to.form();
    let (mut values, mut errors) = (BTreeMap::new(), FieldErrors::default());
    if taken.refused.is_empty() {
        errors.add(FIELD, Problem::Required);
    }
    for (place, (name, error)) in taken.refused.into_iter().enumerate() {
        let AppError::Invalid(problems) = error else {
            return api::error_response(&form, &error);
        };
        let field = format!("{FIELD}.{place}");
        if let Some((_, problem)) = problems.iter().next() {
            errors.add(field.clone(), problem.clone());
        }
        values.insert(field, name);
    }
    let failed = FailedForm {
        form,
        values,
        error: errors.into(),
    };
    api::send_back(ctx, failed, &page).await
}

/// What became of the files of a form.
#[derive(Default)]
struct Taken {
    added: usize,
    /// By the names they were sent under.
    refused: Vec<(String, AppError)>,
}

async fn taken(ctx: &Ctx, to: To, request: Request) -> Taken {
    let mut taken = Taken::default();
    let unseen = Arc::new(AtomicUsize::new(0));
    let request = request.map(|body| paced(body, Arc::clone(&unseen)));
    let Ok(mut body) = Multipart::from_request(request, &()).await else {
        taken.refused.push((String::new(), problem(Problem::Required)));
        return taken;
    };
    let mut key = None;
    loop {
        let part = timeout(SLOWEST_PIECE, body.next_field()).await;
        unseen.store(0, Ordering::Relaxed);
        let part = match part {
            Ok(Ok(Some(part))) => part,
            Ok(Ok(None)) => return taken,
            // Cut off: what was refused before says why.
            Ok(Err(_)) | Err(_) if !taken.refused.is_empty() => return taken,
            Ok(Err(_)) | Err(_) => {
                taken.refused.push((String::new(), AppError::TooLarge));
                return taken;
            }
        };
        let field = part.name().map(str::to_owned);
        let name = part.file_name().map(str::to_owned);
        match (field.as_deref(), name) {
            (Some(FIELD), Some(name)) => {
                let place = taken.added + taken.refused.len();
                match one(ctx, to, key, place, &name, part, &unseen).await {
                    Ok(true) => taken.added += 1,
                    // Nothing was chosen.
                    Ok(false) => {}
                    Err(error) => taken.refused.push((name, error)),
                }
            }
            (Some("request"), None) => key = text(part, &unseen).await.and_then(|text| text.parse().ok()),
            _ => {}
        }
    }
}

/// Receives one file and adds it. `false` for the empty field of a form in which nothing was chosen.
async fn one(
    ctx: &Ctx,
    to: To,
    key: Option<RequestKey>,
    place: usize,
    name: &str,
    part: Field<'_>,
    unseen: &AtomicUsize,
) -> AppResult<bool> {
    let Some(received) = received(ctx, name, part, unseen).await? else {
        return Ok(false);
    };
    let key = key.ok_or(AppError::Outdated)?;
    let request = nth(key, place);
    crate::platform::again::unless_busy(|| to.add(ctx, request, received.clone())).await?;
    Ok(true)
}

/// Receives one file. Nothing for the empty field of a form in which nothing was chosen.
pub(super) async fn received(
    ctx: &Ctx,
    name: &str,
    mut part: Field<'_>,
    unseen: &AtomicUsize,
) -> AppResult<Option<Received>> {
    let largest_megabytes = ctx.blobs.largest_megabytes();
    let too_large = || {
        let megabytes = usize::try_from(largest_megabytes).unwrap_or(usize::MAX);
        problem(Problem::FileTooLarge { megabytes })
    };
    let largest = u64::from(largest_megabytes) << 20;
    let mut incoming = Some(ctx.blobs.incoming().await?);
    loop {
        let piece = timeout(SLOWEST_PIECE, part.chunk()).await;
        unseen.store(0, Ordering::Relaxed);
        let piece = match (piece, &incoming) {
            (Ok(Ok(Some(piece))), _) => piece,
            (Ok(Ok(None)), _) => break,
            (_, None) => return Err(too_large()),
            (Ok(Err(_)) | Err(_), Some(_)) => return Err(AppError::TooLarge),
        };
        // What is too large leaves the disk at once; the rest of it is thrown away.
        if let Some(file) = &mut incoming {
            if file.size() + u64::try_from(piece.len()).unwrap_or(u64::MAX) > largest {
                incoming = None;
            } else {
                file.write(&piece).await?;
            }
        }
    }
    let incoming = incoming.ok_or_else(too_large)?;
    if name.is_empty() && incoming.size() == 0 {
        return Ok(None);
    }
    receive(ctx, name, incoming).await.map(Some)
}

/// The key of a form's file by its place: the form sent twice adds each of them once.
fn nth(key: RequestKey, place: usize) -> RequestKey {
    if place == 0 {
        return key;
    }
    let mut digest = Sha256::new();
    digest.update(key.uuid().as_bytes());
    digest.update(place.to_string());
    let mut bytes = [0; 16];
    for (byte, hashed) in bytes.iter_mut().zip(digest.finalize()) {
        *byte = hashed;
    }
    RequestKey::from(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

/// A short text of a form.
pub(super) async fn text(part: Field<'_>, unseen: &AtomicUsize) -> Option<String> {
    long_text(part, LONGEST_TEXT, unseen).await
}

/// A text of a form of at most so many bytes.
pub(super) async fn long_text(mut part: Field<'_>, longest: usize, unseen: &AtomicUsize) -> Option<String> {
    let mut text = Vec::new();
    while let Ok(Ok(Some(piece))) = timeout(SLOWEST_PIECE, part.chunk()).await {
        unseen.store(0, Ordering::Relaxed);
        if text.len() + piece.len() > longest {
            return None;
        }
        text.extend_from_slice(&piece);
    }
    String::from_utf8(text).ok()
}

/// A body of which one piece is taken at a time: what reads a form would else keep everything that is there already in memory. `unseen`
/// counts what has come since a part of the form was last made out; a head without an end is cut off.
pub(super) fn paced(body: Body, unseen: Arc<AtomicUsize>) -> Body {
    let mut pieces = body.into_data_stream();
    let mut rests = false;
    Body::from_stream(poll_fn(move |cx| {
        if rests {
            rests = false;
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        let piece = pieces.poll_next_unpin(cx);
        if let Poll::Ready(Some(Ok(bytes))) = &piece {
            rests = true;
            let before = unseen.fetch_add(bytes.len(), Ordering::Relaxed);
            if before > LONGEST_HEAD {
                return Poll::Ready(Some(Err(axum::Error::new("a head without an end"))));
            }
        }
        piece
    }))
}

/// `/files/{id}?inline=true`
async fn serve(Extension(ctx): Extension<Ctx>, Path(id): Path<String>, RawQuery(query): RawQuery) -> Response {
    let opened = match id.parse::<FileId>() {
        Ok(id) => as_asked(query.as_deref(), |inline| open(&ctx, id, inline)).await,
        Err(_) => Err(AppError::NotFound),
    };
    match opened {
        Ok(opened) => respond(opened),
        Err(error) => api::error_response("", &error),
    }
}

/// `/cabinet/files/{id}?inline=true`
async fn serve_in_cabinet(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    RawQuery(query): RawQuery,
) -> Response {
    let opened = match id.parse::<FileId>() {
        Ok(id) => as_asked(query.as_deref(), |inline| cabinet::open(&ctx, id, inline)).await,
        Err(_) => ctx.any_visitor().and(Err(AppError::NotFound)),
    };
    match opened {
        Ok(opened) => respond(opened),
        Err(error) => api::error_response("", &error),
    }
}

/// A browser may show the file; it may do nothing else with it.
pub(super) fn respond(opened: Opened) -> Response {
    let Opened {
        how,
        name,
        media_type,
        content,
    } = opened;
    let mut response = Body::from_stream(content.pieces).into_response();
    let headers = response.headers_mut();
    if let Ok(media_type) = HeaderValue::from_str(&media_type) {
        headers.insert(CONTENT_TYPE, media_type);
    }
    headers.insert(CONTENT_LENGTH, HeaderValue::from(content.size));
    headers.insert(CONTENT_DISPOSITION, content_disposition(how, &name));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    response
}
