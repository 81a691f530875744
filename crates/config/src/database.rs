//! Which PostgreSQL the server uses.

use std::path::PathBuf;

use percent_encoding::percent_decode_str;
use ropewalk_telemetry::Secret;
use url::Url;

/// The section as given.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[command(next_help_heading = "Database")]
#[serde(default, deny_unknown_fields)]
pub struct DatabaseArgs {
    /// A PostgreSQL (15 or newer) to use, e.g. postgres://user:password@host/ropewalk
    /// [default: the server runs its own in the data directory].
    #[arg(long, env = "ROPEWALK_POSTGRES_URL", value_name = "URL", hide_env_values = true)]
    postgres_url: Option<Secret>,
    /// Directory with the programs `postgres` and `initdb` for the server's own PostgreSQL
    /// [default: looked for on this machine; see `ropewalk doctor`].
    #[arg(long, env = "ROPEWALK_POSTGRES_BIN", value_name = "DIR")]
    postgres_bin: Option<PathBuf>,
}

/// The section with values.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// An outside PostgreSQL; `None` = the server's own.
    pub postgres_url: Option<Secret>,
    /// Where the programs of the server's own PostgreSQL are; `None` = look for them.
    pub postgres_bin: Option<PathBuf>,
}

impl DatabaseSettings {
    /// The user and the password of the given URL; `None` when it has no password, or cannot be read. What the
    /// environment (`PGPASSWORD`) or a password file says does not count: all servers have the same URL, not the same
    /// surroundings.
    #[must_use]
    pub fn login(&self) -> Option<(String, Secret)> {
        let url = Url::parse(self.postgres_url.as_ref()?.expose()).ok()?;
        let of_query = |name| {
            let last = url.query_pairs().filter(|(key, _)| key == name).last();
            last.map(|(_, value)| value.into_owned())
        };
        let decoded =
            |text: &str| percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned);
        // As the connection takes them: the query wins.
        let user = of_query("user").or_else(|| decoded(url.username()))?;
        let password = of_query("password").or_else(|| url.password().and_then(decoded))?;
        (!password.is_empty()).then(|| (user, Secret::new(password)))
    }
}

impl DatabaseArgs {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            postgres_url: self.postgres_url.or(other.postgres_url),
            postgres_bin: self.postgres_bin.or(other.postgres_bin),
        }
    }

    pub(crate) fn resolve(self) -> DatabaseSettings {
        DatabaseSettings {
            postgres_url: self.postgres_url.filter(|url| !url.is_empty()),
            postgres_bin: self.postgres_bin,
        }
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_telemetry::Secret;

    use super::DatabaseSettings;

    #[test]
    fn the_login_is_what_the_connection_uses() {
        for (url, login) in [
            ("postgres://ada:p%40ss%3A1@db:5432/x", Some(("ada", "p@ss:1"))),
            ("postgresql://ada:one@localhost/x?host=/run/pg&password=two+2", Some(("ada", "two 2"))),
            ("postgres:///x?user=ada&password=%C3%A9", Some(("ada", "\u{e9}"))),
            ("postgres://ada@localhost/x?host=/run/pg", None),
            ("postgres://ada:@db/x", None),
            ("not a URL", None),
        ] {
            let settings = DatabaseSettings { postgres_url: Some(Secret::new(url)), postgres_bin: None };
            let found = settings.login();
            let found = found.as_ref().map(|(user, password)| (user.as_str(), password.expose()));
            assert_eq!(found, login, "{url}");
        }
        assert!(DatabaseSettings { postgres_url: None, postgres_bin: None }.login().is_none());
    }
}
