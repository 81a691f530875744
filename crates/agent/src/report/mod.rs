//! What the agent tells the server, whether or not there is a connection at the moment.

mod logs;
mod outbox;

pub(crate) use logs::{LogSender, LogSink};
pub(crate) use outbox::{Outbox, OutboxSender};
