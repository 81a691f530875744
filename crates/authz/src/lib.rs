//! Who may do what. Pure: no I/O, no clock, no SQL.
//!
//! The shape is platform.md 4 (subject, object, action; site and organization roles; the level rules of
//! 4.5) cut to the roles that exist so far: the site roles `owner` and `member`, and membership of an
//! organization. Every use case takes a [`Subject`] and asks [`Subject::authorize`] before it acts; a use
//! case without a subject does not exist. Denials of objects whose existence is a secret are reported as
//! "not found" by the use case, not here.

mod action;
mod object;
mod roles;
mod subject;

pub use action::Action;
pub use object::{Object, ResourceType};
pub use roles::SiteRole;
pub use subject::{Denied, Subject};
