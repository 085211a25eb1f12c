//! The routes of papers as files. Rights and scope are those of the actions behind them.

use std::str::FromStr;

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Form, Path, Query, RawQuery};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;

use super::state::AppState;
use super::uploads;
use crate::documents::closing::model::ClosingKind;
use crate::documents::papers::files::NumberedFile;
use crate::documents::papers::model::{MOST_COPIES, Rendition};
use crate::documents::{closing, contracts, invoices};
use crate::error::{AppError, AppResult, internal};
use crate::finance::statements::model::StatementFilter;
use crate::finance::{payments, statements};
use crate::kernel::ids::ContractId;
use crate::platform::ctx::Ctx;
use crate::platform::typeset::bundle::bundle;
use crate::platform::typeset::joined::joined;
use crate::platform::typeset::{TypesetError, aside};
use crate::platform::web::api;
use crate::platform::web::disposition::{Disposition, content_disposition, file_name};
use crate::ui::query::{href, parse};

/// Some hundred ids.
const LARGEST_FORM: usize = 64 << 10;

/// Papers that are issued under a number.
#[derive(Debug, Clone, Copy)]
enum Of {
    Invoices,
    Closings(ClosingKind),
}

/// Where the files of each are: one, and several together.
const NUMBERED: [(&str, &str, Of); 3] = [
    ("/invoices/{id}/document.pdf", "/invoices/papers", Of::Invoices),
    (
        "/acts/{id}/document.pdf",
        "/acts/papers",
        Of::Closings(ClosingKind::Act),
    ),
    (
        "/delivery-notes/{id}/document.pdf",
        "/delivery-notes/papers",
        Of::Closings(ClosingKind::DeliveryNote),
    ),
];

/// The routes.
pub fn routes() -> Router<AppState> {
    let numbered = NUMBERED
        .into_iter()
        .fold(Router::new(), |router, (single, together, of)| {
            router
                .route(single, get(move |ctx, id, asked| one(of, ctx, id, asked)))
                .route(together, post(move |ctx, asked| many(of, ctx, asked)))
        });
    numbered
        .route("/contracts/{id}/document.pdf", get(contract))
        .route("/payments/{id}/document.pdf", get(confirmation))
        .route("/clients/{id}/statement/document.pdf", get(statement))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

/// What is asked of one paper.
#[derive(Debug, Deserialize)]
struct Asked {
    rendition: Option<Rendition>,
    revision: Option<i64>,
    /// To be printed so many times.
    copies: Option<usize>,
    /// To be saved, and not shown.
    #[serde(default)]
    download: bool,
}

impl Of {
    async fn file(self, ctx: &Ctx, id: &str, asked: &Asked) -> AppResult<NumberedFile> {
        let (revision, wish) = (asked.revision, asked.rendition);
        match self {
            Self::Invoices => {
                let id = id.parse().map_err(|_| AppError::NotFound)?;
                invoices::actions::file(ctx, id, revision, wish).await
            }
            Self::Closings(kind) => {
                let id = id.parse().map_err(|_| AppError::NotFound)?;
                closing::actions::file(ctx, kind, id, revision, wish).await
            }
        }
    }

    async fn files(self, ctx: &Ctx, ids: &str, stamped: bool) -> AppResult<Vec<NumberedFile>> {
        match self {
            Self::Invoices => invoices::actions::files(ctx, all(ids)?, stamped).await,
            Self::Closings(kind) => closing::actions::files(ctx, kind, all(ids)?, stamped).await,
        }
    }

    /// How many copies of each are put together where nobody says: what both sides sign is printed twice.
    const fn usual_copies(self) -> usize {
        match self {
            Self::Invoices => 1,
            Self::Closings(_) => 2,
        }
    }
}

/// Ids separated by commas.
fn all<I: FromStr>(ids: &str) -> AppResult<Vec<I>> {
    let ids: Result<Vec<I>, I::Err> = ids.split(',').map(str::parse).collect();
    ids.map_err(|_| AppError::NotFound)
}

/// `/invoices/{id}/document.pdf?rendition=clean|stamped|cancelled&revision=n&copies=n&download=true`
async fn one(
    of: Of,
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    respond(match asked {
        Ok(Query(asked)) => file(of, &ctx, &id, asked).await,
        Err(_) => Err(AppError::NotFound),
    })
}

async fn file(of: Of, ctx: &Ctx, id: &str, asked: Asked) -> AppResult<Sent> {
    let copies = copies(asked.copies)?;
    let file = of.file(ctx, id, &asked).await?;
    printed(&file.title, vec![file.bytes], copies, asked.download).await
}

/// `/contracts/{id}/document.pdf?rendition=clean|stamped|cancelled&copies=n&download=true`
async fn contract(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    respond(match asked {
        Ok(Query(asked)) => contract_file(&ctx, &id, asked).await,
        Err(_) => Err(AppError::NotFound),
    })
}

async fn contract_file(ctx: &Ctx, id: &str, asked: Asked) -> AppResult<Sent> {
    let id: ContractId = id.parse().map_err(|_| AppError::NotFound)?;
    let copies = copies(asked.copies)?;
    let file = contracts::actions::file(ctx, id, asked.revision, asked.rendition).await?;
    printed(&file.title, vec![file.bytes], copies, asked.download).await
}

/// One file of one or several, each in so many copies.
pub(super) async fn printed(title: &str, mut files: Vec<Vec<u8>>, copies: usize, download: bool) -> AppResult<Sent> {
    let bytes = match files.pop() {
        // As it was made: what is put together is no PDF/A.
        Some(alone) if files.is_empty() && copies == 1 => alone,
        last => {
            files.extend(last);
            put_together(move || joined(files.into_iter().map(|file| (file, copies)).collect())).await?
        }
    };
    Ok(Sent {
        how: if download {
            Disposition::Attachment
        } else {
            Disposition::Inline
        },
        name: file_name(title, "pdf"),
        kind: PDF,
        bytes,
    })
}

/// How a paper that is made anew each time is asked for.
#[derive(Debug, Deserialize)]
struct AskedAnew {
    copies: Option<usize>,
    #[serde(default)]
    download: bool,
}

/// `/payments/{id}/document.pdf?copies=n&download=true`
async fn confirmation(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    headers: HeaderMap,
    asked: Result<Query<AskedAnew>, QueryRejection>,
) -> Response {
    let answer = match asked {
        Ok(Query(asked)) => of_payment(&ctx, &id, asked).await,
        Err(_) => Err(AppError::NotFound),
    };
    or_back(&ctx, &headers, &format!("/payments/{id}"), answer).await
}

async fn of_payment(ctx: &Ctx, id: &str, asked: AskedAnew) -> AppResult<Sent> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let copies = copies(asked.copies)?;
    let file = payments::actions::confirmation(ctx, id).await?;
    printed(&file.title, vec![file.bytes], copies, asked.download).await
}

/// `/clients/{id}/statement/document.pdf`, narrowed as the page of the statement is, `&copies=n&download=true`
async fn statement(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    asked: Result<Query<AskedAnew>, QueryRejection>,
) -> Response {
    let filter: StatementFilter = parse(&query.unwrap_or_default());
    let answer = match asked {
        Ok(Query(asked)) => of_client(&ctx, &id, &filter, asked).await,
        Err(_) => Err(AppError::NotFound),
    };
    let page = href(&format!("/clients/{id}/statement"), &filter);
    or_back(&ctx, &headers, &page, answer).await
}

async fn of_client(ctx: &Ctx, id: &str, filter: &StatementFilter, asked: AskedAnew) -> AppResult<Sent> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let copies = copies(asked.copies)?;
    let papers = statements::actions::papers(ctx, id, filter).await?;
    let files = papers.files.into_iter().map(|file| file.bytes).collect();
    printed(&papers.title, files, copies, asked.download).await
}

/// A paper, or the page it is asked for on with the reason why there is none: a template prints what is missing.
pub(super) async fn or_back(ctx: &Ctx, headers: &HeaderMap, page: &str, answer: AppResult<Sent>) -> Response {
    match answer {
        Err(error) => {
            let (path, _) = page.split_once('?').unwrap_or((page, ""));
            uploads::refused(ctx, headers, &format!("{path}/document.pdf"), page, error).await
        }
        sent => respond(sent),
    }
}

/// How papers are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Together {
    /// One file with the pages of all of them.
    Pdf,
    /// An archive with a file for each.
    Zip,
}

/// What is asked of many papers.
#[derive(Debug, Deserialize)]
struct AskedOfMany {
    /// Separated by commas, in the order in which they are wanted.
    ids: String,
    #[serde(rename = "as")]
    together: Together,
    rendition: Option<Rendition>,
    copies: Option<usize>,
}

async fn many(of: Of, Extension(ctx): Extension<Ctx>, asked: Result<Form<AskedOfMany>, FormRejection>) -> Response {
    respond(match asked {
        Ok(Form(asked)) => files(of, &ctx, asked).await,
        Err(_) => Err(AppError::Outdated),
    })
}

async fn files(of: Of, ctx: &Ctx, asked: AskedOfMany) -> AppResult<Sent> {
    let copies = copies(asked.copies.or(Some(of.usual_copies())))?;
    let files = of
        .files(ctx, &asked.ids, asked.rendition == Some(Rendition::Stamped))
        .await?;
    let stem = format!("Akta {}", ctx.now().strftime("%Y-%m-%d"));
    put_together(move || together(&stem, asked.together, files, copies)).await
}

fn together(stem: &str, how: Together, files: Vec<NumberedFile>, copies: usize) -> Result<Sent, TypesetError> {
    Ok(match how {
        Together::Pdf => Sent {
            how: Disposition::Attachment,
            name: file_name(stem, "pdf"),
            kind: PDF,
            bytes: joined(files.into_iter().map(|file| (file.bytes, copies)).collect())?,
        },
        Together::Zip => Sent {
            how: Disposition::Attachment,
            name: file_name(stem, "zip"),
            kind: "application/zip",
            bytes: bundle(
                files
                    .into_iter()
                    .map(|file| (file_name(&file.title, "pdf"), file.bytes))
                    .collect(),
            )?,
        },
    })
}

fn copies(asked: Option<usize>) -> AppResult<usize> {
    let copies = asked.unwrap_or(1);
    if (1..=MOST_COPIES).contains(&copies) {
        Ok(copies)
    } else {
        Err(AppError::TooLarge)
    }
}

async fn put_together<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, TypesetError> + Send + 'static,
) -> AppResult<T> {
    let done = aside(work).await.and_then(|done| done);
    done.map_err(|error| internal(&error.to_string()))
}

const PDF: &str = "application/pdf";

/// A file on its way.
pub(super) struct Sent {
    how: Disposition,
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// A browser may show the file; it may do nothing else with it.
pub(super) fn respond(answer: AppResult<Sent>) -> Response {
    let sent = match answer {
        Ok(sent) => sent,
        Err(error) => return api::error_response("", &error),
    };
    let mut response = sent.bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(sent.kind));
    headers.insert(CONTENT_DISPOSITION, content_disposition(sent.how, &sent.name));
    headers.insert(
        CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("sandbox; default-src 'none'"),
    );
    response
}
