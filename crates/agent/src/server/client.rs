//! The calls to the server: `POST /api/v2/workspaceagents/me/rpc/<call>` (agent-and-provisioning.md 3.2, 5.1).
//!
//! Proxies named in the environment are not used, neither here nor for the tunnel: the environment belongs to
//! the workspace, and a workspace on the server's own host talks to loopback.

use std::time::Duration;

use reqwest::redirect::Policy;
use ropewalk_telemetry::Secret;
use ropewalk_wire::agent::{
    AGENT_API_VERSION, AGENT_API_VERSION_HEADER, AgentManifest, AgentStartup, LIFECYCLE_PATH, LOGS_PATH,
    LifecycleReport, LogsReceipt, LogsReport, MANIFEST_PATH, SCRIPT_COMPLETED_PATH, SESSION_TOKEN_HEADER,
    STARTUP_PATH, ScriptTiming,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::tls::{TlsError, client_config};

/// How much of an error answer is kept, in bytes.
const ERROR_TEXT_BYTES: usize = 1024;

/// Why a call to the server failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServerError {
    /// No answer, or a broken one. Worth another try.
    #[error("the server did not answer {call}")]
    Transport {
        call: &'static str,
        #[source]
        source: reqwest::Error,
    },
    /// The server said no.
    #[error("the server refused {call} with status {status}: {message}")]
    Status { call: &'static str, status: u16, message: String },
}

impl ServerError {
    /// Whether the token is not (or no more) accepted.
    pub(crate) const fn is_unauthorized(&self) -> bool {
        matches!(self, Self::Status { status: 401 | 403, .. })
    }

    /// Whether the same call can never succeed, so that repeating it would only block what comes after it.
    pub(crate) const fn is_permanent(&self) -> bool {
        match self {
            Self::Transport { .. } => false,
            // 408 and 429 pass; 401 and 403 may (see `connection`); 501: a server that does not know the call.
            Self::Status { status, .. } => {
                matches!(status, 400..=499 | 501) && !matches!(status, 401 | 403 | 408 | 425 | 429)
            }
        }
    }
}

/// Talks to one server as one agent.
#[derive(Clone, Debug)]
pub(crate) struct ServerClient {
    http: reqwest::Client,
    url: Url,
    token: Secret,
}

impl ServerClient {
    /// A client of the server at `url`; each call may take `limit`.
    pub(crate) fn new(url: Url, token: Secret, limit: Duration) -> Result<Self, ClientError> {
        let builder = reqwest::Client::builder()
            .no_proxy()
            .redirect(Policy::none())
            .timeout(limit)
            .user_agent(concat!("ropewalk-agent/", env!("CARGO_PKG_VERSION")));
        // Plain HTTP needs no authorities, and a sandbox may hide them.
        let builder = if url.scheme() == "https" {
            let mut tls = client_config()?;
            tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
            builder.tls_backend_preconfigured(tls)
        } else {
            super::tls::install_crypto_provider();
            builder.tls_certs_only([])
        };
        Ok(Self { http: builder.build().map_err(ClientError::Build)?, url, token })
    }

    pub(crate) async fn manifest(&self) -> Result<AgentManifest, ServerError> {
        self.post("GetManifest", MANIFEST_PATH, &serde_json::json!({})).await
    }

    pub(crate) async fn startup(&self, startup: &AgentStartup) -> Result<AgentStartup, ServerError> {
        self.post("UpdateStartup", STARTUP_PATH, startup).await
    }

    pub(crate) async fn lifecycle(&self, report: &LifecycleReport) -> Result<LifecycleReport, ServerError> {
        self.post("UpdateLifecycle", LIFECYCLE_PATH, report).await
    }

    pub(crate) async fn logs(&self, report: &LogsReport) -> Result<LogsReceipt, ServerError> {
        self.post("BatchCreateLogs", LOGS_PATH, report).await
    }

    pub(crate) async fn script_completed(&self, timing: &ScriptTiming) -> Result<(), ServerError> {
        let _empty: serde_json::Value = self.post("ScriptCompleted", SCRIPT_COMPLETED_PATH, timing).await?;
        Ok(())
    }

    /// The address of a path of the server. The base address may itself have a path.
    pub(crate) fn address(&self, path: &str) -> Url {
        address(&self.url, path)
    }

    pub(crate) const fn token(&self) -> &Secret {
        &self.token
    }

    async fn post<A: DeserializeOwned>(
        &self,
        call: &'static str,
        path: &str,
        body: &impl Serialize,
    ) -> Result<A, ServerError> {
        let transport = |source| ServerError::Transport { call, source };
        let response = self
            .http
            .post(self.address(path))
            .header(SESSION_TOKEN_HEADER, self.token.expose())
            .header(AGENT_API_VERSION_HEADER, AGENT_API_VERSION)
            .json(body)
            .send()
            .await
            .map_err(transport)?;
        let status = response.status();
        if status.is_success() {
            return response.json().await.map_err(transport);
        }
        let text = response.text().await.unwrap_or_default();
        Err(ServerError::Status { call, status: status.as_u16(), message: error_text(&text) })
    }
}

/// Why there can be no client at all.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// See the message.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The HTTP library refuses its settings.
    #[error("the HTTP client cannot be set up")]
    Build(#[source] reqwest::Error),
}

fn address(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path().trim_end_matches('/')));
    url.set_query(None);
    url
}

/// The message of an error body, or its beginning when it is not ours.
fn error_text(body: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Body {
        message: String,
    }
    match serde_json::from_str::<Body>(body) {
        Ok(body) => body.message,
        Err(_not_ours) => {
            let end = (0..=ERROR_TEXT_BYTES.min(body.len())).rev().find(|&at| body.is_char_boundary(at));
            body[..end.unwrap_or(0)].to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Url, address, error_text};

    #[test]
    fn the_base_address_may_have_a_path() {
        for (base, whole) in [
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000/api/x"),
            ("https://example.org/ropewalk/?a=1", "https://example.org/ropewalk/api/x"),
        ] {
            let base = Url::parse(base).expect("url");
            assert_eq!(address(&base, "/api/x").as_str(), whole);
        }
    }

    #[test]
    fn error_bodies_are_read_or_cut() {
        assert_eq!(error_text(r#"{"message":"no","detail":"x"}"#), "no");
        assert_eq!(error_text(&"ä".repeat(1000)).len(), 1024);
    }
}
