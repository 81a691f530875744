//! One file or folder per command: its flags, and a function that runs it.

pub(crate) mod chat;
pub(crate) mod chats;
pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod login;
pub(crate) mod openapi;
pub(crate) mod server;
pub(crate) mod why;
pub(crate) mod workspaces;
