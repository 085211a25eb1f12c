//! Akta: the document flow of a business — client card → contract → invoice → payments → act.
//!
//! One package, compiled twice: natively with feature `ssr` (server and command line), to `wasm32-unknown-unknown` with
//! feature `hydrate` (the browser). The floors of the house, from below; an import never goes up:
//!
//! `kernel` ← `i18n` ← `error` ← `platform`, `ui` ← `records` ← `company` ← `crm` ← `documents` ← `finance`, `support` ←
//! `desk`, `cabinet` ← `app` ← `server`
//!
//! See ARCHITECTURE.md for the furniture of a room and the reasons.

#![recursion_limit = "256"]

pub mod app;
pub mod cabinet;
pub mod company;
pub mod crm;
pub mod desk;
pub mod documents;
pub mod error;
pub mod finance;
pub mod kernel;
#[cfg(feature = "ssr")]
pub mod platform;
pub mod records;
#[cfg(feature = "ssr")]
pub mod server;
pub mod support;
#[cfg(test)]
#[cfg(feature = "ssr")]
mod tests;
pub mod text;
pub mod ui;

/// Takes over the page that the server rendered.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_body(app::App);
    // Widgets that need the client show themselves now, and tests know when to begin.
    if let Some(root) = leptos::prelude::document().document_element() {
        let _ = root.set_attribute("data-hydrated", "");
    }
}

/// Generated code follows its generator's rules.
mod generated {
    #![allow(clippy::all, clippy::pedantic, clippy::expect_used, clippy::unwrap_used)]

    include!(concat!(env!("OUT_DIR"), "/i18n/mod.rs"));
}

pub use generated::i18n;
