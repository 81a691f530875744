//! A fake LLM server over real HTTP for all protocols: Anthropic's Messages, OpenAI's Responses and Chat Completions
//! (at OpenAI's, Azure's and the gateways' addresses), Google's Gemini, and Messages inside Amazon's event stream,
//! with each provider's list of models.
//!
//! A test scripts turns (or rules, or a function) and waits for conditions: requests that came, turns that
//! stand at a gate, streams that the client dropped. The server checks every request against what the real
//! providers demand; call [`FakeLlm::finish`] at the end of a test, or violations go unseen.
//! Invariant: nothing here uses the `llm` crate, so that a mistake there cannot hide itself.

mod aws;
mod check;
mod control;
mod delivery;
mod recorded;
mod render;
mod script;
mod server;
mod state;
#[cfg(test)]
mod tests;
mod turn_builder;

use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use axum::serve::ListenerExt;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub use recorded::{Protocol, RecordedRequest, SentResult};
pub use script::{
    ChatQuirks, Cut, FinishWord, Refusal, Rule, Script, ScriptedCall, Step, Turn, TurnUsage, When,
};

use state::{PATIENCE, Progress, Shared};

/// A running fake server; it stops when it is dropped.
pub struct FakeLlm {
    address: SocketAddr,
    shared: Arc<Shared>,
    _server: JoinSet<()>,
}

/// Why a fake server did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The script is no script.
    #[error("could not read the script of the fake LLM server")]
    Script(#[source] serde_json::Error),
    /// The address is taken or not ours.
    #[error("could not listen on {address} for the fake LLM server")]
    Listen {
        /// The address.
        address: SocketAddr,
        /// The cause.
        #[source]
        source: io::Error,
    },
}

impl FakeLlm {
    /// Starts an unscripted server on a free port of the loopback interface.
    ///
    /// # Panics
    /// If no port can be opened: no test can go on then.
    #[expect(clippy::expect_used, reason = "a test without its server cannot go on")]
    pub async fn start() -> Self {
        Self::start_on(loopback(), Script::default()).await.expect("the fake LLM server starts")
    }

    /// Starts a server with the script of this JSON text, on a free port of the loopback interface.
    ///
    /// # Errors
    /// If the text is no [`Script`], or no port can be opened.
    pub async fn start_with(script_json: &str) -> Result<Self, StartError> {
        let script = serde_json::from_str(script_json).map_err(StartError::Script)?;
        Self::start_on(loopback(), script).await
    }

    /// Starts a server on this address.
    ///
    /// # Errors
    /// If the address cannot be listened on.
    pub async fn start_on(address: SocketAddr, script: Script) -> Result<Self, StartError> {
        let listen = |source| StartError::Listen { address, source };
        let listener = TcpListener::bind(address).await.map_err(listen)?;
        let address = listener.local_addr().map_err(listen)?;
        let shared = Arc::new(Shared::new(script));
        let router = server::router(Arc::clone(&shared));
        // Without TCP_NODELAY the frames of a stream arrive in bursts 40 ms apart (stack.md 0).
        let listener = listener.tap_io(|socket| {
            if let Err(error) = socket.set_nodelay(true) {
                tracing::debug!(%error, "The fake LLM server could not set TCP_NODELAY");
            }
        });
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            if let Err(error) = axum::serve(listener, router).await {
                tracing::error!(%error, "The fake LLM server stopped");
            }
        });
        Ok(Self { address, shared, _server: tasks })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// The base URL for Anthropic.
    #[must_use]
    pub fn anthropic_base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The base URL for OpenAI and compatible providers: the `/v1` root.
    #[must_use]
    pub fn openai_base_url(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// The base URL for Azure.
    #[must_use]
    pub fn azure_base_url(&self) -> String {
        self.anthropic_base_url()
    }

    /// The base URL for the gateways OpenRouter and Vercel.
    #[must_use]
    pub fn gateway_base_url(&self) -> String {
        format!("http://{}/api/v1", self.address)
    }

    /// The base URL for Google.
    #[must_use]
    pub fn google_base_url(&self) -> String {
        self.anthropic_base_url()
    }

    /// The base URL for Bedrock. The region is part of the signature and of nothing else.
    #[must_use]
    pub fn bedrock_base_url(&self) -> String {
        format!("http://{}?region=eu-central-1", self.address)
    }

    /// The credentials for Bedrock that are good unless [`accept_key`](Self::accept_key) sets others:
    /// access key, secret key and session token.
    #[must_use]
    pub const fn bedrock_key() -> &'static str {
        aws::USUAL_KEY
    }

    /// Appends a turn. Pushed turns are used before any rule or responder is asked.
    pub fn push(&self, turn: Turn) {
        self.shared.push_turn(turn);
    }

    /// Appends a rule.
    pub fn push_rule(&self, rule: Rule) {
        self.shared.push_rule(rule);
    }

    /// Answers by the content of the request when neither turns nor rules do.
    pub fn respond_with(&self, responder: impl Fn(&RecordedRequest) -> Turn + Send + Sync + 'static) {
        self.shared.set_responder(Arc::new(responder));
    }

    /// Accepts only this key from now on.
    pub fn accept_key(&self, key: impl Into<String>) {
        self.shared.set_api_key(Some(key.into()));
    }

    /// Sets what `GET /v1/models` lists.
    pub fn set_models<T: Into<String>>(&self, models: impl IntoIterator<Item = T>) {
        self.shared.set_models(models.into_iter().map(Into::into).collect());
    }

    /// All requests so far.
    #[must_use]
    pub fn requests(&self) -> Vec<RecordedRequest> {
        self.shared.requests()
    }

    /// The violations so far.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.shared.violations()
    }

    /// How many pushed turns nobody asked for yet.
    #[must_use]
    pub fn turns_left(&self) -> usize {
        self.shared.turns_left()
    }

    /// Opens a gate, for good: later turns pass it too.
    pub fn open_gate(&self, name: &str) {
        self.shared.open_gate(name);
    }

    /// Waits until a turn stands at this gate.
    ///
    /// # Panics
    /// If none comes within a minute.
    pub async fn wait_at_gate(&self, name: &str) {
        let mut gates = self.shared.gates.subscribe();
        let is_there = gates.wait_for(|it| it.get(name).is_some_and(|it| it.waiting > 0));
        let came = matches!(tokio::time::timeout(PATIENCE, is_there).await, Ok(Ok(_)));
        assert!(came, "no turn came to the gate {name:?} of the fake LLM server");
    }

    /// Waits until this many requests came in all.
    ///
    /// # Panics
    /// If they do not come within a minute.
    pub async fn wait_for_requests(&self, count: usize) {
        self.wait_for(|it| it.requests >= count, &format!("{count} requests")).await;
    }

    /// Waits until the client dropped this many streams before their end.
    ///
    /// # Panics
    /// If it does not within a minute.
    pub async fn wait_for_aborted(&self, count: usize) {
        self.wait_for(|it| it.aborted >= count, &format!("{count} dropped streams")).await;
    }

    /// Waits until this many streams were sent to their end (or to their scripted cut).
    ///
    /// # Panics
    /// If they are not within a minute.
    pub async fn wait_for_finished(&self, count: usize) {
        self.wait_for(|it| it.finished >= count, &format!("{count} finished streams")).await;
    }

    async fn wait_for(&self, condition: impl Fn(&Progress) -> bool, what: &str) {
        let mut progress = self.shared.progress.subscribe();
        let reached = progress.wait_for(|it| condition(it));
        let came = matches!(tokio::time::timeout(PATIENCE, reached).await, Ok(Ok(_)));
        let so_far = *self.shared.progress.borrow();
        assert!(came, "the fake LLM server waited in vain for {what}; so far: {so_far:?}");
    }

    /// Ends a test: no request may have broken the rules of its provider.
    ///
    /// # Panics
    /// If one did.
    pub fn finish(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "the fake LLM server saw bad requests:\n{}", violations.join("\n"));
    }
}

impl Turn {
    /// How many frames this turn has in a protocol, for tests that cut it after each.
    #[must_use]
    pub fn frame_count(&self, protocol: Protocol) -> usize {
        self.frame_sizes(protocol, "").len()
    }

    /// How many bytes each frame of this turn has in a protocol at a path, for tests that cut it inside one. Ids that
    /// grow with the number of the answer can make them a little longer.
    #[must_use]
    pub fn frame_sizes(&self, protocol: Protocol, path: &str) -> Vec<usize> {
        let body = serde_json::json!({"stream_options": {"include_usage": true}});
        let request = RecordedRequest {
            protocol,
            path: path.to_owned(),
            path_model: None,
            headers: axum::http::HeaderMap::new(),
            body,
        };
        let ops = render::render(self, &request, render::Serial::default());
        ops.iter()
            .filter_map(|it| if let render::Op::Frame(frame) = it { Some(frame.len()) } else { None })
            .collect()
    }
}

impl Drop for FakeLlm {
    fn drop(&mut self) {
        self.shared.stop.cancel();
    }
}

impl fmt::Debug for FakeLlm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FakeLlm").field("address", &self.address).finish_non_exhaustive()
    }
}

fn loopback() -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 0))
}
