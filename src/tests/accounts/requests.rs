//! Where the middleware sends a request, and what it puts into it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use http::header::{ACCEPT_LANGUAGE, COOKIE, LOCATION};
use http::{Method, StatusCode};
use tower::ServiceExt;

use super::{account, sign_in};
use crate::company::accounts::model::Role;
use crate::error::{AppError, FailedForm};
use crate::kernel::problem::Problem;
use crate::kernel::viewer::Viewer;
use crate::platform::web::flash;
use crate::platform::web::site::Site;
use crate::server::session;
use crate::server::state::AppState;
use crate::tests::{TestEnv, on_both_engines};

/// A server that answers what the middleware found out.
fn server(env: &TestEnv) -> (AppState, Router) {
    let state = AppState {
        db: env.ctx.db.clone(),
        blobs: env.ctx.blobs.clone(),
        clock: env.ctx.clock.clone(),
        random: env.ctx.random.clone(),
        secrets: env.ctx.secrets.clone(),
        base_url: Arc::clone(&env.ctx.base_url),
        trusted_proxies: Arc::new([]),
        is_set_up: Arc::new(AtomicBool::new(false)),
        leptos: leptos::config::LeptosOptions::builder().output_name("akta").build(),
        site: Arc::new(Site {
            root: std::path::PathBuf::new(),
            js: String::new(),
            wasm: String::new(),
            css: String::new(),
            studio: String::new(),
            hashed: false,
            build: String::new(),
        }),
    };
    let answer = |request: Request| async move {
        let viewer = request.extensions().get::<Viewer>().cloned();
        let failed = request.extensions().get::<Option<FailedForm>>().cloned().flatten();
        let viewer = viewer.map_or_else(String::new, |v| format!("{}|{}|{}", v.name, v.lang, v.theme));
        format!("{viewer}|{}", failed.map(|form| form.form).unwrap_or_default())
    };
    let router = Router::new()
        .fallback(answer)
        .layer(from_fn_with_state(state.clone(), session::layer));
    (state, router)
}

/// Status and where it leads or what it says.
async fn ask(router: &Router, method: Method, path: &str, cookie: &str) -> (u16, String) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(COOKIE, cookie)
        .header(ACCEPT_LANGUAGE, "uk-UA,uk;q=0.9")
        .body(Body::empty())
        .unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    let status = response.status();
    if status == StatusCode::SEE_OTHER {
        return (303, response.headers()[LOCATION].to_str().unwrap().to_owned());
    }
    let body = to_bytes(response.into_body(), 10_000).await.unwrap();
    (status.as_u16(), String::from_utf8(body.to_vec()).unwrap())
}

#[tokio::test]
async fn requests_are_led_to_set_up_sign_in_and_back() {
    on_both_engines(async |env| {
        let (state, router) = server(&env);
        let get = async |path: &str, cookie: &str| ask(&router, Method::GET, path, cookie).await;
        let to = |path: &str| (303, path.to_owned());
        let says = |text: &str| (200, text.to_owned());

        for path in ["/", "/sign-in", "/clients?q=a"] {
            assert_eq!(get(path, "").await, to("/setup"), "{path}");
        }
        assert_eq!(get("/setup", "").await, says("|uk|auto|"));
        assert_eq!(
            get("/pkg/akta.js", "").await,
            says("|"),
            "nobody is looked up for a file"
        );

        account(&env, "anna@example.com", Role::Administrator).await;
        assert_eq!(get("/setup", "").await, to("/"));
        assert!(state.is_set_up.load(Ordering::Acquire));
        assert_eq!(get("/", "").await, to("/sign-in"));
        assert_eq!(
            get("/clients?q=a&page=b", "").await,
            to("/sign-in?next=%2Fclients%3Fq%3Da%26page%3Db")
        );
        assert_eq!(get("/sign-in", "").await, says("|uk|auto|"));
        assert_eq!(get("/sign-in", "lang=ru; theme=dark").await, says("|ru|dark|"));
        assert_eq!(get("/sign-in", "lang=<b>; theme=7").await, says("|uk|auto|"));
        assert_eq!(get("/favicon.svg", "").await, says("|uk|auto|"));
        assert_eq!(
            ask(&router, Method::POST, "/api/session/sign-in", "").await,
            says("|uk|auto|")
        );

        let token = sign_in(&env, "anna@example.com").await;
        let cookie = format!("a=b; __Host-akta={token}");
        assert_eq!(get("/clients", &cookie).await, says("Anna Koval|uk|auto|"));
        assert_eq!(get("/sign-in", &cookie).await, to("/"));
        assert_eq!(get("/sign-in?next=%2Fclients", &cookie).await, to("/clients"));
        assert_eq!(get("/sign-in?next=%2F%2Fevil", &cookie).await, to("/"));
        assert_eq!(
            get("/clients", "__Host-akta=0000").await,
            to("/sign-in?next=%2Fclients")
        );
        assert_eq!(get("/clients", "__Host-akta=").await, to("/sign-in?next=%2Fclients"));
        let by_other_name = format!("akta={token}");
        assert_eq!(get("/clients", &by_other_name).await, to("/sign-in?next=%2Fclients"));
    })
    .await;
}

#[tokio::test]
async fn a_failed_form_is_shown_once_and_to_its_author() {
    on_both_engines(async |env| {
        let (_, router) = server(&env);
        account(&env, "anna@example.com", Role::Administrator).await;
        let form = FailedForm {
            form: "/api/session/sign-in".into(),
            values: [
                ("email".to_owned(), "a@b.c".to_owned()),
                ("password".to_owned(), "secret".to_owned()),
            ]
            .into(),
            error: AppError::field("password", Problem::WrongCredentials),
        };
        let id = flash::keep(&env.as_stranger(), form.clone()).await.unwrap();
        let path = format!("/sign-in?flash={id}");
        let shown = (200, "|uk|auto|/api/session/sign-in".to_owned());
        let bare = (200, "|uk|auto|".to_owned());
        assert_eq!(ask(&router, Method::HEAD, &path, "").await.0, 200);
        assert_eq!(ask(&router, Method::GET, &path, "").await, shown);
        assert_eq!(ask(&router, Method::GET, &path, "").await, bare, "once");
        assert_eq!(ask(&router, Method::GET, "/sign-in?flash=x", "").await, bare);

        let foreign = flash::keep(&env.ctx, form).await.unwrap();
        assert_eq!(
            ask(&router, Method::GET, &format!("/sign-in?flash={foreign}"), "").await,
            bare
        );
    })
    .await;
}
