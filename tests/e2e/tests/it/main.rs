//! The stories that a person lives through, told with the real binary.

mod browser;
mod cli;
mod crash;
mod server;
mod start;
mod story;
