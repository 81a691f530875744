//! The process calls (agent-and-provisioning.md 2.11).

use std::time::Duration;

use http::Method;
use ropewalk_wire::agent::{
    AgentMessage, PROCESSES_LIST_PATH, PROCESSES_PATH, PROCESSES_START_PATH, ProcessId, ProcessListResponse,
    ProcessOutputResponse, ProcessSignal, SignalProcessRequest, StartProcessRequest, StartProcessResponse,
};

use super::request::{Call, target};
use crate::context::CallContext;
use crate::error::AgentError;
use crate::server_end::AgentConn;

/// The longest wait for the end of a process in one call (2.11).
const WAIT_MAX: Duration = Duration::from_secs(5 * 60);

impl AgentConn {
    /// Starts `sh -c command`. With a `client_token` it may be repeated: see [`StartProcessRequest`].
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is `call_limit`.
    pub async fn start_process(
        &self,
        context: &CallContext,
        request: &StartProcessRequest,
    ) -> Result<StartProcessResponse, AgentError> {
        let target = target(PROCESSES_START_PATH, &[]);
        self.post_json(self.process_call("starting a process", Method::POST, target, context), request).await
    }

    /// The processes that this context may see.
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is `call_limit`.
    pub async fn list_processes(&self, context: &CallContext) -> Result<ProcessListResponse, AgentError> {
        let target = target(PROCESSES_LIST_PATH, &[]);
        self.get_json(self.process_call("listing processes", Method::GET, target, context)).await
    }

    /// The output so far. With `wait`: at the end of the process, or when that time (at most 5 minutes) is over.
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is the wait plus `call_limit`.
    pub async fn process_output(
        &self,
        context: &CallContext,
        id: &ProcessId,
        wait: Option<Duration>,
    ) -> Result<ProcessOutputResponse, AgentError> {
        let wait = wait.map(|wait| wait.min(WAIT_MAX));
        let path = process_path(id, "output");
        let target = target(
            &path,
            &[
                ("wait", wait.map(|_| "true".to_owned())),
                ("wait_ms", wait.map(|wait| wait.as_millis().to_string())),
            ],
        );
        let mut call = self.process_call("reading a process' output", Method::GET, target, context);
        call.limit += wait.unwrap_or_default();
        self.get_json(call).await
    }

    /// Signals the whole process group.
    ///
    /// # Errors
    /// Any [`AgentError`]; [`AgentError::Refused`] with 404 for an unknown process and 409 for one that has
    /// ended. The deadline is `call_limit`.
    pub async fn signal_process(
        &self,
        context: &CallContext,
        id: &ProcessId,
        signal: ProcessSignal,
    ) -> Result<AgentMessage, AgentError> {
        let target = target(&process_path(id, "signal"), &[]);
        let call = self.process_call("signalling a process", Method::POST, target, context);
        self.post_json(call, &SignalProcessRequest { signal }).await
    }

    fn process_call<'a>(
        &self,
        what: &'static str,
        method: Method,
        target: String,
        context: &'a CallContext,
    ) -> Call<'a> {
        Call { what, method, target, context, limit: self.settings().call_limit }
    }
}

/// The id may come from a model: everything but letters, digits and dashes is escaped.
fn process_path(id: &ProcessId, leaf: &str) -> String {
    let escaped: String = url::form_urlencoded::byte_serialize(id.0.as_bytes()).collect();
    // Form encoding writes a space as a plus sign, which means itself in a path.
    let escaped = escaped.replace('+', "%20");
    let escaped = if escaped.is_empty() { "-".to_owned() } else { escaped };
    format!("{PROCESSES_PATH}/{escaped}/{leaf}")
}

#[cfg(test)]
mod tests {
    use super::{ProcessId, process_path};

    #[test]
    fn ids_cannot_leave_their_place_in_the_path() {
        let path = |id: &str| process_path(&ProcessId(id.to_owned()), "output");
        assert_eq!(path("1a-2b"), "/api/v0/processes/1a-2b/output");
        assert_eq!(path("../x?y z"), "/api/v0/processes/..%2Fx%3Fy%20z/output");
        assert_eq!(path(""), "/api/v0/processes/-/output");
    }
}
