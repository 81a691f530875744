//! Which server this is: the id of its data directory, the host, and the URL that leads to it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use anyhow::Context;
use ropewalk_model::Entropy;
use url::Url;
use uuid::Uuid;

/// The file that holds the instance's id.
const INSTANCE_FILE: &str = "instance-id";

/// The id of this data directory, made at the first start. A restarted server knows by it that what the last run
/// held is its own.
pub(super) fn instance_id(data_dir: &Path, entropy: &dyn Entropy) -> anyhow::Result<Uuid> {
    let path = data_dir.join(INSTANCE_FILE);
    match std::fs::read_to_string(&path) {
        Ok(text) => Uuid::parse_str(text.trim())
            .with_context(|| format!("{} holds no UUID; remove it when no other server uses it", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let id = entropy.uuid();
            std::fs::write(&path, format!("{id}\n"))
                .with_context(|| format!("could not write {}", path.display()))?;
            Ok(id)
        }
        Err(error) => Err(error).with_context(|| format!("could not read {}", path.display())),
    }
}

/// The host's name, for people.
pub(super) fn hostname() -> String {
    nix::unistd::gethostname().map_or_else(|_| "unknown".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The URL under which this host itself reaches the server: for agents here, and for people when no other is set.
pub(super) fn local_url(bound: SocketAddr) -> anyhow::Result<Url> {
    let ip = match bound.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
        ip => ip,
    };
    let address = SocketAddr::new(ip, bound.port());
    Url::parse(&format!("http://{address}")).with_context(|| format!("{address} makes no URL"))
}

#[cfg(test)]
mod tests {
    use ropewalk_model::SeededEntropy;

    use super::{instance_id, local_url};

    #[test]
    fn an_instance_keeps_its_id() {
        let dir = tempfile::tempdir().expect("dir");
        let first = instance_id(dir.path(), &SeededEntropy::new(1)).expect("an id");
        let again = instance_id(dir.path(), &SeededEntropy::new(2)).expect("the id");
        assert_eq!(first, again);
    }

    #[test]
    fn an_address_of_all_interfaces_is_reached_over_loopback() {
        let url = |text: &str| local_url(text.parse().expect("an address")).expect("a URL").to_string();
        assert_eq!(url("0.0.0.0:3000"), "http://127.0.0.1:3000/");
        assert_eq!(url("[::]:80"), "http://[::1]/");
        assert_eq!(url("10.1.2.3:8080"), "http://10.1.2.3:8080/");
    }
}
