//! What a browser reads to install Akta, and what its worker may keep.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::Router;
use axum::body::{Body, to_bytes};
use http::Request;
use leptos::config::LeptosOptions;
use serde_json::Value;
use tower::ServiceExt;

use super::{TestEnv, on_sqlite};
use crate::app::Installed;
use crate::kernel::lang::Lang;
use crate::platform::web::site::Site;
use crate::server::pwa::{manifest, worker};
use crate::server::router::router;
use crate::server::state::AppState;

/// The pictures are those of the repository; the client's files are only names.
fn site(hashed: bool, build: &str) -> Site {
    let name = |name: &str, ending: &str| {
        let hash = if hashed { format!(".{build}") } else { String::new() };
        format!("/pkg/{name}{hash}.{ending}")
    };
    Site {
        root: public(),
        js: name("akta", "js"),
        wasm: name("akta", "wasm"),
        css: name("akta", "css"),
        studio: name("studio", "js"),
        hashed,
        build: build.to_owned(),
    }
}

fn public() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public")
}

fn server(env: &TestEnv) -> Router {
    let ctx = &env.ctx;
    router(AppState {
        db: ctx.db.clone(),
        blobs: ctx.blobs.clone(),
        clock: ctx.clock.clone(),
        random: ctx.random.clone(),
        secrets: ctx.secrets.clone(),
        base_url: Arc::clone(&ctx.base_url),
        trusted_proxies: Arc::new([]),
        is_set_up: Arc::new(AtomicBool::new(false)),
        leptos: LeptosOptions::builder().output_name("akta").build(),
        site: Arc::new(site(true, "one")),
    })
}

struct Got {
    status: u16,
    headers: http::HeaderMap,
    bytes: Vec<u8>,
}

impl Got {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }
}

/// Asks without a session, as browsers do for manifests.
async fn get(server: &Router, path: &str) -> Got {
    let request = Request::get(path).header("accept-language", "uk-UA,uk;q=0.9");
    let response = server
        .clone()
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    Got {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        bytes: to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec(),
    }
}

/// All pictures that a manifest names, those of its shortcuts included.
fn pictures(manifest: &Value) -> Vec<&Value> {
    let list = |of: &'static str| manifest[of].as_array().into_iter().flatten();
    let of_shortcuts = list("shortcuts").flat_map(|shortcut| shortcut["icons"].as_array().into_iter().flatten());
    list("icons").chain(list("screenshots")).chain(of_shortcuts).collect()
}

#[tokio::test]
async fn manifests_are_there_for_everybody_with_all_their_pictures() {
    on_sqlite(async |env| {
        let server = server(&env);
        for app in Installed::ALL {
            let got = get(&server, app.manifest()).await;
            assert_eq!(got.status, 200);
            assert_eq!(got.header("content-type"), "application/manifest+json");
            assert_eq!(got.header("cache-control"), "no-cache");
            let said: Value = serde_json::from_slice(&got.bytes).unwrap();
            assert_eq!(
                said["lang"], "uk",
                "where nothing is asked the browser's language holds"
            );
            let wanted = get(&server, &format!("{}?lang=ru", app.manifest())).await;
            let manifest: Value = serde_json::from_slice(&wanted.bytes).unwrap();
            assert_eq!(manifest["lang"], "ru");
            assert_ne!(manifest["description"], said["description"]);

            let start = manifest["start_url"].as_str().unwrap();
            assert!(start.starts_with(manifest["scope"].as_str().unwrap()));
            assert_eq!(manifest["id"], start);
            assert_eq!(manifest["display"], "standalone");
            for picture in pictures(&manifest) {
                let src = picture["src"].as_str().unwrap();
                let file = get(&server, src).await;
                assert_eq!(file.status, 200, "{src}");
                assert_eq!(file.header("content-type"), picture["type"].as_str().unwrap(), "{src}");
                if src.rsplit_once('.').is_some_and(|(_, ending)| ending == "png") {
                    let (width, height) = size(&file.bytes);
                    assert_eq!(picture["sizes"], format!("{width}x{height}"), "{src}");
                    assert!(file.bytes.len() <= 150_000, "{src} is too large");
                }
            }
        }
    })
    .await;
}

fn size(png: &[u8]) -> (u32, u32) {
    let image = image::load_from_memory(png).unwrap();
    (image.width(), image.height())
}

#[test]
fn both_apps_can_be_installed_side_by_side() {
    for lang in Lang::ALL {
        let [staff, cabinet] = Installed::ALL.map(|app| manifest::of(app, lang));
        for part in ["id", "name", "scope", "start_url"] {
            assert_ne!(staff[part], cabinet[part], "{part}");
        }
        for app in [&staff, &cabinet] {
            let icons = app["icons"].as_array().unwrap();
            for (size, purpose) in [("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")] {
                let found = icons.iter().any(|i| i["sizes"] == size && i["purpose"] == purpose);
                assert!(found, "{purpose} {size}");
            }
            let short = app["short_name"].as_str().unwrap();
            assert!(short.chars().count() <= 12, "{short} does not fit below an icon");
        }
        assert_eq!(staff["shortcuts"].as_array().unwrap().len(), 3);
    }
}

#[tokio::test]
async fn the_worker_is_fresh_and_may_ask_only_this_server() {
    on_sqlite(async |env| {
        let server = server(&env);
        let got = get(&server, "/sw.js").await;
        assert_eq!(got.status, 200);
        assert_eq!(got.header("content-type"), "text/javascript; charset=utf-8");
        assert_eq!(got.header("cache-control"), "no-cache");
        assert_eq!(
            got.header("content-security-policy"),
            "default-src 'none'; connect-src 'self'"
        );
        assert_eq!(got.text(), worker::script(&site(true, "one")));
    })
    .await;
}

/// What a line of the script says of one of its names.
fn said(script: &str, name: &str) -> Value {
    let start = format!("const {name} = ");
    let line = script.lines().find_map(|line| line.strip_prefix(&start)).unwrap();
    serde_json::from_str(line.trim_end_matches(';')).unwrap()
}

#[test]
fn the_worker_keeps_files_of_its_build_and_nothing_else() {
    let script = worker::script(&site(true, "one"));
    assert_eq!(said(&script, "BUILD"), "one");
    assert_eq!(
        said(&script, "EVERY_PAGE"),
        serde_json::json!(["/pkg/akta.one.js", "/pkg/akta.one.wasm", "/pkg/akta.one.css"])
    );
    assert_eq!(said(&script, "SOME_PAGES"), serde_json::json!(["/pkg/studio.one.js"]));
    assert_ne!(script, worker::script(&site(true, "two")));
    // The two places where something is put into a cache.
    assert_eq!(script.matches(".addAll(").count(), 1);
    assert_eq!(script.matches(".put(").count(), 1);
    assert_eq!(script.matches(".add(").count(), 0);

    // Without hashes a name may mean another file tomorrow.
    let script = worker::script(&site(false, "one"));
    assert_eq!(said(&script, "EVERY_PAGE"), serde_json::json!([]));
    assert_eq!(said(&script, "SOME_PAGES"), serde_json::json!([]));
}

#[test]
fn the_page_without_a_connection_needs_nothing_but_itself() {
    let script = worker::script(&site(true, "one"));
    let pages = said(&script, "OFFLINE");
    for lang in Lang::ALL {
        let page = pages[lang.as_str()].as_str().unwrap();
        assert!(page.contains(&format!("<html lang=\"{lang}\">")));
        for word in [
            "src=", "url(", "@import", "<link", "{lang}", "{title}", "{text}", "{again}",
        ] {
            assert!(!page.contains(word), "{lang}: {word}");
        }
        assert_eq!(page.matches("nonce=\"{nonce}\"").count(), 2);
    }
}

#[tokio::test]
async fn pages_are_not_kept_and_name_their_app_and_build() {
    on_sqlite(async |env| {
        let server = server(&env);
        let page = get(&server, "/setup").await;
        assert_eq!(page.status, 200);
        assert_eq!(page.header("cache-control"), "no-store");
        let link = "<link rel=\"manifest\" href=\"/manifest.webmanifest?lang=uk\"";
        assert!(page.text().contains(link), "{}", page.text());
        assert!(page.text().contains("<meta name=\"akta-build\" content=\"one\""));
        assert!(page.text().contains("register(\"/sw.js\""));
    })
    .await;
}
