//! Files of chats: what may be stored, found out from the bytes, and the bytes that a model is shown (chats-api.md 1.11,
//! chat-engine.md 5.6).

mod contents;
mod detect;
mod limits;
mod name;

pub use contents::FileContents;
pub(crate) use contents::named_files;
pub(crate) use detect::detect;
pub(crate) use limits::check;
pub(crate) use name::clean;
