//! The typed HTTP and WebSocket client over wire.
