//! The middleware that finds out who asks. Every page and every server function finds in the request's extensions:
//!
//! * [`Ctx`] — with the actor, his scope and where the request came from;
//! * [`Viewer`] — name, language, theme, rights, time zone, today;
//! * `Option<FailedForm>` — on a page that a failed plain form leads back to;
//! * [`Told`] — on a page after a plain form that succeeded.
//!
//! Two sessions may lie side by side in a browser: addresses of the cabinet know its session only, all others that of the staff
//! ([`Door`]). Pages that need a sign-in lead to that of their door and back; until there is an administrator every page leads to
//! `/setup`.

use std::net::SocketAddr;
use std::sync::atomic::Ordering;

use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{ACCEPT_LANGUAGE, LOCATION, RETRY_AFTER, SET_COOKIE, USER_AGENT};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri};

use super::state::AppState;
use crate::cabinet::access::visits;
use crate::company::accounts::actions;
use crate::error::{AppError, AppResult, FailedForm};
use crate::kernel::actor::Actor;
use crate::kernel::lang::Lang;
use crate::kernel::viewer::{Theme, Viewer};
use crate::platform::ctx::{Ctx, RequestInfo};
use crate::platform::db::Memo;
use crate::platform::web::address::client_address;
use crate::platform::web::cookie::Door;
use crate::platform::web::flash::Told;
use crate::platform::web::{api, cabinet_path, cookie, flash, local_path};

const SIGN_IN: &str = "/sign-in";
const SETUP: &str = "/setup";
/// Open to strangers: the way to a new password.
const FORGOT: &str = "/forgot-password";
const ACCESS: &str = "/access/";
const CABINET: &str = "/cabinet";
/// The time zone of somebody who sees no dates.
const STRANGERS_ZONE: &str = "UTC";

/// Resolves the session and puts what it found into the request.
pub async fn layer(State(state): State<AppState>, request: Request, next: Next) -> Response {
    // A body is not `Sync`; what is awaited here needs only the head of the request.
    let (mut parts, body) = request.into_parts();
    let kind = Kind::of(&parts);
    if kind == Kind::File {
        return next.run(Request::from_parts(parts, body)).await;
    }
    let (ctx, viewer) = match identify(&state, &parts).await {
        Ok(known) => known,
        Err(error) => return refuse(kind, &parts, &error),
    };
    let mut told = None;
    if kind == Kind::Page {
        match page(&state, &ctx, &parts).await {
            Ok(Way::On(failed_form)) => {
                parts.extensions.insert(failed_form);
                told = what_is_told(&ctx, &parts).await;
            }
            Ok(Way::To(path)) => return see_other(&path),
            Err(error) => return refuse(kind, &parts, &error),
        }
    }
    parts.extensions.insert(ctx);
    parts.extensions.insert(viewer);
    let Some(told) = told else {
        return next.run(Request::from_parts(parts, body)).await;
    };
    parts.extensions.insert(told);
    let mut response = next.run(Request::from_parts(parts, body)).await;
    if let Ok(cookie) = HeaderValue::from_str(&cookie::set_told(None)) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// What an earlier form wanted to be told, if the cookie names it. `None` without a cookie; a page is shown whatever the database
/// answers.
async fn what_is_told(ctx: &Ctx, request: &Parts) -> Option<Told> {
    let named = cookie::preference(cookie::TOLD, &request.headers).filter(|_| request.method == Method::GET)?;
    let text = match named.parse() {
        Ok(id) => flash::take_told(ctx, id).await,
        Err(_) => Ok(None),
    };
    if let Err(cause) = &text {
        tracing::warn!(%cause, "a success is not told");
    }
    Some(Told(text.ok().flatten().unwrap_or_default()))
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Read by people; may lead elsewhere.
    Page,
    /// Server functions, documents, everything that answers with a status.
    Resource,
    /// The client under `/pkg`: the same for everybody.
    File,
}

impl Kind {
    fn of(request: &Parts) -> Self {
        let path = request.uri.path();
        let last = path.rsplit('/').next().unwrap_or_default();
        if path.starts_with("/pkg/") {
            Self::File
        } else if path.starts_with("/api/")
            || last.contains('.')
            || !matches!(request.method, Method::GET | Method::HEAD)
        {
            Self::Resource
        } else {
            Self::Page
        }
    }
}

/// Where a request for a page goes.
enum Way {
    On(Option<FailedForm>),
    To(String),
}

async fn identify(state: &AppState, request: &Parts) -> AppResult<(Ctx, Viewer)> {
    let headers = &request.headers;
    let mut ctx = state.ctx(Actor::Anonymous, String::new(), request_info(state, request));
    let door = Door::of(request.uri.path());
    let found = match (cookie::session_token(&state.base_url, headers, door), door) {
        (Some(token), Door::Staff) => actions::viewer_by_token(&ctx, token).await?,
        (Some(token), Door::Cabinet) => visits::viewer_by_token(&ctx, token).await?,
        (None, _) => None,
    };
    let Some((actor, mut viewer, seen)) = found else {
        let viewer = stranger(headers, &ctx);
        return Ok((ctx, viewer));
    };
    if door == Door::Cabinet {
        viewer.theme = theme_of(headers);
    }
    ctx.actor = actor;
    ctx.actor_name.clone_from(&viewer.name);
    ctx.request.session = Some(seen.id);
    ctx.request.has_filters = Some(seen.has_filters);
    ctx.memo = request.method.is_safe().then(Memo::default);
    Ok((ctx, viewer))
}

fn request_info(state: &AppState, request: &Parts) -> RequestInfo {
    let peer = request.extensions.get::<ConnectInfo<SocketAddr>>();
    RequestInfo {
        address: peer.map(|ConnectInfo(peer)| client_address(peer.ip(), &request.headers, &state.trusted_proxies)),
        user_agent: text(&request.headers, USER_AGENT.as_str()).to_owned(),
        session: None,
        has_filters: None,
        lang: Some(preferred_language(&request.headers)),
    }
}

/// Somebody without a session: the language of his cookie or his browser, the theme of his cookie.
fn stranger(headers: &HeaderMap, ctx: &Ctx) -> Viewer {
    let lang = preferred_language(headers);
    Viewer {
        theme: theme_of(headers),
        ..Viewer::stranger(lang, STRANGERS_ZONE, ctx.clock.today(STRANGERS_ZONE))
    }
}

/// The theme chosen in this browser.
fn theme_of(headers: &HeaderMap) -> Theme {
    let theme = cookie::preference("theme", headers).and_then(|theme| theme.parse().ok());
    theme.unwrap_or_default()
}

/// The language chosen in this browser, else the one it asks for.
fn preferred_language(headers: &HeaderMap) -> Lang {
    cookie::preference("lang", headers)
        .and_then(|lang| lang.parse().ok())
        .unwrap_or_else(|| Lang::from_accept_language(text(headers, ACCEPT_LANGUAGE.as_str())))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
}

async fn page(state: &AppState, ctx: &Ctx, request: &Parts) -> AppResult<Way> {
    let uri = &request.uri;
    let set_up = is_set_up(state, ctx).await?;
    let signed_in = ctx.actor != Actor::Anonymous;
    let door = Door::of(uri.path());
    // Its pages for strangers have the same names as the staff's.
    let within = match door {
        Door::Staff => uri.path(),
        Door::Cabinet => uri.path().strip_prefix(CABINET).unwrap_or_default(),
    };
    let to = match (within, set_up, signed_in) {
        (SETUP, false, _) if door == Door::Staff => None,
        (_, false, _) => Some(SETUP.to_owned()),
        (SETUP, true, _) if door == Door::Staff => Some("/".to_owned()),
        (SIGN_IN, true, true) => Some(wanted_behind(door, uri)),
        (SIGN_IN, true, false) | (_, true, true) => None,
        (path, true, false) if path == FORGOT || path.starts_with(ACCESS) => None,
        (_, true, false) => Some(sign_in(door, uri)),
    };
    if let Some(path) = to {
        return Ok(Way::To(path));
    }
    // HEAD changes nothing: the failed form waits for the page itself.
    let id = parameter(uri, flash::PARAMETER)
        .filter(|_| request.method == Method::GET)
        .and_then(|id| id.parse().ok());
    Ok(Way::On(match id {
        Some(id) => flash::take(ctx, id).await?,
        None => None,
    }))
}

/// Once true, never asked again: the last administrator can't be removed.
async fn is_set_up(state: &AppState, ctx: &Ctx) -> AppResult<bool> {
    if state.is_set_up.load(Ordering::Acquire) {
        return Ok(true);
    }
    let exists = actions::administrators_exist(ctx).await?;
    if exists {
        state.is_set_up.store(true, Ordering::Release);
    }
    Ok(exists)
}

/// Where somebody who has signed in already wanted to go from the sign-in page.
fn wanted_behind(door: Door, uri: &Uri) -> String {
    let next = parameter(uri, "next").unwrap_or_default();
    match door {
        Door::Staff => local_path(&next).to_owned(),
        Door::Cabinet => cabinet_path(&next).to_owned(),
    }
}

/// The sign-in page, with the way back to where the visitor wanted to go.
fn sign_in(door: Door, uri: &Uri) -> String {
    let (home, within) = match door {
        Door::Staff => ("/", ""),
        Door::Cabinet => (CABINET, CABINET),
    };
    let wanted = uri.path_and_query().map_or(home, http::uri::PathAndQuery::as_str);
    if wanted == home {
        return format!("{within}{SIGN_IN}");
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("next", wanted);
    format!("{within}{SIGN_IN}?{}", query.finish())
}

fn parameter(uri: &Uri, wanted: &str) -> Option<String> {
    form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes())
        .find(|(name, _)| name == wanted)
        .map(|(_, value)| value.into_owned())
}

pub(super) fn see_other(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(
        LOCATION,
        HeaderValue::from_str(path).unwrap_or(HeaderValue::from_static("/")),
    );
    response
}

/// The database did not answer who asks, so nothing more is tried.
fn refuse(kind: Kind, request: &Parts, error: &AppError) -> Response {
    let mut response = if kind == Kind::Page {
        let text = "Akta can't reach its database at the moment. Please try again in a minute.\n";
        (error.status(), text).into_response()
    } else {
        api::error_response(request.uri.path(), error)
    };
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static("10"));
    response
}
