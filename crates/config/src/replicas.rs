//! How this server works together with others on the same database.

use url::Url;

use crate::ConfigError;

/// The section as given.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[command(next_help_heading = "Replicas")]
#[serde(default, deny_unknown_fields)]
pub struct ReplicaArgs {
    /// The URL under which the other servers on the same --postgres-url reach this one, e.g. http://10.0.0.7:3000
    /// [default: none, they cannot reach it].
    ///
    /// It must lead to this very server, not to a load balancer. What they ask of it is authenticated, but with http
    /// it is not encrypted: use it in a network that you trust, or https.
    #[arg(long, env = "ROPEWALK_RELAY_ADDRESS", value_name = "URL")]
    relay_address: Option<Url>,
}

/// The section with values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplicaSettings {
    /// Where other replicas reach this one; `None` = they do not.
    pub relay_address: Option<Url>,
}

impl ReplicaArgs {
    pub(crate) fn or(self, other: Self) -> Self {
        Self { relay_address: self.relay_address.or(other.relay_address) }
    }

    pub(crate) fn resolve(self) -> Result<ReplicaSettings, ConfigError> {
        let invalid = |value: String, reason: &str| ConfigError::Invalid {
            setting: "relay_address",
            value,
            reason: reason.to_owned(),
        };
        if let Some(url) = &self.relay_address {
            if !url.username().is_empty() || url.password().is_some() {
                // The value is not shown: it holds a password.
                return Err(invalid(
                    "a URL with a user name".to_owned(),
                    "must not hold a user name or password",
                ));
            }
            if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
                return Err(invalid(url.to_string(), "must be an http or https URL with a host"));
            }
            if url.query().is_some() || url.fragment().is_some() {
                return Err(invalid(url.to_string(), "must not hold a query or a fragment"));
            }
        }
        Ok(ReplicaSettings { relay_address: self.relay_address })
    }
}

#[cfg(test)]
mod tests {
    use super::ReplicaArgs;

    fn resolve(text: &str) -> Result<Option<String>, String> {
        let args = ReplicaArgs { relay_address: Some(text.parse().expect("a URL")) };
        args.resolve()
            .map(|settings| settings.relay_address.map(String::from))
            .map_err(|error| error.to_string())
    }

    #[test]
    fn only_a_plain_web_address_is_taken() {
        assert_eq!(resolve("http://10.0.0.7:3000"), Ok(Some("http://10.0.0.7:3000/".to_owned())));
        assert_eq!(resolve("https://a.example/ropewalk"), Ok(Some("https://a.example/ropewalk".to_owned())));
        for bad in ["ftp://a.example", "http://a.example?x=1", "http://a.example#x", "data:text"] {
            assert!(resolve(bad).is_err(), "{bad}");
        }
        let with_password = resolve("http://me:hunter2@a.example").expect_err("it is refused");
        assert!(!with_password.contains("hunter2"), "{with_password}");
    }
}
