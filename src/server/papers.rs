//! The routes of papers as files. Rights and scope are those of the actions behind them.

use axum::extract::rejection::{FormRejection, QueryRejection};
use axum::extract::{DefaultBodyLimit, Form, Path, Query};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::HeaderValue;
use http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use serde::Deserialize;

use super::state::AppState;
use crate::documents::invoices::actions::{self, InvoiceFile};
use crate::documents::papers::model::{MOST_COPIES, Rendition};
use crate::error::{AppError, AppResult, internal};
use crate::kernel::ids::InvoiceId;
use crate::platform::ctx::Ctx;
use crate::platform::typeset::bundle::bundle;
use crate::platform::typeset::joined::joined;
use crate::platform::typeset::{TypesetError, aside};
use crate::platform::web::api;
use crate::platform::web::disposition::{Disposition, content_disposition, file_name};

/// Some hundred ids.
const LARGEST_FORM: usize = 64 << 10;

/// The routes.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/invoices/{id}/document.pdf", get(one))
        .route("/invoices/papers", post(many))
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

/// `/invoices/{id}/document.pdf?rendition=clean|stamped|cancelled&revision=n&copies=n&download=true`
async fn one(
    Extension(ctx): Extension<Ctx>,
    Path(id): Path<String>,
    asked: Result<Query<Asked>, QueryRejection>,
) -> Response {
    respond(match asked {
        Ok(Query(asked)) => file(&ctx, &id, asked).await,
        Err(_) => Err(AppError::NotFound),
    })
}

async fn file(ctx: &Ctx, id: &str, asked: Asked) -> AppResult<Sent> {
    let id: InvoiceId = id.parse().map_err(|_| AppError::NotFound)?;
    let copies = copies(asked.copies)?;
    let file = actions::file(ctx, id, asked.revision, asked.rendition).await?;
    let name = file_name(&file.title, "pdf");
    let bytes = if copies == 1 {
        file.bytes
    } else {
        put_together(move || joined(vec![(file.bytes, copies)])).await?
    };
    Ok(Sent {
        how: if asked.download {
            Disposition::Attachment
        } else {
            Disposition::Inline
        },
        name,
        kind: PDF,
        bytes,
    })
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

async fn many(Extension(ctx): Extension<Ctx>, asked: Result<Form<AskedOfMany>, FormRejection>) -> Response {
    respond(match asked {
        Ok(Form(asked)) => files(&ctx, asked).await,
        Err(_) => Err(AppError::Outdated),
    })
}

async fn files(ctx: &Ctx, asked: AskedOfMany) -> AppResult<Sent> {
    let copies = copies(asked.copies)?;
    let ids: Result<Vec<InvoiceId>, _> = asked.ids.split(',').map(str::parse).collect();
    let ids = ids.map_err(|_| AppError::NotFound)?;
    let files = actions::files(ctx, ids, asked.rendition == Some(Rendition::Stamped)).await?;
    let stem = format!("Akta {}", ctx.now().strftime("%Y-%m-%d"));
    put_together(move || together(&stem, asked.together, files, copies)).await
}

fn together(stem: &str, how: Together, files: Vec<InvoiceFile>, copies: usize) -> Result<Sent, TypesetError> {
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
struct Sent {
    how: Disposition,
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// A browser may show the file; it may do nothing else with it.
fn respond(answer: AppResult<Sent>) -> Response {
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
