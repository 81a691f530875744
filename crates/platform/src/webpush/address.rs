//! Where messages may be sent. Pure.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The longest address, in bytes.
const ENDPOINT_BYTES_MAX: usize = 2048;

/// Reads the address of a push service; what is wrong with it is the rest of a sentence about it.
pub(super) fn parse(endpoint: &str) -> Result<Url, &'static str> {
    if endpoint.len() > ENDPOINT_BYTES_MAX {
        return Err("must be at most 2048 bytes long");
    }
    let url = Url::parse(endpoint).map_err(|_no_url| "must be an absolute https URL")?;
    if url.scheme() != "https" {
        return Err("must be an absolute https URL");
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err("must hold no user name and no password");
    }
    match url.host() {
        None => Err("must be an absolute https URL"),
        Some(Host::Domain(name)) if is_local(name) => Err("must not be of this machine or its network"),
        Some(Host::Domain(_)) => Ok(url),
        Some(Host::Ipv4(address)) if is_public(address.into()) => Ok(url),
        Some(Host::Ipv6(address)) if is_public(address.into()) => Ok(url),
        Some(Host::Ipv4(_) | Host::Ipv6(_)) => {
            Err("must not be a private, loopback or otherwise reserved address")
        }
    }
}

/// Names that only ever mean this machine or its network. A name without a dot is completed by the resolver's search list.
fn is_local(name: &str) -> bool {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    const LOCAL: [&str; 5] = ["localhost", "local", "internal", "lan", "home.arpa"];
    !name.contains('.') || LOCAL.iter().any(|it| name == *it || name.ends_with(&format!(".{it}")))
}

/// Whether an address is one of the open internet. What is reserved for something else by IANA's registries of special addresses is not,
/// and neither is an IPv6 address that stands for an IPv4 one that is not.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(it) => is_public_v4(it),
        IpAddr::V6(it) => is_public_v6(it),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_reserved = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        // Carrier-grade NAT, protocol assignments, benchmarks, the future.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240;
    !is_reserved
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(v4) = address.to_ipv4_mapped() {
        return is_public_v4(v4);
    }
    let [a, b, c, d, ..] = address.segments();
    let last_v4 = || {
        let [.., x, y] = address.segments();
        Ipv4Addr::from((u32::from(x) << 16) | u32::from(y))
    };
    match (a, b) {
        // NAT64 stands for an IPv4 address; so does 6to4, in its second and third group.
        (0x64, 0xff9b) => c == 0 && d == 0 && is_public_v4(last_v4()),
        (0x2002, _) => is_public_v4(Ipv4Addr::from((u32::from(b) << 16) | u32::from(c))),
        // Teredo and other protocol assignments, documentation.
        (0x2001, ..0x200 | 0xdb8) | (0x3fff, ..0x1000) => false,
        // All that is given out for the internet so far is 2000::/3.
        (0x2000..0x4000, _) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_public, parse};

    #[test]
    fn only_open_https_addresses_pass() {
        for good in [
            "https://fcm.googleapis.com/fcm/send/abc",
            "https://updates.push.services.mozilla.com/wpush/v2/x?y=1",
            "https://push.example.com:8443/x",
            "https://8.8.8.8/x",
            "https://[2606:4700::1111]/x",
        ] {
            assert!(parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "/x",
            "fcm.googleapis.com/x",
            "http://fcm.googleapis.com/x",
            "ftp://fcm.googleapis.com/x",
            "https://ada@fcm.googleapis.com/x",
            "https://ada:secret@fcm.googleapis.com/x",
            "https://localhost/x",
            "https://LOCALHOST./x",
            "https://a.localhost/x",
            "https://intranet/x",
            "https://nas.local/x",
            "https://vault.internal/x",
            "https://127.0.0.1/x",
            "https://2130706433/x",
            "https://0x7f.1/x",
            "https://10.1.2.3/x",
            "https://169.254.169.254/latest/meta-data",
            "https://[::1]/x",
            "https://[::ffff:10.0.0.1]/x",
            "https://[fd00::1]/x",
        ] {
            assert!(parse(bad).is_err(), "{bad}");
        }
        assert!(parse(&format!("https://push.example.com/{}", "x".repeat(2048))).is_err());
    }

    #[test]
    fn reserved_addresses_are_not_public() {
        let public = |text: &str| is_public(text.parse().expect("an address"));
        for open in [
            "1.1.1.1",
            "100.63.0.1",
            "100.128.0.1",
            "172.32.0.1",
            "2a00:1450::1",
            "64:ff9b::8.8.8.8",
            "2002:808:808::1",
        ] {
            assert!(public(open), "{open}");
        }
        for closed in [
            "0.0.0.0",
            "10.0.0.1",
            "100.64.0.1",
            "127.9.9.9",
            "169.254.1.1",
            "172.16.0.1",
            "192.0.0.8",
            "192.0.2.1",
            "192.168.1.1",
            "198.18.0.1",
            "203.0.113.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:192.168.1.1",
            "::10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "2002:a00:1::1",
            "2001::1",
            "2001:db8::1",
            "3fff::1",
            "fc00::1",
            "fe80::1",
            "ff02::1",
        ] {
            assert!(!public(closed), "{closed}");
        }
    }
}
