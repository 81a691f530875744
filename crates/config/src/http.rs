//! Where and how the server answers HTTP.

use std::net::SocketAddr;

use url::Url;

use crate::ConfigError;

/// The section as given.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[command(next_help_heading = "HTTP")]
#[serde(default, deny_unknown_fields)]
pub struct HttpArgs {
    /// Address and port to listen on [default: 127.0.0.1:3000].
    ///
    /// Anything but a loopback address makes the server reachable from other machines; the first user can
    /// then only be made with the set-up token that the server prints.
    #[arg(long, env = "ROPEWALK_HTTP_ADDRESS", value_name = "ADDRESS:PORT")]
    http_address: Option<SocketAddr>,
    /// The URL under which people and workspaces reach the server [default: http://HTTP_ADDRESS].
    #[arg(long, env = "ROPEWALK_ACCESS_URL", value_name = "URL")]
    access_url: Option<Url>,
    /// Most API requests per minute of one person, or of one address when not signed in; 0 turns the limit
    /// off [default: 512].
    #[arg(long, env = "ROPEWALK_API_RATE_LIMIT", value_name = "REQUESTS")]
    api_rate_limit: Option<u32>,
    /// Most login attempts per minute of one address; 0 turns the limit off [default: 60].
    #[arg(long, env = "ROPEWALK_LOGIN_RATE_LIMIT", value_name = "ATTEMPTS")]
    login_rate_limit: Option<u32>,
}

/// The section with values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpSettings {
    /// Where to listen.
    pub address: SocketAddr,
    /// The public URL; `None` = derived from the address once it is bound.
    pub access_url: Option<Url>,
    /// Requests per minute; 0 = no limit.
    pub api_rate_limit_per_minute: u32,
    /// Login attempts per minute; 0 = no limit.
    pub login_rate_limit_per_minute: u32,
}

impl HttpArgs {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            http_address: self.http_address.or(other.http_address),
            access_url: self.access_url.or(other.access_url),
            api_rate_limit: self.api_rate_limit.or(other.api_rate_limit),
            login_rate_limit: self.login_rate_limit.or(other.login_rate_limit),
        }
    }

    pub(crate) fn resolve(self) -> Result<HttpSettings, ConfigError> {
        let is_web = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        if let Some(url) = self.access_url.as_ref().filter(|url| !is_web(url)) {
            return Err(ConfigError::Invalid {
                setting: "access_url",
                value: url.to_string(),
                reason: "must be an http or https URL with a host".to_owned(),
            });
        }
        Ok(HttpSettings {
            address: self.http_address.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000))),
            access_url: self.access_url,
            api_rate_limit_per_minute: self.api_rate_limit.unwrap_or(512),
            login_rate_limit_per_minute: self.login_rate_limit.unwrap_or(60),
        })
    }
}
