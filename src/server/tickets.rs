//! The routes by which requests of clients are written: forms whose messages come with files, of the staff and of the cabinet. Rights, scope and
//! states are those of the actions.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, RawQuery, Request};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::{HeaderMap, StatusCode};
use tokio::time::timeout;

use super::asked::as_asked;
use super::files::{AROUND, SLOWEST_PIECE, long_text, paced, received, respond};
use super::session::see_other;
use super::state::AppState;
use super::uploads;
use crate::error::{AppError, AppResult, FailedForm, TOLD};
use crate::kernel::ids::{ClientId, FileId, TicketId};
use crate::kernel::problem::Problem;
use crate::platform::again::unless_busy;
use crate::platform::ctx::Ctx;
use crate::platform::web::api;
use crate::records::files::actions::{Received, problem};
use crate::records::files::model::FIELD;
use crate::support::tickets::actions;
use crate::support::tickets::cabinet::{ASK, reply_address};
use crate::support::tickets::forms::{AskTicket, NewTicket, OPEN, Reply, Texts, answer_address};
use crate::support::tickets::model::MOST_FILES;

/// The longest text of a form, in bytes: more than the longest message.
const LONGEST_TEXT: usize = 64 << 10;
/// Fields beside the files, and then some.
const MOST_TEXTS: usize = 16;

/// The routes. A body is read as far as one of files alone (`server::files`).
pub fn routes(largest_megabytes: u32) -> Router<AppState> {
    let largest = usize::try_from(largest_megabytes).unwrap_or(usize::MAX) << 20;
    Router::new()
        .route(OPEN, post(open))
        .route("/support/{id}/message", post(answer))
        .route(ASK, post(ask))
        .route("/cabinet/support/{id}/message", post(reply))
        .layer(DefaultBodyLimit::max(largest.saturating_mul(2).saturating_add(AROUND)))
        .route("/cabinet/support/{id}/files/{file}", get(serve))
}

/// What a form does.
#[derive(Debug, Clone, Copy)]
enum Form {
    Open,
    Answer(TicketId),
    Ask,
    Reply(TicketId),
}

impl Form {
    fn address(self) -> String {
        match self {
            Self::Open => OPEN.to_owned(),
            Self::Answer(id) => answer_address(id),
            Self::Ask => ASK.to_owned(),
            Self::Reply(id) => reply_address(id),
        }
    }

    /// The page on which it stands.
    fn page(self, texts: &Texts) -> String {
        match self {
            // For a client whose contacts are offered.
            Self::Open => match texts.get("client").map(|client| client.parse::<ClientId>()) {
                Some(Ok(client)) => format!("/support/new?client={client}"),
                _ => "/support/new".to_owned(),
            },
            Self::Answer(id) => format!("/support/{id}"),
            Self::Ask => "/cabinet/support/new".to_owned(),
            Self::Reply(id) => format!("/cabinet/support/{id}"),
        }
    }

    /// Asked before a byte of the files is read.
    async fn is_allowed(self, ctx: &Ctx) -> AppResult<()> {
        match self {
            Self::Open => actions::may_answer(ctx, None).await,
            Self::Answer(id) => actions::may_answer(ctx, Some(id)).await,
            Self::Ask => actions::may_ask(ctx, None).await,
            Self::Reply(id) => actions::may_ask(ctx, Some(id)).await,
        }
    }

    /// Writes what was sent; the page it leads to.
    async fn write(self, ctx: &Ctx, texts: &Texts, files: Vec<Received>) -> AppResult<String> {
        Ok(match self {
            Self::Open => {
                let id = actions::open(ctx, &NewTicket::sent(texts), files).await?;
                format!("/support/{id}")
            }
            Self::Answer(id) => {
                actions::answer(ctx, id, &Reply::sent(texts), files).await?;
                format!("/support/{id}")
            }
            Self::Ask => {
                let id = actions::ask(ctx, &AskTicket::sent(texts), files).await?;
                format!("/cabinet/support/{id}")
            }
            Self::Reply(id) => {
                actions::reply(ctx, id, &Reply::sent(texts), files).await?;
                format!("/cabinet/support/{id}")
            }
        })
    }
}

async fn open(Extension(ctx): Extension<Ctx>, headers: HeaderMap, request: Request) -> Response {
    take(&ctx, Form::Open, &headers, request).await
}

async fn ask(Extension(ctx): Extension<Ctx>, headers: HeaderMap, request: Request) -> Response {
    take(&ctx, Form::Ask, &headers, request).await
}

async fn answer(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    match id.parse() {
        Ok(id) => take(&ctx, Form::Answer(id), &headers, request).await,
        Err(_) => api::error_response("", &AppError::NotFound),
    }
}

async fn reply(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    headers: HeaderMap,
    request: Request,
) -> Response {
    match id.parse() {
        Ok(id) => take(&ctx, Form::Reply(id), &headers, request).await,
        Err(_) => api::error_response("", &AppError::NotFound),
    }
}

/// Takes a form whole or not at all. A browser goes on to the request, or back to the form with what was typed.
async fn take(ctx: &Ctx, form: Form, headers: &HeaderMap, request: Request) -> Response {
    if let Err(error) = form.is_allowed(ctx).await {
        return api::error_response("", &error);
    }
    let mut texts = Texts::new();
    let done = match read(ctx, request, &mut texts).await {
        Ok(files) => unless_busy(|| form.write(ctx, &texts, files.clone())).await,
        Err(error) => Err(error),
    };
    let by_browser = uploads::by_browser(headers);
    match done {
        Ok(page) if by_browser => {
            let told = texts.get(TOLD).filter(|text| !text.is_empty());
            match told {
                Some(text) => api::telling(ctx, text, see_other(&page)).await,
                None => see_other(&page),
            }
        }
        Ok(_) => StatusCode::CREATED.into_response(),
        Err(error @ (AppError::Invalid(_) | AppError::TooLarge | AppError::TooMany { .. })) if by_browser => {
            let page = form.page(&texts);
            let failed = FailedForm {
                form: form.address(),
                values: texts,
                error,
            };
            api::send_back(ctx, failed, &page).await
        }
        Err(error) => api::error_response(&form.address(), &error),
    }
}

/// Reads a form: its texts, and the files that were chosen. One file that can't be taken refuses the message, so that nobody sends it without
/// what it tells of.
async fn read(ctx: &Ctx, request: Request, texts: &mut Texts) -> AppResult<Vec<Received>> {
    let unseen = Arc::new(AtomicUsize::new(0));
    let request = request.map(|body| paced(body, Arc::clone(&unseen)));
    let mut body = Multipart::from_request(request, &())
        .await
        .map_err(|_| problem(Problem::Required))?;
    let (mut files, mut refused) = (Vec::new(), None);
    loop {
        let part = timeout(SLOWEST_PIECE, body.next_field()).await;
        unseen.store(0, Ordering::Relaxed);
        let part = match part {
            Ok(Ok(Some(part))) => part,
            Ok(Ok(None)) => return refused.map_or(Ok(files), Err),
            Ok(Err(_)) | Err(_) => return Err(refused.unwrap_or(AppError::TooLarge)),
        };
        let field = part.name().unwrap_or_default().to_owned();
        match part.file_name().map(str::to_owned) {
            Some(name) if field == FIELD && refused.is_none() => {
                if files.len() >= MOST_FILES {
                    refused = (!name.is_empty()).then(|| problem(Problem::Full { max: MOST_FILES }));
                    continue;
                }
                match received(ctx, &name, part, &unseen).await {
                    Ok(file) => files.extend(file),
                    Err(error) => refused = Some(error),
                }
            }
            Some(_) => {}
            None if texts.len() < MOST_TEXTS => {
                let text = long_text(part, LONGEST_TEXT, &unseen).await;
                texts.insert(field, text.ok_or(AppError::TooLarge)?);
            }
            None => return Err(AppError::TooLarge),
        }
    }
}

/// `/cabinet/support/{id}/files/{file}?inline=true`
async fn serve(
    Extension(ctx): Extension<Ctx>,
    Path((id, file)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Response {
    let opened = match (id.parse::<TicketId>(), file.parse::<FileId>()) {
        (Ok(id), Ok(file)) => as_asked(query.as_deref(), |inline| actions::open_file(&ctx, id, file, inline)).await,
        _ => Err(AppError::NotFound),
    };
    match opened {
        Ok(opened) => respond(opened),
        Err(error) => api::error_response("", &error),
    }
}
