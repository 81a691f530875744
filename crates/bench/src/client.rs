//! The two readers: Ropewalk's client, and one that only counts bytes.

use std::time::Duration;

use anyhow::{Context, ensure};
use futures::StreamExt;
use ropewalk_llm::{
    Content, Message, ModelClient, ModelRequest, ModelSettings, ModelStream, ProviderEndpoint, ProviderKind,
    Role, StreamEvent, StreamLimits, ToolChoice, http_client,
};
use ropewalk_telemetry::Secret;
use tokio::sync::mpsc;
use url::Url;

use crate::server::{Protocol, StreamServer};

/// How many parsed events wait for their reader, as in the chat engine.
const WAITING_EVENTS: usize = 64;

/// How long a connection may take.
const PATIENCE: Duration = Duration::from_secs(5);

/// Both readers of one server; their connections are kept, as a server's are.
pub(crate) struct Readers {
    bare: reqwest::Client,
    url: Url,
    client: ModelClient,
    model: &'static str,
}

impl Readers {
    pub(crate) fn new(server: &StreamServer) -> anyhow::Result<Self> {
        let (kind, model) = match server.protocol {
            Protocol::Anthropic => (ProviderKind::Anthropic, "claude-sonnet-4-6"),
            Protocol::Responses => (ProviderKind::Openai, "gpt-5.4"),
            Protocol::Chat => (ProviderKind::OpenaiCompat, "m"),
        };
        let url = base_url(server)?;
        let endpoint = ProviderEndpoint::new(kind, Secret::new("key")).at(url.clone());
        let limits = StreamLimits { max_answer_bytes: usize::MAX, ..StreamLimits::default() };
        let client = ModelClient::new(http_client(PATIENCE)?, endpoint, limits);
        Ok(Self { bare: http_client(PATIENCE)?, url, client, model })
    }

    /// Parses a stream and hands each event on through a channel; gives the bytes of its text.
    pub(crate) async fn read_events(&self, events: usize) -> anyhow::Result<usize> {
        let text = Content::Text { text: "hi".to_owned(), provider_metadata: None };
        let request = ModelRequest {
            model: self.model.to_owned(),
            messages: vec![Message { role: Role::User, content: vec![text] }],
            tools: Vec::new(),
            tool_choice: ToolChoice::Auto,
            settings: ModelSettings::default(),
            headers: vec![("x-events".to_owned(), events.to_string())],
            previous_response_id: None,
        };
        let stream = self.client.stream(&request).await.context("the stream did not begin")?;
        forward(stream, events).await
    }

    /// Reads the same bytes and looks at none; gives their number.
    pub(crate) async fn read_bytes(&self, events: usize) -> anyhow::Result<usize> {
        let request = self.bare.post(self.url.clone()).header("x-events", events.to_string()).body("{}");
        let mut response = request.send().await.context("the stream did not begin")?;
        let mut bytes = 0;
        while let Some(chunk) = response.chunk().await.context("the stream failed")? {
            bytes += chunk.len();
        }
        Ok(bytes)
    }
}

/// Hands the events on through a channel; gives the bytes of their text.
async fn forward(mut stream: ModelStream, events: usize) -> anyhow::Result<usize> {
    let (sender, mut receiver) = mpsc::channel(WAITING_EVENTS);
    let forward = async move {
        while let Some(event) = stream.next().await {
            let event = event.context("the stream failed")?;
            sender.send(event).await.context("nobody reads the events")?;
        }
        anyhow::Ok(())
    };
    let count = async {
        let (mut deltas, mut bytes, mut is_finished) = (0, 0, false);
        while let Some(event) = receiver.recv().await {
            match event {
                StreamEvent::TextDelta { text, .. } => {
                    deltas += 1;
                    bytes += text.len();
                }
                StreamEvent::Finish { .. } => is_finished = true,
                StreamEvent::TextStart { .. }
                | StreamEvent::TextEnd { .. }
                | StreamEvent::ReasoningStart { .. }
                | StreamEvent::ReasoningDelta { .. }
                | StreamEvent::ReasoningEnd { .. }
                | StreamEvent::ToolInputStart { .. }
                | StreamEvent::ToolInputDelta { .. }
                | StreamEvent::ToolInputEnd { .. }
                | StreamEvent::ToolCall { .. }
                | StreamEvent::ToolResult { .. }
                | StreamEvent::Source { .. } => {}
            }
        }
        (deltas, bytes, is_finished)
    };
    let (forwarded, (deltas, bytes, is_finished)) = futures::join!(forward, count);
    forwarded?;
    ensure!(deltas == events && is_finished, "{deltas} of {events} events came");
    Ok(bytes)
}

fn base_url(server: &StreamServer) -> anyhow::Result<Url> {
    Url::parse(&format!("http://{}/v1", server.address)).context("no address")
}
