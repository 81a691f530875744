//! Who asks: the chat headers are read once; the access log and everything that a handler logs carries them
//! (agent-and-provisioning.md 2.15).

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::Response;
use ropewalk_tunnel::CallContext;
use tokio::time::Instant;
use tracing::Instrument;

/// Reads the headers, puts the context into the request's extensions, and writes the access log.
pub(super) async fn with_chat(mut request: Request, next: Next) -> Response {
    let context = CallContext::from_headers(request.headers());
    let span = tracing::info_span!(
        "call",
        method = %request.method(),
        path = request.uri().path(),
        chat_id = tracing::field::Empty,
        ancestor_chat_ids = tracing::field::Empty,
    );
    if let Some(chat_id) = context.chat_id {
        span.record("chat_id", tracing::field::display(chat_id));
    }
    if !context.ancestors.is_empty() {
        span.record("ancestor_chat_ids", tracing::field::debug(&context.ancestors));
    }
    request.extensions_mut().insert(context);
    async {
        let begun = Instant::now();
        let response = next.run(request).await;
        let status = response.status().as_u16();
        let duration_ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(status, duration_ms, "Answered with {status} after {duration_ms} ms");
        response
    }
    .instrument(span)
    .await
}
