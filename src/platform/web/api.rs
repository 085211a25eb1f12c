//! The one layer over `/api`, where server functions answer.
//!
//! Leptos answers every error with 500 and sends a plain form (no JavaScript) back to its page with the error in the
//! address. Here the first becomes the error's own status, and the second a flash row, so that the page can show the form
//! again with what was typed and the problems beside their fields.

use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, LOCATION, REFERER, RETRY_AFTER, SET_COOKIE};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use leptos::server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER};
use leptos::server_fn::redirect::REDIRECT_HEADER;
use tokio::time::timeout;

use super::{cookie, flash, local_path};
use crate::error::{AppError, FailedForm, TOLD};
use crate::kernel::actor::Actor;
use crate::platform::again::PAUSES;
use crate::platform::ctx::Ctx;

/// The largest form that is read: an invoice of some thousand lines.
const LARGEST_FORM: usize = 4 << 20;
/// The largest form of somebody who has not signed in.
const LARGEST_FORM_OF_STRANGERS: usize = 64 << 10;
/// How long a form may take to arrive.
const SLOWEST_FORM: Duration = Duration::from_secs(30);

/// Runs a server function and gives its answer the right status.
pub async fn layer(mut request: Request, next: Next) -> Response {
    let Some(ctx) = request.extensions().get::<Ctx>().cloned() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let plain = is_plain_form(&request);
    if plain {
        // The function then answers as it does to the client, and the way back is decided here.
        request
            .headers_mut()
            .insert(ACCEPT, HeaderValue::from_static("application/json"));
    }
    let form = request.uri().path().to_owned();
    let back = request
        .headers()
        .get(REFERER)
        .and_then(|v| v.to_str().ok())
        .map(path_of)
        .unwrap_or_default();
    let stranger = ctx.actor == Actor::Anonymous;
    let (parts, body) = request.into_parts();
    let largest = if stranger {
        LARGEST_FORM_OF_STRANGERS
    } else {
        LARGEST_FORM
    };
    let bytes = match timeout(SLOWEST_FORM, to_bytes(body, largest)).await {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(_)) => return error_response(&form, &AppError::TooLarge),
        Err(_) => return StatusCode::REQUEST_TIMEOUT.into_response(),
    };
    let response = run(&parts, &bytes, next, &form).await;
    if !plain || (stranger && response.status() == StatusCode::NOT_FOUND) {
        response
    } else if response.status().is_success() {
        told(&ctx, &bytes, go_on(response, &back)).await
    } else {
        come_back(&ctx, &form, &back, &bytes, response).await
    }
}

/// Runs the server function. When its transaction met another one (PostgreSQL's deadlocks and serialization failures) it has
/// left no trace, and it is run again, up to three times.
async fn run(parts: &Parts, bytes: &Bytes, next: Next, form: &str) -> Response {
    let ask = || {
        let request = Request::from_parts(parts.clone(), Body::from(bytes.clone()));
        let next = next.clone();
        async move { with_status(next.run(request).await, form).await }
    };
    for pause in PAUSES {
        let response = ask().await;
        if response.extensions().get::<Busy>().is_none() {
            return response;
        }
        tokio::time::sleep(pause).await;
    }
    ask().await
}

/// Marks the answer of a transaction that met another one.
#[derive(Debug, Clone, Copy)]
struct Busy;

/// A form sent by the browser itself and not by our client.
fn is_plain_form(request: &Request) -> bool {
    let has = |name, value: &str| {
        request
            .headers()
            .get(name)
            .and_then(|v| v.to_str().ok())
            .is_some_and(|v| v.contains(value))
    };
    has(ACCEPT, "text/html") && has(CONTENT_TYPE, "application/x-www-form-urlencoded")
}

/// After a success: to where the function said, or back to the page of the form. Cookies and other headers go along.
fn go_on(response: Response, back: &str) -> Response {
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::SEE_OTHER;
    parts.headers.remove(REDIRECT_HEADER);
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    if !parts.headers.contains_key(LOCATION) {
        let path = without_flash(back);
        parts.headers.insert(
            LOCATION,
            HeaderValue::from_str(local_path(&path)).unwrap_or(HeaderValue::from_static("/")),
        );
    }
    Response::from_parts(parts, Body::empty())
}

/// What the form wanted to be told of its success waits for the page the browser goes on to. What was done is done, told or not.
async fn told(ctx: &Ctx, form: &[u8], response: Response) -> Response {
    let text = form_urlencoded::parse(form).find(|(name, text)| name == TOLD && !text.is_empty());
    match text {
        Some((_, text)) => telling(ctx, &text, response).await,
        None => response,
    }
}

/// A response after which the next page tells of a success.
pub async fn telling(ctx: &Ctx, text: &str, mut response: Response) -> Response {
    match flash::keep_told(ctx, text).await {
        Ok(id) => {
            if let Ok(cookie) = HeaderValue::from_str(&cookie::set_told(Some(id))) {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
        }
        Err(cause) => tracing::warn!(%cause, "a success is not told"),
    }
    response
}

/// After a failure: keeps the form and sends the browser back to it.
async fn come_back(ctx: &Ctx, form: &str, back: &str, body: &[u8], response: Response) -> Response {
    let (parts, answer) = response.into_parts();
    let Ok(answer) = to_bytes(answer, LARGEST_FORM).await else {
        return parts.status.into_response();
    };
    let failed = FailedForm {
        form: form.to_owned(),
        values: form_urlencoded::parse(body)
            .map(|(name, value)| (field_name(&name), value.into_owned()))
            .collect(),
        error: AppError::de(answer),
    };
    send_back(ctx, failed, back).await
}

/// Keeps a failed form and sends the browser back to its page, which is an address of ours.
pub async fn send_back(ctx: &Ctx, failed: FailedForm, back: &str) -> Response {
    let form = failed.form.clone();
    let id = match flash::keep(ctx, failed).await {
        Ok(id) => id,
        Err(error) => return error_response(&form, &error),
    };
    let path = without_flash(back);
    let separator = if path.contains('?') { '&' } else { '?' };
    let location = format!("{}{separator}{}={id}", local_path(&path), flash::PARAMETER);
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(
        LOCATION,
        HeaderValue::from_str(&location).unwrap_or(HeaderValue::from_static("/")),
    );
    response
}

/// The page of the form without the flash row of an earlier failure.
fn without_flash(back: &str) -> String {
    let (path, query) = back.split_once('?').unwrap_or((back, ""));
    let path = if path.is_empty() { "/" } else { path };
    let mut kept = form_urlencoded::Serializer::new(String::new());
    kept.extend_pairs(form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name != flash::PARAMETER));
    let kept = kept.finish();
    if kept.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{kept}")
    }
}

/// Gives an answered error its own status.
async fn with_status(response: Response, form: &str) -> Response {
    if response.status() == StatusCode::BAD_REQUEST && !response.headers().contains_key(SERVER_FN_ERROR_HEADER) {
        // No such server function: a page of another build asks.
        return error_response(form, &AppError::NotFound);
    }
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR
        || !response.headers().contains_key(SERVER_FN_ERROR_HEADER)
    {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST_FORM).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let error = AppError::de(bytes.clone());
    parts.status = error.status();
    match error {
        AppError::TooMany { retry_after } => {
            parts.headers.insert(RETRY_AFTER, HeaderValue::from(retry_after));
        }
        AppError::Busy => {
            parts.extensions.insert(Busy);
        }
        _ => {}
    }
    Response::from_parts(parts, Body::from(bytes))
}

/// An error as a server function would answer it.
#[must_use]
pub fn error_response(form: &str, error: &AppError) -> Response {
    let mut response = (error.status(), error.ser()).into_response();
    response
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    if let Ok(form) = HeaderValue::from_str(form) {
        response.headers_mut().insert(SERVER_FN_ERROR_HEADER, form);
    }
    response
}

/// Path and query of an address.
fn path_of(url: &str) -> String {
    url.parse::<http::Uri>()
        .ok()
        .and_then(|uri| uri.path_and_query().map(ToString::to_string))
        .unwrap_or_default()
}

/// `input[name]` → `name`, `input[lines][0][name]` → `lines.0.name`: the form's own name of the field.
fn field_name(name: &str) -> String {
    match name.split_once('[') {
        Some((_, rest)) => rest.trim_end_matches(']').replace("][", "."),
        None => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{field_name, path_of, without_flash};

    #[test]
    fn the_way_back_forgets_the_earlier_failure() {
        assert_eq!(
            without_flash("/clients/new?flash=1&name=%D0%90+b"),
            "/clients/new?name=%D0%90+b"
        );
        assert_eq!(without_flash("/sign-in?flash=1"), "/sign-in");
        assert_eq!(without_flash(""), "/");
        assert_eq!(path_of("http://127.0.0.1:3000/a?b=c"), "/a?b=c");
    }

    #[test]
    fn a_field_is_named_as_its_form_names_it() {
        assert_eq!(field_name("input[name]"), "name");
        assert_eq!(field_name("input[company][name]"), "company.name");
        assert_eq!(field_name("name"), "name");
    }
}
