//! A file out of a multipart form. Files are no server functions: those have no limit on a body.

use std::collections::BTreeMap;

use axum::extract::Multipart;
use axum::extract::multipart::{Field, MultipartRejection};
use axum::response::Response;
use http::HeaderMap;
use http::header::ACCEPT;

use crate::error::{AppError, AppResult, FailedForm};
use crate::kernel::problem::Problem;
use crate::platform::ctx::Ctx;
use crate::platform::web::api;

/// The longest text beside a file: a key.
const LONGEST_TEXT: usize = 200;

/// What a form sends.
pub struct Upload {
    /// As the sender's computer calls it.
    pub name: String,
    pub bytes: Vec<u8>,
    /// What stands beside the file, by its name.
    pub texts: BTreeMap<String, String>,
}

/// Reads the file of a field and the texts before it. A file beyond `largest` is read to its end and thrown away, so that the browser hears
/// why; the route cuts off what is larger still.
///
/// # Errors
/// Beside the field: that it is missing or too large.
pub async fn read(body: Result<Multipart, MultipartRejection>, field: &str, largest: usize) -> AppResult<Upload> {
    let missing = || AppError::field(field, Problem::Required);
    let mut body = body.map_err(|_| missing())?;
    let mut texts = BTreeMap::new();
    while let Some(part) = body.next_field().await.map_err(|_| AppError::TooLarge)? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().unwrap_or_default().to_owned();
        if name == field {
            let bytes = content(part, largest).await?.ok_or_else(|| {
                let megabytes = largest >> 20;
                AppError::field(field, Problem::FileTooLarge { megabytes })
            })?;
            return Ok(Upload {
                name: file_name,
                bytes,
                texts,
            });
        }
        if let Some(text) = content(part, LONGEST_TEXT).await? {
            texts.insert(name, String::from_utf8_lossy(&text).into_owned());
        }
    }
    Err(missing())
}

/// `None` for more than `largest` bytes.
async fn content(mut part: Field<'_>, largest: usize) -> AppResult<Option<Vec<u8>>> {
    let (mut bytes, mut is_larger) = (Vec::new(), false);
    while let Some(chunk) = part.chunk().await.map_err(|_| AppError::TooLarge)? {
        is_larger = is_larger || bytes.len() + chunk.len() > largest;
        if !is_larger {
            bytes.extend_from_slice(&chunk);
        }
    }
    Ok((!is_larger).then_some(bytes))
}

/// Whether a browser asks by itself, and wants a page for an answer.
pub fn by_browser(headers: &HeaderMap) -> bool {
    let accept = headers.get(ACCEPT).and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// What a route answers that could not do what `form` asked: somebody in a browser goes back to the page of the form or the link, which
/// tells him what is wrong.
pub async fn refused(ctx: &Ctx, headers: &HeaderMap, form: &str, page: &str, error: AppError) -> Response {
    match error {
        error @ AppError::Invalid(_) if by_browser(headers) => {
            let failed = FailedForm {
                form: form.to_owned(),
                values: BTreeMap::new(),
                error,
            };
            api::send_back(ctx, failed, page).await
        }
        error => api::error_response(form, &error),
    }
}
