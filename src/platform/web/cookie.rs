//! The session cookie: `__Host-akta`, `Secure`, `HttpOnly`, `SameSite=Lax`. Browsers accept `Secure` on loopback http, except
//! Safari, which gets the name `akta` there.

use http::HeaderMap;
use http::header::{COOKIE, USER_AGENT};

use crate::kernel::ids::FlashId;
use crate::platform::config::BaseUrl;

const SECURE_NAME: &str = "__Host-akta";
const PLAIN_NAME: &str = "akta";

/// The value of a `Set-Cookie` header that lasts `max_age` seconds; 0 removes the cookie.
#[must_use]
pub fn set_session(base_url: &BaseUrl, user_agent: &str, token: &str, max_age: u64) -> String {
    let (name, secure) = if plain(base_url, user_agent) {
        (PLAIN_NAME, "")
    } else {
        (SECURE_NAME, "; Secure")
    };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}")
}

/// The session token of a request.
#[must_use]
pub fn session_token<'a>(base_url: &BaseUrl, headers: &'a HeaderMap) -> Option<&'a str> {
    let user_agent = headers
        .get(USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let wanted = if plain(base_url, user_agent) {
        PLAIN_NAME
    } else {
        SECURE_NAME
    };
    value_of(headers, wanted).filter(|token| !token.is_empty())
}

/// How long a browser remembers what a stranger prefers: a year.
const PREFERENCE_AGE: u64 = 365 * 24 * 3600;

/// The value of a `Set-Cookie` header that remembers what somebody without an account prefers: his language, his theme.
#[must_use]
pub fn set_preference(name: &'static str, value: &'static str) -> String {
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={PREFERENCE_AGE}")
}

/// The cookie that names what the next page tells ([`super::flash`]).
pub const TOLD: &str = "akta-told";

/// The value of a `Set-Cookie` header that names it, or that takes the cookie away once it is told.
#[must_use]
pub fn set_told(id: Option<FlashId>) -> String {
    let (id, age) = id.map_or_else(|| (String::new(), 0), |id| (id.to_string(), 60));
    format!("{TOLD}={id}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}")
}

/// What the browser remembers of [`set_preference`].
#[must_use]
pub fn preference<'a>(name: &str, headers: &'a HeaderMap) -> Option<&'a str> {
    value_of(headers, name)
}

fn value_of<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(name, value)| (name == wanted).then_some(value))
}

fn plain(base_url: &BaseUrl, user_agent: &str) -> bool {
    let safari = user_agent.contains("Safari/") && !user_agent.contains("Chrome/") && !user_agent.contains("Chromium/");
    !base_url.is_https() && (!base_url.is_loopback() || safari)
}
