//! `GET /`: is the agent there, and which version is it?

use http::Method;
use ropewalk_wire::agent::{AgentHello, HELLO_PATH};

use super::request::{Call, target};
use crate::context::CallContext;
use crate::error::AgentError;
use crate::server_end::AgentConn;

impl AgentConn {
    /// Greets the agent.
    ///
    /// # Errors
    /// Any [`AgentError`]; the deadline is `call_limit`.
    pub async fn hello(&self, context: &CallContext) -> Result<AgentHello, AgentError> {
        let call = Call {
            what: "saying hello",
            method: Method::GET,
            target: target(HELLO_PATH, &[]),
            context,
            limit: self.settings().call_limit,
        };
        self.get_json(call).await
    }
}
