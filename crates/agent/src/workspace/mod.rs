//! What the manifest makes of the machine: the command environment, the directory, the secret files.

mod environment;
mod secret_files;

pub(crate) use environment::{CommandEnvironment, EnvironmentInputs};
pub(crate) use secret_files::write_secret_files;
