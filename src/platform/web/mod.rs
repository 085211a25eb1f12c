//! What every answer of the web server has in common.
//!
//! | file | what it does |
//! |---|---|
//! | `address` | the client's address behind trusted proxies |
//! | `cookie` | the two session cookies; language and theme of a stranger; as whom the staff has looked |
//! | `csrf` | refuses unsafe requests that another site started |
//! | `disposition` | under which name a file is saved |
//! | `headers` | security headers and the content security policy |
//! | `site` | where the client's files lie and what they are called |
//! | `api` | statuses of server functions; plain forms that failed come back with what was typed |
//! | `flash` | the one-use rows behind that |

pub mod address;
pub mod api;
pub mod cookie;
pub mod csrf;
pub mod disposition;
pub mod flash;
pub mod headers;
pub mod site;

/// Sends the browser to a page of ours after a successful form: by status 302 for a plain form, by a header for the client.
pub fn redirect(path: &str) {
    leptos_axum::redirect(path);
}

/// Adds a `Set-Cookie` header to the answer of the running server function.
pub fn set_cookie(cookie: &str) {
    if let (Some(response), Ok(cookie)) = (
        leptos::prelude::use_context::<leptos_axum::ResponseOptions>(),
        http::HeaderValue::from_str(cookie),
    ) {
        response.append_header(http::header::SET_COOKIE, cookie);
    }
}

/// The value of a cookie that came with the running request.
#[must_use]
pub fn cookie_of_request(name: &str) -> Option<String> {
    let request = leptos::prelude::use_context::<http::request::Parts>()?;
    cookie::preference(name, &request.headers).map(str::to_owned)
}

/// A path on this site that a form named as its way back; anything else leads home. Refuses `//evil`, `/\evil`, addresses
/// with a scheme and control characters.
#[must_use]
pub fn local_path(next: &str) -> &str {
    let local =
        next.starts_with('/') && !next.starts_with("//") && !next.contains('\\') && !next.chars().any(char::is_control);
    if local { next } else { "/" }
}

/// As [`local_path`], within the cabinet; anything else leads to its home.
#[must_use]
pub fn cabinet_path(next: &str) -> &str {
    let path = local_path(next);
    let within = path
        .strip_prefix(CABINET)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    if within { path } else { CABINET }
}

const CABINET: &str = "/cabinet";

#[cfg(test)]
mod tests {
    use super::{cabinet_path, local_path};

    #[test]
    fn the_way_back_into_the_cabinet_stays_in_it() {
        for path in ["/cabinet", "/cabinet/invoices?after=x", "/cabinet?kind=act"] {
            assert_eq!(cabinet_path(path), path);
        }
        for path in [
            "",
            "/",
            "/settings/users",
            "/cabinets",
            "//evil",
            "/\\evil",
            "https://evil/cabinet",
        ] {
            assert_eq!(cabinet_path(path), "/cabinet", "{path:?}");
        }
    }

    #[test]
    fn the_way_back_stays_on_this_site() {
        for path in ["/", "/clients?q=a", "/invoices/1"] {
            assert_eq!(local_path(path), path);
        }
        for path in [
            "",
            "//evil",
            "/\\evil",
            "https://evil",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: x",
            "evil",
        ] {
            assert_eq!(local_path(path), "/", "{path:?}");
        }
    }
}
