//! The bytes of a file of the workspace, as many as are wanted.

use futures::StreamExt;
use ropewalk_tunnel::{AgentConn, AgentError};
use ropewalk_wire::agent::ReadFileQuery;

use super::failure::CallFailure;
use super::session::AgentSession;

/// At most `max + 1` bytes of `path`: more than `max` of them say that the file is larger.
pub(super) async fn read(session: &AgentSession<'_>, path: &str, max: usize) -> Result<Vec<u8>, CallFailure> {
    let limit = u64::try_from(max).unwrap_or(u64::MAX).saturating_add(1);
    let query = &ReadFileQuery { path: path.to_owned(), offset: 0, limit };
    session.call(|conn| read_all(conn, session, query, max)).await
}

async fn read_all(
    conn: AgentConn,
    session: &AgentSession<'_>,
    query: &ReadFileQuery,
    max: usize,
) -> Result<Vec<u8>, AgentError> {
    let mut body = conn.read_file(&session.context, query).await?.body;
    let mut bytes = Vec::new();
    while let Some(chunk) = body.next().await {
        bytes.extend_from_slice(&chunk?);
        // The agent was asked for no more than this; it need not be believed.
        if bytes.len() > max {
            bytes.truncate(max + 1);
            break;
        }
    }
    Ok(bytes)
}
