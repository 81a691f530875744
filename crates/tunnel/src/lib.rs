//! Reversed HTTP/2 over one WebSocket: both ends, and the typed calls to an agent on it.
