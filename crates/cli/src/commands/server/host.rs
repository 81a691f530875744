//! Which host this is, and the URL that leads to the server on it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use anyhow::Context;
use url::Url;

/// The host's name, for people.
pub(super) fn hostname() -> String {
    nix::unistd::gethostname()
        .map_or_else(|_| "unknown".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The URL under which this host itself reaches the server: for agents here, and for people when no other is set.
pub(super) fn local_url(bound: SocketAddr) -> anyhow::Result<Url> {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip @ (IpAddr::V4(_) | IpAddr::V6(_)) => ip,
    };
    let address = SocketAddr::new(ip, bound.port());
    Url::parse(&format!("http://{address}")).with_context(|| format!("{address} makes no URL"))
}

#[cfg(test)]
mod tests {
    use super::local_url;

    #[test]
    fn an_address_of_all_interfaces_is_reached_over_loopback() {
        let url = |text: &str| local_url(text.parse().expect("an address")).expect("a URL").to_string();
        assert_eq!(url("0.0.0.0:3000"), "http://127.0.0.1:3000/");
        assert_eq!(url("[::]:80"), "http://[::1]/");
        assert_eq!(url("10.1.2.3:8080"), "http://10.1.2.3:8080/");
    }
}
