//! What the layers around pages and server functions do with odd requests.

#![allow(clippy::unwrap_used)]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use http::StatusCode;
use http::header::CONTENT_TYPE;
use leptos::server_fn::error::{FromServerFnError, SERVER_FN_ERROR_HEADER};
use tower::ServiceExt;

use super::rights::table::Call;
use super::rights::world::{Person, World};
use super::{TestEnv, on_both_engines};
use crate::error::AppError;
use crate::platform::ctx::Ctx;
use crate::platform::db::Sql;
use crate::platform::web::api;

async fn flashes(ctx: &Ctx) -> i64 {
    let sql = Sql::new("SELECT COUNT(*) FROM flashes");
    sql.scalar(&mut ctx.read()).await.unwrap().unwrap()
}

/// A server function that meets other transactions `busy` times and then tells the size of what it was sent.
fn meeting(busy: usize, runs: Arc<AtomicUsize>, ctx: Ctx) -> Router {
    let function = move |body: String| {
        let met = runs.fetch_add(1, Ordering::SeqCst) < busy;
        async move {
            if met {
                let error = [(SERVER_FN_ERROR_HEADER, "/api/x")];
                (StatusCode::INTERNAL_SERVER_ERROR, error, AppError::Busy.ser()).into_response()
            } else {
                body.len().to_string().into_response()
            }
        }
    };
    Router::new()
        .route("/api/x", post(function))
        .layer(from_fn(api::layer))
        .layer(axum::Extension(ctx))
}

async fn post_to(router: Router, body: String) -> Response {
    let request = Request::post("/api/x").header(CONTENT_TYPE, "application/json");
    router.oneshot(request.body(Body::from(body)).unwrap()).await.unwrap()
}

#[tokio::test]
async fn a_transaction_that_met_another_one_is_run_again() {
    on_both_engines(async |env: TestEnv| {
        for (busy, status, expected) in [(0, 200, 1), (3, 200, 4), (9, 503, 4)] {
            let runs = Arc::new(AtomicUsize::new(0));
            let response = post_to(meeting(busy, Arc::clone(&runs), env.ctx.clone()), "seven b".into()).await;
            assert_eq!(
                (response.status().as_u16(), runs.load(Ordering::SeqCst)),
                (status, expected)
            );
            if status == 200 {
                assert_eq!(
                    to_bytes(response.into_body(), 100).await.unwrap(),
                    "7",
                    "each run gets the whole form"
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn strangers_leave_little_behind() {
    on_both_engines(async |env: TestEnv| {
        let world = World::new(&env).await;
        let big = format!("input[email]={}", "a".repeat(65 << 10));
        let answer = world.plain_form("/api/session/sign-in", &big, "/sign-in", None).await;
        assert_eq!(answer.status, 413);
        let answer = world.plain_form("/api/no/such", "a=b", "/sign-in", None).await;
        assert_eq!(answer.status, 404);
        assert_eq!(flashes(&env.ctx).await, 0);

        // A staff member's large form is read, and one that fails comes back.
        let large = format!("input[notes]={}", "a".repeat(65 << 10));
        let answer = world
            .plain_form("/api/clients/save", &large, "/clients/new", Some(Person::Administrator))
            .await;
        assert!(answer.leads_to("/clients/new"), "{} {}", answer.status, answer.text);
        assert_eq!(flashes(&env.ctx).await, 1);

        for n in 0..101 {
            let form = format!("input[email]=x{n}&input[password]=secret");
            let answer = world.plain_form("/api/session/sign-in", &form, "/sign-in", None).await;
            assert_eq!(answer.status, if n < 100 { 303 } else { 429 }, "{n}");
        }
        assert_eq!(flashes(&env.ctx).await, 101);
    })
    .await;
}

#[tokio::test]
async fn a_plain_form_that_succeeded_is_told_of_once() {
    on_both_engines(async |env: TestEnv| {
        let world = World::new(&env).await;
        let person = Some(Person::Administrator);
        let form = world.page("/clients/new", person).await.text;
        let told = "<input type=\"hidden\" name=\"told\"";
        assert!(form.contains(told), "{form}");

        let sent = |name: &str| {
            format!(
                "told=Saved+%3Cb%3E&input[request]={}&input[name]={name}&input[kind]=company&input[currency]=UAH&input[lang]=uk",
                world.key()
            )
        };
        let refused = world.plain_form("/api/clients/save", &sent(""), "/clients/new", person).await;
        assert!(refused.header("set-cookie").is_empty(), "nothing was saved");
        let done = world
            .plain_form("/api/clients/save", &sent("Nova"), "/clients/new", person)
            .await;
        assert!(done.status == 303 && !done.location.contains("flash="), "{}", done.location);
        let cookie = done.header("set-cookie").split(';').next().unwrap().to_owned();
        assert!(cookie.starts_with("akta-told="), "{cookie}");

        let after = world.page_with(&done.location, &cookie, Person::Administrator).await;
        // Between the parts of a page stand marks for the browser.
        let text = after.text.replace("<!>", "");
        assert!(text.contains("<p role=\"status\" class=\"alert alert-info\">Saved &lt;b&gt;</p>"), "{text}");
        assert!(after.header("set-cookie").contains("akta-told=;"), "{}", after.header("set-cookie"));
        let again = world.page_with(&done.location, &cookie, Person::Administrator).await;
        assert!(!again.text.contains("Saved &lt;"), "once");
        assert_eq!(flashes(&env.ctx).await, 1, "only the form that failed waits");
    })
    .await;
}

/// Addresses that people and programs put together by hand: none of them is an error of ours.
#[tokio::test]
async fn odd_addresses_of_lists_are_answered() {
    on_both_engines(async |env: TestEnv| {
        let world = World::new(&env).await;
        let id = "00000000000000000000000000000007";
        let cursors = [
            format!("f.{id}.i5"),
            format!("b.{id}.i-9223372036854775808"),
            format!("f.{id}.tabc"),
            format!("f.{id}.t%00"),
            format!("b.{id}.d2026-01-31"),
            format!("f.{id}.d9999-12-31"),
            "nonsense".to_owned(),
        ];
        let long = "я".repeat(5_000);
        let searches = [
            "%00",
            "a%00b",
            "%25_%5C",
            "'",
            "1e308",
            "-1",
            "99999999999999999999",
            long.as_str(),
        ];
        for list in ["/clients", "/invoices", "/payments", "/settings/users"] {
            let orders = [
                "",
                "&sort=date",
                "&sort=due",
                "&sort=total",
                "&sort=number",
                "&sort=amount",
                "&sort=name",
                "&sort=email",
            ];
            for order in orders {
                for cursor in &cursors {
                    let address = format!("{list}?after={cursor}{order}");
                    let answer = world.page(&address, Some(Person::Administrator)).await;
                    assert_eq!(answer.status, 200, "{address}");
                    assert!(!answer.text.contains("class=\"problem"), "{address}");
                }
            }
            for q in searches {
                let address = format!("{list}?q={}", q.replace('я', "%D1%8F"));
                let answer = world.page(&address, Some(Person::Administrator)).await;
                assert_eq!(answer.status, 200, "{}", &address[..address.len().min(80)]);
            }
        }
        for (path, query) in [
            ("/api/invoices/list", format!("filter[q]=%00&filter[after]=f.{id}.tx")),
            ("/api/invoices/totals", "filter[q]=%00".to_owned()),
            ("/api/payments/list", format!("filter[q]=%00&filter[after]=f.{id}.tx")),
            ("/api/clients/list", format!("filter[q]=%00&filter[after]=f.{id}.i1")),
        ] {
            let answer = world.call(path, &Call::Get(query), Some(Person::Administrator)).await;
            assert_ne!(answer.status, 500, "{path} {}", answer.text);
        }
    })
    .await;
}
