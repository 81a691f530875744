//! The relay: parts of chats that another replica runs (chat-state-machine.md 7).
//!
//! One stream of bytes per pair of replicas carries the parts of all episodes that somebody here looks at. It is opened
//! at the first one, stays open across episodes, and is made anew only when it broke or another replica is the owner.
//! Control frames pick the episodes; parts come back with their numbers into a [`Mirror`](crate::parts::Mirror), from
//! which any number of viewers read at their own pace. So the owner sends each part once, whoever is slow here costs
//! nobody anything, and a viewer cannot tell which replica it is on.
//!
//! What must stay true: an owner that is dead or cannot be reached yields nothing, and nothing waits for it: the stored
//! messages come from the database. A line that breaks is taken up again after the last part that came.

mod frames;
mod link;
mod serve;
mod source;

pub(crate) use source::{Relay, RoutedParts};
