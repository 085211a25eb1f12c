//! The routes of papers as files. Rights and scope are those of the actions behind them.

use std::str::FromStr;

use axum::extract::rejection::FormRejection;
use axum::extract::{DefaultBodyLimit, Form, Path, RawQuery};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue};
use serde::Deserialize;

use super::asked::Asked;
use super::state::AppState;
use super::uploads;
use crate::documents::closing::model::ClosingKind;
use crate::documents::papers::files::NumberedFile;
use crate::documents::papers::model::Rendition;
use crate::documents::{closing, contracts, invoices};
use crate::error::{AppError, AppResult, internal};
use crate::finance::statements::model::StatementFilter;
use crate::finance::{payments, statements};
use crate::kernel::actor::Right;
use crate::kernel::date::{LocalTime, local_time};
use crate::kernel::ids::ContractId;
use crate::kernel::problem::FieldErrors;
use crate::kernel::viewer::Viewer;
use crate::platform::ctx::{Ctx, zone_of};
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
                .route(together, post(move |ctx, viewer, asked| many(of, ctx, viewer, asked)))
        });
    numbered
        .route("/contracts/{id}/document.pdf", get(contract))
        .route("/payments/{id}/document.pdf", get(confirmation))
        .route("/clients/{id}/statement/document.pdf", get(statement))
        .layer(DefaultBodyLimit::max(LARGEST_FORM))
}

/// What is asked of one paper.
#[derive(Debug)]
struct AskedOfOne {
    rendition: Option<Rendition>,
    revision: Option<i64>,
    /// To be printed so many times.
    copies: usize,
    /// To be saved, and not shown.
    download: bool,
}

impl AskedOfOne {
    fn of(query: Option<&str>) -> Result<Self, FieldErrors> {
        let mut asked = Asked::of(query);
        let read = Self {
            rendition: asked.choice("rendition"),
            revision: asked.revision(),
            copies: asked.copies(1),
            download: asked.tick("download"),
        };
        asked.finish(read)
    }
}

impl Of {
    const fn view(self) -> Right {
        match self {
            Self::Invoices => Right::ViewInvoices,
            Self::Closings(kind) => kind.view(),
        }
    }

    async fn file(self, ctx: &Ctx, id: &str, asked: &AskedOfOne) -> AppResult<NumberedFile> {
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
async fn one(of: Of, Extension(ctx): Extension<Ctx>, Path(id): Path<String>, RawQuery(query): RawQuery) -> Response {
    respond(file(of, &ctx, &id, query.as_deref()).await)
}

async fn file(of: Of, ctx: &Ctx, id: &str, query: Option<&str>) -> AppResult<Sent> {
    // Whoever may not see the kind is told that first, whatever stands in the address.
    ctx.may(of.view())?;
    let asked = AskedOfOne::of(query)?;
    let file = of.file(ctx, id, &asked).await?;
    printed(&file.title, vec![file.bytes], asked.copies, asked.download).await
}

/// `/contracts/{id}/document.pdf?rendition=clean|stamped|cancelled&copies=n&download=true`
async fn contract(Extension(ctx): Extension<Ctx>, Path(id): Path<String>, RawQuery(query): RawQuery) -> Response {
    respond(contract_file(&ctx, &id, query.as_deref()).await)
}

async fn contract_file(ctx: &Ctx, id: &str, query: Option<&str>) -> AppResult<Sent> {
    ctx.may(Right::ViewContracts)?;
    let id: ContractId = id.parse().map_err(|_| AppError::NotFound)?;
    let asked = AskedOfOne::of(query)?;
    let file = contracts::actions::file(ctx, id, asked.revision, asked.rendition).await?;
    printed(&file.title, vec![file.bytes], asked.copies, asked.download).await
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

/// How a paper that is made anew each time is asked for: how often, and whether it is to be saved.
fn asked_anew(query: Option<&str>) -> Result<(usize, bool), FieldErrors> {
    let mut asked = Asked::of(query);
    let read = (asked.copies(1), asked.tick("download"));
    asked.finish(read)
}

/// `/payments/{id}/document.pdf?copies=n&download=true`
async fn confirmation(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let asked = match asked_anew(query.as_deref()) {
        Ok(asked) => asked,
        Err(problems) => return respond(ctx.may(Right::ViewPayments).and(Err(problems.into()))),
    };
    let answer = of_payment(&ctx, &id, asked).await;
    or_back(&ctx, &headers, &format!("/payments/{id}"), answer).await
}

async fn of_payment(ctx: &Ctx, id: &str, (copies, download): (usize, bool)) -> AppResult<Sent> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let file = payments::actions::confirmation(ctx, id).await?;
    printed(&file.title, vec![file.bytes], copies, download).await
}

/// `/clients/{id}/statement/document.pdf`, narrowed as the page of the statement is, `&copies=n&download=true`
async fn statement(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let filter: StatementFilter = parse(&query);
    let asked = match asked_anew(Some(&query)) {
        Ok(asked) => asked,
        Err(problems) => {
            let seen = ctx.may(Right::ViewInvoices).and(ctx.may(Right::ViewPayments));
            return respond(seen.and(Err(problems.into())));
        }
    };
    let answer = of_client(&ctx, &id, &filter, asked).await;
    let page = href(&format!("/clients/{id}/statement"), &filter);
    or_back(&ctx, &headers, &page, answer).await
}

async fn of_client(
    ctx: &Ctx,
    id: &str,
    filter: &StatementFilter,
    (copies, download): (usize, bool),
) -> AppResult<Sent> {
    let id = id.parse().map_err(|_| AppError::NotFound)?;
    let papers = statements::actions::papers(ctx, id, filter).await?;
    let files = papers.files.into_iter().map(|file| file.bytes).collect();
    printed(&papers.title, files, copies, download).await
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
    /// As it was typed.
    #[serde(default)]
    copies: String,
}

impl AskedOfMany {
    fn copies(&self, usual: usize) -> Result<usize, FieldErrors> {
        let mut asked = Asked::with("copies", &self.copies);
        let copies = asked.copies(usual);
        asked.finish(copies)
    }
}

async fn many(
    of: Of,
    Extension(ctx): Extension<Ctx>,
    Extension(viewer): Extension<Viewer>,
    asked: Result<Form<AskedOfMany>, FormRejection>,
) -> Response {
    respond(match asked {
        Ok(Form(asked)) => files(of, &ctx, &viewer, asked).await,
        Err(_) => Err(AppError::Outdated),
    })
}

async fn files(of: Of, ctx: &Ctx, viewer: &Viewer, asked: AskedOfMany) -> AppResult<Sent> {
    ctx.may(of.view())?;
    let copies = asked.copies(of.usual_copies())?;
    let files = of
        .files(ctx, &asked.ids, asked.rendition == Some(Rendition::Stamped))
        .await?;
    // As on the clock of whoever puts them together.
    let now = local_time(ctx.now(), &zone_of(viewer));
    put_together(move || together(now, asked.together, files, copies)).await
}

fn together(now: LocalTime, how: Together, files: Vec<NumberedFile>, copies: usize) -> Result<Sent, TypesetError> {
    let stem = format!("Akta {}", now.date());
    Ok(match how {
        Together::Pdf => Sent {
            how: Disposition::Attachment,
            name: file_name(&stem, "pdf"),
            kind: PDF,
            bytes: joined(files.into_iter().map(|file| (file.bytes, copies)).collect())?,
        },
        Together::Zip => Sent {
            how: Disposition::Attachment,
            name: file_name(&stem, "zip"),
            kind: "application/zip",
            bytes: bundle(
                files
                    .into_iter()
                    .map(|file| (file_name(&file.title, "pdf"), file.bytes))
                    .collect(),
                now,
            )?,
        },
    })
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
