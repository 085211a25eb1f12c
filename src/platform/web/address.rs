//! The client's address. `X-Forwarded-For` is believed only as far as trusted proxies wrote it.

use std::net::{IpAddr, SocketAddr};

use http::HeaderMap;

/// Walks from the connection backwards through trusted proxies to the first address that is none of them.
#[must_use]
pub fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpAddr]) -> IpAddr {
    let mut address = peer.to_canonical();
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
        let Some(next) = address_of(hop) else { break };
        address = next;
    }
    address
}

/// An address as proxies write it: bare, in brackets, or with a port. An IPv4 address in IPv6 clothes is the IPv4 address.
fn address_of(hop: &str) -> Option<IpAddr> {
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse::<IpAddr>().ok();
    let address = address.or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address| address.to_canonical())
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
        assert_eq!(
            client_address(ip("::ffff:10.0.0.1"), &headers, &[ip("10.0.0.1")]),
            ip("203.0.113.9")
        );
    }

    #[test]
    fn proxies_spell_addresses_in_their_own_ways() {
        let ip = |text: &str| text.parse::<IpAddr>().unwrap();
        for (hop, read) in [
            ("203.0.113.9:51234", "203.0.113.9"),
            ("[2001:db8::1]:443", "2001:db8::1"),
            ("[2001:db8::1]", "2001:db8::1"),
            ("::ffff:203.0.113.9", "203.0.113.9"),
            ("unknown", "10.0.0.1"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("x-forwarded-for", hop.parse().unwrap());
            assert_eq!(
                client_address(ip("10.0.0.1"), &headers, &[ip("10.0.0.1")]),
                ip(read),
                "{hop}"
            );
        }
    }
}
