//! Logs, the printer of error chains, and the type of secret values.

mod chain;
mod logs;
mod secret;

pub use chain::ErrorChain;
pub use logs::{LogFormat, LogSettings, init_logs};
pub use secret::Secret;
