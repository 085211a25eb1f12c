//! The session cookies: `__Host-akta` of the staff and `__Host-akta-cabinet` of the cabinet, side by side in one browser; `Secure`,
//! `HttpOnly`, `SameSite=Lax`. Browsers accept `Secure` on loopback http, except Safari, which gets the names without `__Host-` there.

use http::HeaderMap;
use http::header::{COOKIE, USER_AGENT};

use crate::kernel::ids::{ContactId, FlashId};
use crate::platform::config::BaseUrl;

/// One of the two parts of the program that are signed into. An address belongs to one of them, and only the session of that one
/// counts there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Staff,
    Cabinet,
}

impl Door {
    /// Behind which one a path lies.
    #[must_use]
    pub fn of(path: &str) -> Self {
        let path = path.strip_prefix("/api").unwrap_or(path);
        match path.strip_prefix("/cabinet") {
            Some(rest) if rest.is_empty() || rest.starts_with('/') => Self::Cabinet,
            _ => Self::Staff,
        }
    }

    const fn secure_name(self) -> &'static str {
        match self {
            Self::Staff => "__Host-akta",
            Self::Cabinet => "__Host-akta-cabinet",
        }
    }

    const fn plain_name(self) -> &'static str {
        match self {
            Self::Staff => "akta",
            Self::Cabinet => "akta-cabinet",
        }
    }
}

/// The value of a `Set-Cookie` header that lasts `max_age` seconds; 0 removes the cookie.
#[must_use]
pub fn set_session(base_url: &BaseUrl, user_agent: &str, door: Door, token: &str, max_age: u64) -> String {
    let (name, secure) = if plain(base_url, user_agent) {
        (door.plain_name(), "")
    } else {
        (door.secure_name(), "; Secure")
    };
    format!("{name}={token}; Path=/; HttpOnly; SameSite=Lax; Max-Age={max_age}{secure}")
}

/// The token of a request's session behind a door.
#[must_use]
pub fn session_token<'a>(base_url: &BaseUrl, headers: &'a HeaderMap, door: Door) -> Option<&'a str> {
    let user_agent = headers
        .get(USER_AGENT)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    let wanted = if plain(base_url, user_agent) {
        door.plain_name()
    } else {
        door.secure_name()
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

/// The same for what the scripts of our pages write too.
#[must_use]
pub fn set_shared_preference(name: &'static str, value: &str) -> String {
    format!("{name}={value}; Path=/; SameSite=Lax; Max-Age={PREFERENCE_AGE}")
}

/// The cookie that names what the next page tells ([`super::flash`]).
pub const TOLD: &str = "akta-told";

/// The value of a `Set-Cookie` header that names it, or that takes the cookie away once it is told.
#[must_use]
pub fn set_told(id: Option<FlashId>) -> String {
    let (id, age) = id.map_or_else(|| (String::new(), 0), |id| (id.to_string(), 60));
    format!("{TOLD}={id}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}")
}

/// The cookie that remembers as whom the staff has looked: the session's own is gone by the time its end is to be said.
pub const LOOK: &str = "akta-look";

/// How long it is remembered: a look lasts an hour, and somebody comes back to its page.
const LOOK_AGE: u64 = 2 * 3600;

/// The value of a `Set-Cookie` header that remembers whom the staff looks as; of nobody it takes the cookie away.
#[must_use]
pub fn set_look(base_url: &BaseUrl, user_agent: &str, contact: Option<ContactId>) -> String {
    let (contact, age) = contact.map_or_else(|| (String::new(), 0), |id| (id.to_string(), LOOK_AGE));
    let secure = if plain(base_url, user_agent) { "" } else { "; Secure" };
    format!("{LOOK}={contact}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}")
}

/// What the browser remembers of [`set_preference`] and the like.
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

#[cfg(test)]
mod tests {
    use super::Door;

    #[test]
    fn an_address_lies_behind_one_door() {
        for path in [
            "/cabinet",
            "/cabinet/",
            "/cabinet/invoices/1/document.pdf",
            "/api/cabinet/profile/show",
        ] {
            assert_eq!(Door::of(path), Door::Cabinet, "{path}");
        }
        for path in [
            "/",
            "/cabinets",
            "/clients/cabinet",
            "/api/contacts/list",
            "/api/cabinet-of/x",
            "/Cabinet",
        ] {
            assert_eq!(Door::of(path), Door::Staff, "{path}");
        }
    }
}
