//! The document around every page.

use std::sync::{Arc, LazyLock};

use http::request::Parts;
use leptos::nonce::use_nonce;
use leptos::prelude::*;
use leptos_meta::MetaTags;

use super::{App, Installed, request};
use crate::kernel::viewer::{Theme, Viewer};
use crate::platform::web::site::Site;

/// Head and body. The names of the client's files come from [`Site`], read once at start.
pub fn shell(site: &Arc<Site>) -> impl IntoView + use<> {
    let viewer = request::viewer();
    let theme = (viewer.theme != Theme::Auto).then(|| viewer.theme.as_str());
    let site = Arc::clone(site);
    view! {
        <!DOCTYPE html>
        <html lang=viewer.lang.as_str() data-theme=theme>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover"/>
                <meta name="color-scheme" content="light dark"/>
                <link rel="stylesheet" href=site.css.clone()/>
                <link rel="icon" href="/favicon.svg" type="image/svg+xml"/>
                <link rel="manifest" href=manifest(&viewer)/>
                <link rel="apple-touch-icon" href="/icon-192.png"/>
                <meta name="akta-studio" content=site.studio.clone()/>
                <meta name="akta-build" content=site.build.clone()/>
                <ClientScript site/>
                <MetaTags/>
            </head>
            <body>
                <App/>
            </body>
        </html>
    }
}

/// The manifest of the app that the page belongs to, in the language of the page: browsers ask for it without saying who asks.
fn manifest(viewer: &Viewer) -> String {
    let app = use_context::<Parts>().map_or(Installed::Staff, |parts| Installed::of_page(parts.uri.path()));
    format!("{}?lang={}", app.manifest(), viewer.lang)
}

/// What looks for a newer Akta, without its comments.
static UPDATE: LazyLock<String> = LazyLock::new(|| {
    let lines = include_str!("update.js").lines().map(str::trim);
    lines
        .filter(|line| !line.starts_with("//"))
        .collect::<Vec<_>>()
        .join("\n")
});

/// Loads the client and hands it the page.
#[component]
fn ClientScript(site: Arc<Site>) -> impl IntoView {
    let nonce = use_nonce();
    let script = format!(
        "import({js:?}).then(client => client.default({{ module_or_path: {wasm:?} }}).then(() => client.hydrate()));",
        js = site.js,
        wasm = site.wasm
    );
    view! {
        <link rel="modulepreload" href=site.js.clone() nonce=nonce.clone()/>
        <link rel="preload" href=site.wasm.clone() r#as="fetch" r#type="application/wasm" crossorigin=""/>
        <script type="module" nonce=nonce.clone()>{script}</script>
        <script type="module" nonce=nonce>{UPDATE.as_str()}</script>
    }
}
