//! What the deployment says of itself, and what its start sets up (platform.md 1.7, 2.18).

mod about;
mod entitlements;
mod start_up;

pub use start_up::StartUp;
