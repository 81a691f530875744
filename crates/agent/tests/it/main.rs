//! A real agent against a tiny server, over a real tunnel on loopback.

mod connecting;
mod files;
mod processes;
mod program;
mod scripts;
mod server;
mod workspace;
