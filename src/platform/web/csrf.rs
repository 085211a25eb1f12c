//! Refuses unsafe requests that another site started. Browsers say it themselves: `Sec-Fetch-Site`, and `Origin` where that
//! is missing. A request with neither comes from no browser's form and is refused too.

use http::{HeaderMap, Method};

use crate::platform::config::BaseUrl;

/// Whether the request may change something.
#[must_use]
pub fn allows(method: &Method, headers: &HeaderMap, base_url: &BaseUrl) -> bool {
    if matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match header("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => header("origin") == Some(base_url.origin()),
    }
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, Method, allows};

    #[test]
    fn another_site_cannot_write() {
        let base = "https://akta.example.com".parse().unwrap();
        let check = |method: Method, pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            for (name, value) in pairs {
                headers.insert(*name, value.parse().unwrap());
            }
            allows(&method, &headers, &base)
        };
        assert!(check(Method::GET, &[("sec-fetch-site", "cross-site")]));
        assert!(check(Method::POST, &[("sec-fetch-site", "same-origin")]));
        assert!(check(Method::POST, &[("origin", "https://akta.example.com")]));
        assert!(!check(Method::POST, &[]));
        assert!(!check(Method::POST, &[("sec-fetch-site", "same-site")]));
        assert!(!check(Method::POST, &[("sec-fetch-site", "none")]));
        assert!(!check(Method::DELETE, &[("origin", "https://evil.example.com")]));
        assert!(!check(Method::POST, &[("origin", "null")]));
        assert!(!check(
            Method::POST,
            &[("sec-fetch-site", "cross-site"), ("origin", "https://akta.example.com")]
        ));
    }
}
