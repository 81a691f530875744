//! A real agent against a tiny server, over a real tunnel on loopback.

mod connecting;
mod files;
mod program;
mod processes;
mod scripts;
mod server;
mod workspace;
