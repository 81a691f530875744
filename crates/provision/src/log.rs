//! Where a driver writes what it does, for the person who waits for the build.

use async_trait::async_trait;

/// How much a line matters (platform.md 2.30, ProvisionerJobLog).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LogLevel {
    /// The finest detail.
    Trace,
    /// For whoever looks for a fault.
    Debug,
    /// The steps of the build.
    Info,
    /// Something is not as it should be, and the build copes.
    Warn,
    /// Why the build fails.
    Error,
}

impl LogLevel {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Trace => "trace",
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Warn => "warn",
            Self::Error => "error",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Trace, Self::Debug, Self::Info, Self::Warn, Self::Error]
            .into_iter()
            .find(|level| level.as_str() == text)
    }
}

/// Takes the log lines of one build.
#[async_trait]
pub trait LogSink: Send + Sync {
    /// One line, without a newline at its end. `stage` groups lines, such as `Sandbox`.
    /// Never fails for the driver: a sink that cannot store a line reports that on its own.
    async fn line(&self, level: LogLevel, stage: &str, output: &str);
}
