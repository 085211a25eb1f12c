//! What a page learns from its request, on the server.

use http::StatusCode;
use http::header::{CONTENT_SECURITY_POLICY, HeaderValue};
use jiff::civil::date;
use leptos::nonce::use_nonce;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

use crate::error::FailedForm;
use crate::kernel::viewer::Viewer;
use crate::platform::ctx::{current_viewer, from_request};
use crate::platform::web::cookie_of_request;
use crate::platform::web::flash::Told;
use crate::platform::web::headers::page_policy;
use crate::text::lang;
use crate::ui::columns::COOKIE;

/// Who looks at the page.
pub fn viewer() -> Viewer {
    current_viewer().unwrap_or_else(|| Viewer::stranger(lang(), "UTC", date(1990, 1, 1)))
}

/// The columns of lists as the reader has chosen them.
pub fn columns() -> String {
    cookie_of_request(COOKIE).unwrap_or_default()
}

/// The form that failed before this page, if one did.
pub fn failed_form() -> Option<FailedForm> {
    from_request::<Option<FailedForm>>().flatten()
}

/// What an earlier form wanted to be told; empty where nothing is.
pub fn told() -> String {
    from_request::<Told>().map(|Told(text)| text).unwrap_or_default()
}

/// Allows the scripts of this answer and no others.
pub fn prepare_answer() {
    if let (Some(response), Some(nonce)) = (use_context::<ResponseOptions>(), use_nonce())
        && let Ok(policy) = HeaderValue::from_str(&page_policy(&nonce.to_string()))
    {
        response.insert_header(CONTENT_SECURITY_POLICY, policy);
    }
}

pub fn set_not_found() {
    if let Some(response) = use_context::<ResponseOptions>() {
        response.set_status(StatusCode::NOT_FOUND);
    }
}
