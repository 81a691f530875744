//! What the server logs.

/// The section as given.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[command(next_help_heading = "Logs")]
#[serde(default, deny_unknown_fields)]
pub struct LogArgs {
    /// What to log: a level, or levels by module such as `info,ropewalk_chat=debug` [default: info].
    #[arg(long, env = "ROPEWALK_LOG", value_name = "FILTER")]
    log: Option<String>,
    /// How log lines look [default: human].
    #[arg(long, env = "ROPEWALK_LOG_FORMAT", value_name = "FORMAT")]
    log_format: Option<LogFormatName>,
}

/// What `--log-format` takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogFormatName {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

/// The section with values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogsSettings {
    /// The filter.
    pub filter: String,
    /// The format.
    pub format: LogFormatName,
}

impl LogArgs {
    pub(crate) fn or(self, other: Self) -> Self {
        Self { log: self.log.or(other.log), log_format: self.log_format.or(other.log_format) }
    }

    pub(crate) fn resolve(self) -> LogsSettings {
        LogsSettings {
            filter: self.log.unwrap_or_else(|| "info".to_owned()),
            format: self.log_format.unwrap_or_default(),
        }
    }
}
