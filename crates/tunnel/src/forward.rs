//! Passes an agent's tunnel on to another server: that one speaks HTTP/2 to us as it would to the agent, and each
//! of its requests goes down the agent's own tunnel, both bodies as they flow.
//!
//! The other server opens an [`AgentConn`] on the line as on an agent's own, so deadlines, flow control and errors are
//! the same there. What must stay true: when the agent's tunnel ends, the line ends at once, so that the other server
//! looks the agent up anew; transfers of whole files take their turn with ours
//! ([`TunnelSettings::concurrent_transfers`](crate::TunnelSettings)); a request that breaks off on one side breaks off
//! on the other.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Body, Frame, SizeHint};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use ropewalk_wire::agent::{READ_FILE_PATH, WRITE_FILE_PATH};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::OwnedSemaphorePermit;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::agent_end::{AgentEndError, server_builder};
use crate::error::AgentError;
use crate::line::Line;
use crate::server_end::AgentConn;

/// Serves `agent` on `io` until the agent's tunnel ends, the other server leaves, or `shutdown` is cancelled.
///
/// # Errors
/// The line broke, or the other server never spoke on it.
pub async fn serve_forward<T>(
    io: T,
    agent: AgentConn,
    tasks: &TaskTracker,
    shutdown: CancellationToken,
) -> Result<(), AgentEndError>
where
    T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let settings = agent.settings().clone();
    let agent_closed = agent.closed();
    let line = Line::new(io, CancellationToken::new());
    let last_byte = line.last_byte();
    let service = service_fn(move |request| forward(agent.clone(), request));
    let connection = server_builder(&settings, tasks).serve_connection(TokioIo::new(line), service);
    // What is dropped on the way out cuts the line, and with it the requests on it.
    tokio::select! {
        ended = connection => ended.map_err(AgentEndError::Broken),
        () = agent_closed => Ok(()),
        () = shutdown.cancelled() => Ok(()),
        () = last_byte.never_heard(settings.dial_limit) => {
            Err(AgentEndError::Silent { limit: settings.dial_limit })
        }
    }
}

/// An error resets the request's stream: the other server learns that the call may or may not have had its effect.
async fn forward(
    agent: AgentConn,
    request: Request<Incoming>,
) -> Result<Response<ForwardedBody>, AgentError> {
    const WHAT: &str = "a request of another server";
    let is_transfer = matches!(request.uri().path(), READ_FILE_PATH | WRITE_FILE_PATH);
    let permit = if is_transfer { Some(agent.transfer_permit().await?) } else { None };
    let request = request.map(|body| body.map_err(Into::into).boxed_unsync());
    let answer = agent.sender.clone().send_request(request).await;
    let answer = answer.map_err(|error| AgentError::from_hyper(WHAT, error))?;
    Ok(answer.map(|body| ForwardedBody { body, _permit: permit }))
}

/// The agent's answer on its way, and the turn that it has taken.
struct ForwardedBody {
    body: Incoming,
    _permit: Option<OwnedSemaphorePermit>,
}

impl Body for ForwardedBody {
    type Data = Bytes;
    type Error = hyper::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, hyper::Error>>> {
        Pin::new(&mut self.body).poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
