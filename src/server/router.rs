//! Routes, layers, static files.

use std::any::Any;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Request, State};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::header::{CACHE_CONTROL, HeaderValue};
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list, render_app_async_with_context};
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::services::ServeDir;

use super::state::AppState;
use super::{
    cabinet, exports, files as attachments, health, images, papers, pwa, refusals, session, templates, tickets,
};
use crate::app::{App, shell};
use crate::error::{AppError, internal};
use crate::platform::ctx::current_viewer;
use crate::platform::web::site::Site;
use crate::platform::web::{api, csrf, headers};

/// All pages, server functions and files of a running Akta.
pub fn router(state: AppState) -> Router {
    let routes = generate_route_list(App);
    let site = Arc::clone(&state.site);
    let page = move || shell(&site);
    let not_found = render_app_async_with_context(provide_language, page.clone());
    let pages = Router::new()
        .leptos_routes_with_context(&state, routes, provide_language, page)
        .route("/reports", get(reports))
        .merge(images::routes())
        .merge(templates::routes())
        .merge(files_to_get(&state))
        .fallback(move |request: Request| async move {
            if request.uri().path().starts_with("/api/") {
                api::error_response(request.uri().path(), &AppError::NotFound)
            } else {
                not_found(request).await
            }
        })
        .layer(from_fn(server_functions))
        .layer(from_fn_with_state(state.clone(), session::layer))
        .layer(from_fn_with_state(state.clone(), same_site));
    files(&state.site)
        .into_iter()
        .fold(pages, |router, path| router.route(&path, get(file)))
        .route("/pkg/{*path}", get(file))
        .merge(pwa::routes(&state.site))
        .route("/health", get(health::health))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), secure))
        .with_state(state)
}

/// Files that people get and hand over. A browser reads in words why it gets none.
fn files_to_get(state: &AppState) -> Router<AppState> {
    let largest = state.blobs.largest_megabytes();
    exports::routes()
        .merge(papers::routes())
        .merge(cabinet::routes())
        .merge(attachments::routes(largest))
        .merge(tickets::routes(largest))
        .layer(from_fn_with_state(Arc::clone(&state.site), refusals::layer))
}

/// Addresses of the files at the top of the site: icons, pictures of it. They need no session.
fn files(site: &Site) -> Vec<String> {
    let entries = fs::read_dir(&site.root).into_iter().flatten().flatten();
    let names = entries
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok());
    names
        .filter(|name| !Path::new(name).extension().is_some_and(|e| e == "br" || e == "gz"))
        .map(|name| format!("/{name}"))
        .filter(|path| !pwa::is_made(path))
        .collect()
}

/// Texts of the interface are in the viewer's language.
fn provide_language() {
    provide_context(current_viewer().map(|viewer| viewer.lang).unwrap_or_default());
}

/// Above the reports there is no page: the address leads to the first one.
async fn reports() -> Response {
    session::see_other("/reports/received")
}

/// The layer of server functions, over their addresses only.
async fn server_functions(request: Request, next: Next) -> Response {
    if request.uri().path().starts_with("/api/") {
        api::layer(request, next).await
    } else {
        next.run(request).await
    }
}

/// Refuses what another site started.
async fn same_site(State(state): State<AppState>, request: Request, next: Next) -> Response {
    if csrf::allows(request.method(), request.headers(), &state.base_url) {
        next.run(request).await
    } else {
        api::error_response(request.uri().path(), &AppError::Forbidden)
    }
}

/// A bug of ours: logged under a reference, answered as an error, and the program goes on.
fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| panic.downcast_ref::<String>().cloned());
    api::error_response("", &internal(&format!("panic: {}", text.unwrap_or_default())))
}

/// Security headers on everything.
async fn secure(State(state): State<AppState>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    headers::secure(response.headers_mut(), &state.base_url);
    response
}

/// A file of the site: the client under `/pkg`, icons. Hashed names never change and are kept for ever.
async fn file(State(state): State<AppState>, request: Request) -> Response {
    let in_pkg = request.uri().path().starts_with("/pkg/");
    let files = ServeDir::new(&state.site.root)
        .append_index_html_on_directories(false)
        .precompressed_br()
        .precompressed_gzip();
    let mut response = match files.oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    };
    let kept = in_pkg && state.site.hashed && response.status().is_success();
    let cache = if kept {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    response
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    response
}
