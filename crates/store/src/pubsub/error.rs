//! What can go wrong with notifications.

use crate::StoreError;

use super::{CHANNEL_LIMIT_BYTES, PAYLOAD_LIMIT_BYTES};

/// Why a notification was not sent, or a channel is not listened on.
#[derive(Debug, thiserror::Error)]
pub enum PubSubError {
    /// The name of the channel is empty, too long for PostgreSQL, or has a NUL in it.
    #[error("the channel name {channel:?} is not one of 1 to {CHANNEL_LIMIT_BYTES} bytes")]
    BadChannel {
        /// The name that was given.
        channel: String,
    },
    /// The payload is too large for PostgreSQL; send an id and let the receiver read.
    #[error(
        "a notification of {size_bytes} bytes for {channel} is over the limit of {PAYLOAD_LIMIT_BYTES} bytes"
    )]
    PayloadTooLarge {
        /// The channel it was for.
        channel: String,
        /// Its size in bytes.
        size_bytes: usize,
    },
    /// The statement failed.
    #[error("could not publish {count} notifications")]
    Publish {
        /// How many were to be sent.
        count: usize,
        /// The database's reason.
        #[source]
        source: StoreError,
    },
    /// The database did not confirm in time that it listens.
    #[error("the database did not confirm listening on {channel} within {waited_secs} s")]
    NotConfirmed {
        /// The channel that was asked for.
        channel: String,
        /// How long it was waited, in seconds.
        waited_secs: u64,
    },
    /// The store was closed.
    #[error("the store is closed, so there are no notifications any more")]
    Stopped,
}
