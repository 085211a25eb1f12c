//! What the web server holds for all requests.

use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::extract::FromRef;
use leptos::config::LeptosOptions;

use crate::kernel::actor::Actor;
use crate::platform::blobs::Blobs;
use crate::platform::clock::Clock;
use crate::platform::config::BaseUrl;
use crate::platform::ctx::{Ctx, RequestInfo};
use crate::platform::db::Db;
use crate::platform::random::Random;
use crate::platform::secrets::Secrets;
use crate::platform::web::site::Site;

/// Shared by all requests.
#[derive(Debug, Clone)]
pub struct AppState {
    pub db: Db,
    pub blobs: Blobs,
    pub clock: Clock,
    pub random: Random,
    pub secrets: Secrets,
    pub base_url: Arc<BaseUrl>,
    pub trusted_proxies: Arc<[IpAddr]>,
    /// Set once an administrator exists; until then every page leads to the set-up.
    pub is_set_up: Arc<AtomicBool>,
    pub leptos: LeptosOptions,
    pub site: Arc<Site>,
}

impl AppState {
    /// The surroundings of a request before anybody is known.
    #[must_use]
    pub fn ctx(&self, actor: Actor, actor_name: String, request: RequestInfo) -> Ctx {
        Ctx {
            db: self.db.clone(),
            blobs: self.blobs.clone(),
            clock: self.clock.clone(),
            random: self.random.clone(),
            secrets: self.secrets.clone(),
            actor,
            actor_name,
            base_url: Arc::clone(&self.base_url),
            request,
            memo: None,
        }
    }
}

impl FromRef<AppState> for LeptosOptions {
    fn from_ref(state: &AppState) -> Self {
        state.leptos.clone()
    }
}
