//! Which PostgreSQL the server uses.

use std::path::PathBuf;

use ropewalk_telemetry::Secret;

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
