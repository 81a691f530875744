//! Logs, metrics, the printer of error chains, and the type of secret values.

mod chain;
mod logs;
mod metrics;
mod secret;
mod traces;

pub use chain::ErrorChain;
pub use logs::{LogFormat, LogSettings, init_logs};
pub use metrics::{CompactionResult, METRICS_CONTENT_TYPE, Metrics, ToolResultFacts};
pub use secret::Secret;
pub use traces::{SPAN_TARGET, Traces, TracesError};
