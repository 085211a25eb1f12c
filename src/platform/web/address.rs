//! The client's address. `X-Forwarded-For` is believed only as far as trusted proxies wrote it.

use std::net::IpAddr;

use http::HeaderMap;

/// Walks from the connection backwards through trusted proxies to the first address that is none of them.
#[must_use]
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    let hops = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','));
    let hops: Vec<&str> = hops.map(str::trim).collect();
    for hop in hops.into_iter().rev() {
        if !trusted.contains(&address) {
            break;
        }
        let Ok(next) = hop.parse() else { break };
        address = next;
    }
    address
}

#[cfg(test)]
mod tests {
    use super::{HeaderMap, IpAddr, client_address};

    #[test]
    fn only_trusted_proxies_are_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "6.6.6.6, 203.0.113.9".parse().unwrap());
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        assert_eq!(client_address(ip("198.51.100.1"), &headers, &[]), ip("198.51.100.1"));
        assert_eq!(
            client_address(ip("10.0.0.1"), &headers, &[ip("10.0.0.1")]),
            ip("203.0.113.9")
        );
    }
}
