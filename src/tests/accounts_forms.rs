//! Accounts: what the forms are told, the set-up code, and where the middleware sends a request.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::from_fn_with_state;
use http::header::{ACCEPT_LANGUAGE, COOKIE, LOCATION};
use http::{Method, StatusCode};
use tower::ServiceExt;

use crate::company::accounts::model::{NewAdministrator, NewUser, Role, SaveProfile, SaveUser, SignIn, UserFilter};
use crate::company::accounts::{actions, profile, setup, signing};
use crate::error::{AppError, FailedForm};
use crate::kernel::lang::Lang;
use crate::kernel::problem::Problem;
use crate::kernel::viewer::{Theme, Viewer};
use crate::platform::ctx::Ctx;
use crate::platform::web::flash;
use crate::platform::web::site::Site;
use crate::server::session;
use crate::server::state::AppState;

use super::{TestEnv, on_both_engines};

const PASSWORD: &str = "violet tractor 7";

fn new_user(ctx: &Ctx, email: &str) -> NewUser {
    NewUser {
        request: ctx.new_id(),
        name: "Anna Koval".into(),
        email: email.into(),
        role: "administrator".into(),
        own_only: false,
        lang: "uk".into(),
        password: PASSWORD.into(),
    }
}

#[tokio::test]
async fn an_e_mail_belongs_to_one_account() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let form = new_user(ctx, "Anna@Example.com");
        let id = actions::create_user(ctx, form.clone()).await.unwrap();
        assert_eq!(
            actions::create_user(ctx, form).await,
            Ok(id),
            "the same form sent twice"
        );
        let taken = AppError::field("email", Problem::AlreadyTaken);
        let again = new_user(ctx, "anna@EXAMPLE.com");
        assert_eq!(actions::create_user(ctx, again).await, Err(taken.clone()));

        let other = actions::create_user(ctx, new_user(ctx, "petro@example.com"))
            .await
            .unwrap();
        let user = actions::show(ctx, other).await.unwrap().user;
        let save = SaveUser {
            id: other,
            version: user.version,
            name: user.name,
            email: "ANNA@example.com".into(),
            role: user.role.to_string(),
            own_only: false,
            active: true,
        };
        assert_eq!(actions::save(ctx, save.clone()).await, Err(taken));
        let weak = NewUser {
            password: "password1".into(),
            ..new_user(ctx, "new@example.com")
        };
        let common = AppError::field("password", Problem::CommonPassword);
        assert_eq!(actions::create_user(ctx, weak).await, Err(common));

        let rows = actions::list(ctx, &UserFilter::default()).await.unwrap().rows;
        let emails: Vec<_> = rows.iter().map(|row| row.email.as_str()).collect();
        assert_eq!(emails, ["anna@example.com", "petro@example.com"]);

        // Gone from the list of those who work here, still found by who asks for all.
        let gone = SaveUser {
            active: false,
            email: "petro@example.com".into(),
            ..save
        };
        actions::save(ctx, gone).await.unwrap();
        let all = UserFilter {
            deactivated: true,
            page: String::new(),
        };
        assert_eq!(actions::list(ctx, &UserFilter::default()).await.unwrap().rows.len(), 1);
        assert_eq!(actions::list(ctx, &all).await.unwrap().rows.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_stale_form_shows_both_versions() {
    on_both_engines(async |env| {
        let ctx = &env.ctx;
        let id = actions::create_user(ctx, new_user(ctx, "anna@example.com"))
            .await
            .unwrap();
        let form = |name: &str, version| SaveUser {
            id,
            version,
            name: name.into(),
            email: "anna@example.com".into(),
            role: "administrator".into(),
            own_only: false,
            active: true,
        };
        let second = ctx.acting_as(ctx.actor, "Petro");
        actions::save(&second, form("Anna of Petro", 1)).await.unwrap();
        let Err(AppError::Conflict(conflict)) = actions::save(ctx, form("Anna of mine", 1)).await else {
            panic!("a stale form was saved")
        };
        assert_eq!((conflict.version, conflict.by.as_str()), (2, "Petro"));
        assert_eq!(conflict.current.get("name").map(String::as_str), Some("Anna of Petro"));
        actions::save(ctx, form("Anna of mine", conflict.version))
            .await
            .unwrap();

        let card = actions::show(ctx, id).await.unwrap();
        assert_eq!((card.user.name.as_str(), card.user.version), ("Anna of mine", 3));
        assert_eq!(card.events.len(), 3);
        actions::save(ctx, form("Anna of mine", 3)).await.unwrap();
        assert_eq!(
            actions::show(ctx, id).await.unwrap(),
            card,
            "nothing changed, nothing recorded"
        );
    })
    .await;
}

#[tokio::test]
async fn a_profile_is_ones_own() {
    on_both_engines(async |env| {
        let id = actions::create_user(&env.ctx, new_user(&env.ctx, "anna@example.com"))
            .await
            .unwrap();
        let ctx = env.as_staff(id, Role::Administrator, crate::kernel::actor::Scope::All);
        let form = SaveProfile {
            version: 1,
            name: "Anna S.".into(),
            lang: "ru".into(),
            theme: "dark".into(),
        };
        profile::save(&ctx, form.clone()).await.unwrap();
        let user = profile::show(&ctx).await.unwrap().user;
        assert_eq!(
            (user.name.as_str(), user.lang, user.theme),
            ("Anna S.", Lang::Ru, Theme::Dark)
        );
        let stale = SaveProfile {
            name: "Somebody".into(),
            ..form
        };
        assert!(matches!(profile::save(&ctx, stale).await, Err(AppError::Conflict(_))));

        assert_eq!(profile::set_language(&ctx, Lang::En).await, Ok(true));
        assert_eq!(profile::set_theme(&ctx, Theme::Light).await, Ok(true));
        let user = profile::show(&ctx).await.unwrap().user;
        assert_eq!((user.lang, user.theme), (Lang::En, Theme::Light));
        assert_eq!(profile::set_language(&env.as_stranger(), Lang::Ru).await, Ok(false));
    })
    .await;
}

fn first(code: &str) -> NewAdministrator {
    NewAdministrator {
        code: code.into(),
        name: "Anna Koval".into(),
        email: "anna@example.com".into(),
        lang: "uk".into(),
        password: PASSWORD.into(),
        password_again: PASSWORD.into(),
    }
}

async fn admit(ctx: &Ctx, checked: setup::FirstAdministrator) -> Result<String, AppError> {
    let mut tx = ctx.write().await?;
    let (_, token) = setup::admit(&mut tx, ctx, checked).await?;
    tx.commit().await?;
    Ok(token.as_str().to_owned())
}

#[tokio::test]
async fn the_set_up_needs_the_newest_code_and_works_once() {
    on_both_engines(async |env| {
        let stranger = env.as_stranger();
        let old = setup::setup_code(&env.ctx).await.unwrap().unwrap();
        let code = setup::setup_code(&env.ctx).await.unwrap().unwrap();
        assert_eq!(code.len(), 19);
        let wrong_code = Some(AppError::field("code", Problem::WrongCode));
        for wrong in [old.as_str(), "AAAA-AAAA-AAAA-AAAA"] {
            assert_eq!(setup::check(&stranger, &first(wrong)).await.err(), wrong_code);
        }
        let typed = code.to_lowercase().replace('-', " ");
        let slow = setup::check(&stranger, &first(&code)).await.unwrap();
        let fast = setup::check(&stranger, &first(&typed)).await.unwrap();
        let (one, two) = tokio::join!(admit(&stranger, fast), admit(&stranger, slow));
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(one.as_ref().err().or(two.as_ref().err()), Some(&AppError::NotFound));
        let token = one.or(two).unwrap();
        let (actor, _, _) = actions::viewer_by_token(&env.ctx, &token).await.unwrap().unwrap();
        assert!(actor.has(crate::kernel::actor::Right::ManageUsers));

        assert_eq!(setup::setup_code(&env.ctx).await, Ok(None));
        assert_eq!(
            setup::check(&stranger, &first(&code)).await.err(),
            Some(AppError::NotFound)
        );
    })
    .await;
}

#[tokio::test]
async fn guessing_the_code_is_limited() {
    on_both_engines(async |env| {
        let stranger = env.as_stranger();
        let code = setup::setup_code(&env.ctx).await.unwrap().unwrap();
        for _ in 0..10 {
            assert!(matches!(
                setup::check(&stranger, &first("AAAA-AAAA-AAAA-AAAA")).await,
                Err(AppError::Invalid(_))
            ));
        }
        assert_eq!(
            setup::check(&stranger, &first(&code)).await.err(),
            Some(AppError::TooMany { retry_after: 900 })
        );
        env.ctx.clock.advance(Duration::from_secs(900));
        assert!(setup::check(&stranger, &first(&code)).await.is_ok());
    })
    .await;
}

/// A server that answers what the middleware found out.
fn server(env: &TestEnv) -> (AppState, Router) {
    let state = AppState {
        db: env.ctx.db.clone(),
        clock: env.ctx.clock.clone(),
        random: env.ctx.random.clone(),
        base_url: Arc::clone(&env.ctx.base_url),
        trusted_proxies: Arc::new([]),
        is_set_up: Arc::new(AtomicBool::new(false)),
        leptos: leptos::config::LeptosOptions::builder().output_name("akta").build(),
        site: Arc::new(Site {
            root: std::path::PathBuf::new(),
            js: String::new(),
            wasm: String::new(),
            css: String::new(),
            hashed: false,
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

        actions::create_user(&env.ctx, new_user(&env.ctx, "anna@example.com"))
            .await
            .unwrap();
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

        let input = SignIn {
            email: "anna@example.com".into(),
            password: PASSWORD.into(),
            next: String::new(),
        };
        let token = signing::sign_in(&env.as_stranger(), &input).await.unwrap();
        let cookie = format!("a=b; __Host-akta={}", token.as_str());
        assert_eq!(get("/clients", &cookie).await, says("Anna Koval|uk|auto|"));
        assert_eq!(get("/sign-in", &cookie).await, to("/"));
        assert_eq!(get("/sign-in?next=%2Fclients", &cookie).await, to("/clients"));
        assert_eq!(get("/sign-in?next=%2F%2Fevil", &cookie).await, to("/"));
        assert_eq!(
            get("/clients", "__Host-akta=0000").await,
            to("/sign-in?next=%2Fclients")
        );
        assert_eq!(get("/clients", "__Host-akta=").await, to("/sign-in?next=%2Fclients"));
        let by_other_name = format!("akta={}", token.as_str());
        assert_eq!(get("/clients", &by_other_name).await, to("/sign-in?next=%2Fclients"));
    })
    .await;
}

#[tokio::test]
async fn a_failed_form_is_shown_once_and_to_its_author() {
    on_both_engines(async |env| {
        let (_, router) = server(&env);
        actions::create_user(&env.ctx, new_user(&env.ctx, "anna@example.com"))
            .await
            .unwrap();
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
