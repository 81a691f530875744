//! The file calls (agent-and-provisioning.md 2.9, 2.10).

use std::time::Duration;

use bytes::Bytes;
use futures::Stream;
use http::{Method, header};
use http_body_util::BodyExt;
use ropewalk_wire::agent::{
    AgentContextConfig, AgentMessage, CONTEXT_CONFIG_PATH, EDIT_FILES_PATH, EditFilesRequest,
    EditFilesResponse, LIST_DIRECTORY_PATH, ListDirectoryRequest, ListDirectoryResponse,
    READ_FILE_LINES_PATH, READ_FILE_PATH, RESOLVE_PATH_PATH, ReadFileLinesQuery, ReadFileLinesResponse,
    ReadFileQuery, ResolvePathResponse, WRITE_FILE_PATH, WriteFileQuery,
};
use tokio::sync::OwnedSemaphorePermit;

use super::request::{Call, decode, no_body, target};
use crate::body::{FileBody, Progress, SentBody};
use crate::context::CallContext;
use crate::error::{AgentError, BoxError};
use crate::server_end::AgentConn;

/// A file that is being read.
#[derive(Debug)]
pub struct ReadFile {
    /// What the agent takes the content for, by the file's extension.
    pub content_type: String,
    /// How many bytes will come, when the agent knows.
    pub length_bytes: Option<u64>,
    /// The bytes.
    pub body: FileBody,
}

impl AgentConn {
    /// Numbered lines of a text file. A file that cannot be shown is not an `Err`: see `success` and `error`.
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is `call_limit`.
    pub async fn read_file_lines(
        &self,
        context: &CallContext,
        query: &ReadFileLinesQuery,
    ) -> Result<ReadFileLinesResponse, AgentError> {
        let number = |value: Option<u64>| value.map(|value| value.to_string());
        let target = target(
            READ_FILE_LINES_PATH,
            &[
                ("path", Some(query.path.clone())),
                ("offset", number(query.offset)),
                ("limit", number(query.limit)),
                ("max_file_size", number(query.max_file_size)),
                ("max_line_bytes", number(query.max_line_bytes)),
                ("max_response_lines", number(query.max_response_lines)),
                ("max_response_bytes", number(query.max_response_bytes)),
            ],
        );
        self.get_json(self.file_call("reading lines of a file", Method::GET, target, context)).await
    }

    /// The bytes of a file, as they come. The reader sets the pace.
    ///
    /// At most `concurrent_transfers` files are on the way at once; the wait for a turn counts into the
    /// deadline, which is `call_limit` until the first byte.
    ///
    /// # Errors
    /// Any [`AgentError`]; the body fails after `idle_limit` without a byte.
    pub async fn read_file(
        &self,
        context: &CallContext,
        query: &ReadFileQuery,
    ) -> Result<ReadFile, AgentError> {
        let what = "reading a file";
        let target = target(
            READ_FILE_PATH,
            &[
                ("path", Some(query.path.clone())),
                ("offset", Some(query.offset.to_string())),
                ("limit", Some(query.limit.to_string())),
            ],
        );
        let call = self.file_call(what, Method::GET, target, context);
        let limit = call.limit;
        let begin = async {
            let permit = self.transfer_permit().await?;
            Ok::<_, AgentError>((permit, self.send(call, no_body()).await?))
        };
        let (permit, response) = tokio::time::timeout(limit, begin)
            .await
            .map_err(|_elapsed| AgentError::Deadline { what, limit })??;
        let text = |name| response.headers().get(name).and_then(|value| value.to_str().ok());
        let content_type = text(header::CONTENT_TYPE).unwrap_or("application/octet-stream").to_owned();
        let length_bytes = text(header::CONTENT_LENGTH).and_then(|length| length.parse().ok());
        let body = FileBody::new(what, response.into_body(), self.settings().idle_limit, permit);
        Ok(ReadFile { content_type, length_bytes, body })
    }

    /// Writes a file from a stream of chunks. The file changes only when all of them have come.
    ///
    /// # Errors
    /// Any [`AgentError`]; [`AgentError::Request`] when `content` fails; the deadline passes when nothing moves
    /// for `idle_limit`.
    pub async fn write_file<S, E>(
        &self,
        context: &CallContext,
        query: &WriteFileQuery,
        content: S,
    ) -> Result<AgentMessage, AgentError>
    where
        S: Stream<Item = Result<Bytes, E>> + Unpin + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        let what = "writing a file";
        let limit = self.settings().idle_limit;
        let target = target(
            WRITE_FILE_PATH,
            &[("path", Some(query.path.clone())), ("client_token", query.client_token.clone())],
        );
        let call = Call { what, method: Method::POST, target, context, limit };
        let permit = tokio::time::timeout(limit, self.transfer_permit())
            .await
            .map_err(|_elapsed| AgentError::Deadline { what, limit })??;
        let progress = Progress::new();
        let body = SentBody::new(content, progress.clone()).boxed_unsync();
        let exchange = async {
            let response = self.send(call, body).await?;
            decode(what, response.into_body()).await
        };
        let answer = tokio::select! {
            answer = exchange => answer,
            () = progress.stalled(limit) => Err(AgentError::Deadline { what, limit }),
        };
        drop(permit);
        answer
    }

    /// Edits files, all or none.
    ///
    /// # Errors
    /// Any [`AgentError`]; [`AgentError::Refused`] means that nothing was changed. The deadline is `edit_limit`.
    pub async fn edit_files(
        &self,
        context: &CallContext,
        request: &EditFilesRequest,
    ) -> Result<EditFilesResponse, AgentError> {
        let call = Call {
            what: "editing files",
            method: Method::POST,
            target: target(EDIT_FILES_PATH, &[]),
            context,
            limit: self.settings().edit_limit,
        };
        self.post_json(call, request).await
    }

    /// The entries of a directory.
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is `call_limit`.
    pub async fn list_directory(
        &self,
        context: &CallContext,
        request: &ListDirectoryRequest,
    ) -> Result<ListDirectoryResponse, AgentError> {
        let target = target(LIST_DIRECTORY_PATH, &[]);
        let call = self.file_call("listing a directory", Method::POST, target, context);
        self.post_json(call, request).await
    }

    /// A path with the symbolic links of its existing part resolved.
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is `call_limit`.
    pub async fn resolve_path(
        &self,
        context: &CallContext,
        path: &str,
    ) -> Result<ResolvePathResponse, AgentError> {
        let target = target(RESOLVE_PATH_PATH, &[("path", Some(path.to_owned()))]);
        self.get_json(self.file_call("resolving a path", Method::GET, target, context)).await
    }

    /// The instruction files and skills of the workspace, as they are now.
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is `call_limit`.
    pub async fn context_config(&self, context: &CallContext) -> Result<AgentContextConfig, AgentError> {
        let target = target(CONTEXT_CONFIG_PATH, &[]);
        self.get_json(self.file_call("reading the context of chats", Method::GET, target, context)).await
    }

    fn file_call<'a>(
        &self,
        what: &'static str,
        method: Method,
        target: String,
        context: &'a CallContext,
    ) -> Call<'a> {
        let limit: Duration = self.settings().call_limit;
        Call { what, method, target, context, limit }
    }

    pub(crate) async fn transfer_permit(&self) -> Result<OwnedSemaphorePermit, AgentError> {
        // The semaphore is never closed; were it, no transfer could ever start again.
        self.shared.transfers.clone().acquire_owned().await.map_err(|_closed| AgentError::NotConnected)
    }
}
