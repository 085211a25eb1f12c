//! Akta as an app of the device: what a browser reads to install it, and the worker that stands between its pages and the network.
//!
//! | file | what it makes |
//! |---|---|
//! | `manifest` | the two apps: the staff's, and the cabinet of the clients |
//! | `worker`, `worker.js` | the worker: what it may keep, what it shows when nothing can be reached |
//! | `offline.html` | that page |
//!
//! The pages' half of it is `app/update.js`: it registers the worker and notices a newer one; `ui/update` is what people see of that.

pub mod manifest;
pub mod worker;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue, VARY};
use http::{HeaderMap, HeaderName};
use serde::Deserialize;

use crate::app::Installed;
use crate::kernel::lang::Lang;
use crate::platform::web::site::Site;

/// Where the worker is found. It serves what lies below: everything.
pub const WORKER: &str = "/sw.js";

/// What the worker itself may do: ask this server. Its pages have policies of their own.
const POLICY_OF_WORKER: &str = "default-src 'none'; connect-src 'self'";

/// The routes. They need no session, and a browser asks for them without one.
pub fn routes<S: Clone + Send + Sync + 'static>(site: &Site) -> Router<S> {
    let script = Bytes::from(worker::script(site));
    let worker = move || async move { worker_file(script) };
    Router::new()
        .route(Installed::Staff.manifest(), get(staff))
        .route(Installed::Cabinet.manifest(), get(cabinet))
        .route(WORKER, get(worker))
}

/// Addresses that are made here, whatever lies in the folder of the site.
#[must_use]
pub fn is_made(path: &str) -> bool {
    path == WORKER || Installed::ALL.iter().any(|app| app.manifest() == path)
}

/// In which language a manifest is wanted: pages say theirs, since they may be read in another one than the browser's.
#[derive(Debug, Default, Deserialize)]
struct Asked {
    lang: Option<Lang>,
}

type Wanted = Result<Query<Asked>, QueryRejection>;

async fn staff(asked: Wanted, headers: HeaderMap) -> Response {
    manifest_file(Installed::Staff, asked, &headers)
}

async fn cabinet(asked: Wanted, headers: HeaderMap) -> Response {
    manifest_file(Installed::Cabinet, asked, &headers)
}

fn manifest_file(app: Installed, asked: Wanted, headers: &HeaderMap) -> Response {
    let asked = asked.map(|Query(asked)| asked).unwrap_or_default();
    let spoken = headers.get(ACCEPT_LANGUAGE).and_then(|langs| langs.to_str().ok());
    let lang = asked
        .lang
        .unwrap_or_else(|| Lang::from_accept_language(spoken.unwrap_or_default()));
    let kind = HeaderValue::from_static("application/manifest+json");
    let vary = HeaderValue::from_static("accept-language");
    fresh(
        [(CONTENT_TYPE, kind), (VARY, vary)],
        manifest::of(app, lang).to_string(),
    )
}

fn worker_file(script: Bytes) -> Response {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    let policy = HeaderValue::from_static(POLICY_OF_WORKER);
    fresh([(CONTENT_TYPE, kind), (CONTENT_SECURITY_POLICY, policy)], script)
}

/// What a browser asks for again each time.
fn fresh(headers: [(HeaderName, HeaderValue); 2], text: impl Into<Body>) -> Response {
    let body: Body = text.into();
    let mut response = (headers, body).into_response();
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
