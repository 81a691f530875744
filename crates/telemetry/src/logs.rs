//! The process' log: human lines or JSON on standard error. Standard output is for data.

use std::io::IsTerminal;

use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::traces::{SPAN_TARGET, Traces};

/// What libraries say that helps nobody: PostgreSQL's notices of things that are there already, and connections that
/// ended while their work was dropped, at each stop. A filter that names these targets itself wins.
const QUIET: &str = "sqlx::postgres::notice=warn,sqlx_core::pool=error";

/// How log lines look.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

/// What to log and how.
#[derive(Clone, Debug)]
pub struct LogSettings {
    /// A `tracing` filter such as `info` or `info,ropewalk_chat=debug`.
    pub filter: String,
    /// The format.
    pub format: LogFormat,
}

/// A filter that `tracing` cannot read.
#[derive(Debug, thiserror::Error)]
#[error("log filter \"{filter}\" cannot be read")]
pub struct LogFilterError {
    filter: String,
    #[source]
    source: tracing_subscriber::filter::ParseError,
}

/// Starts logging for the whole process, and the sending of spans where `traces` are given. A second call changes nothing.
///
/// # Errors
/// The filter cannot be read.
pub fn init_logs(settings: &LogSettings, traces: Option<&Traces>) -> Result<(), LogFilterError> {
    let filter = EnvFilter::try_new(format!("{QUIET},{},{SPAN_TARGET}=off", settings.filter))
        .map_err(|source| LogFilterError { filter: settings.filter.clone(), source })?;
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let lines = match settings.format {
        LogFormat::Human => lines.with_target(false).compact().boxed(),
        LogFormat::Json => lines.json().boxed(),
    };
    let subscriber = Registry::default().with(lines.with_filter(filter)).with(traces.map(Traces::layer));
    // This fails only when a subscriber is already set, which is what "changes nothing" means.
    let _already_set = subscriber.try_init();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{EnvFilter, QUIET};

    #[test]
    fn what_is_quiet_by_default_can_be_asked_for() {
        let filter = EnvFilter::try_new(format!("{QUIET},info,sqlx_core::pool=debug")).expect("a filter");
        let text = filter.to_string();
        assert!(text.contains("sqlx_core::pool=debug") && !text.contains("sqlx_core::pool=error"), "{text}");
        assert!(text.contains("sqlx::postgres::notice=warn"), "{text}");
    }
}
