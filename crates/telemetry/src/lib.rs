//! Logs, the printer of error chains, and the type of secret values.
