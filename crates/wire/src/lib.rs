//! What goes over HTTP, WebSocket and the agent protocol; OpenAPI schemas. No behaviour.
