//! What the tests of chats share: a server with a scripted model behind it, and readers of both kinds of streams.

use std::time::Duration;

use futures::StreamExt;
use reqwest::Method;
use ropewalk_testkit::fake_llm::FakeLlm;
use ropewalk_testkit::wait_for;
use serde_json::{Value, json};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::harness::{Answer, TestApp, TestOptions, TestUser, answer};

/// A wait that only a hang can use up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// A server, its first user, a member, and a scripted model that is the default.
pub(crate) struct ChatApp {
    pub(crate) app: TestApp,
    pub(crate) owner: TestUser,
    pub(crate) ada: TestUser,
    pub(crate) llm: FakeLlm,
}

impl ChatApp {
    pub(crate) async fn start() -> Self {
        Self::start_with(TestOptions::default()).await
    }

    pub(crate) async fn start_with(options: TestOptions) -> Self {
        let llm = FakeLlm::start().await;
        let app = TestApp::start_with(options).await;
        let owner = app.owner().await;
        let ada = app.member(&owner, "ada").await;
        let provider =
            json!({"provider": "openai-compat", "base_url": llm.openai_base_url(), "api_key": "key"});
        owner.client.post("/api/v2/chats/providers", &provider).await.expect(201);
        let model = json!({"provider": "openai-compat", "model": "scripted", "context_limit": 100_000, "is_default": true});
        owner.client.post("/api/v2/chats/model-configs", &model).await.expect(201);
        Self { app, owner, ada, llm }
    }

    /// A body that makes a chat of Ada's.
    pub(crate) fn new_chat(&self, text: &str) -> Value {
        json!({"organization_id": self.ada.organization_id, "content": [{"type": "text", "text": text}]})
    }

    /// Makes a chat of Ada's; gives its path.
    pub(crate) async fn chat(&self, text: &str) -> String {
        let made = self.ada.client.post("/api/v2/chats", &self.new_chat(text)).await.expect(201);
        format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"))
    }

    /// Waits until the chat has this status.
    pub(crate) async fn until(&self, chat: &str, status: &str) -> Value {
        wait_for(&format!("{chat} becomes {status}"), PATIENCE, || async {
            let now = self.ada.client.get(chat).await.expect(200);
            let is_there = now["status"] == status;
            assert!(is_there || now["status"] != "error", "{now}");
            is_there.then_some(now)
        })
        .await
    }

    /// A WebSocket of Ada's.
    pub(crate) async fn socket(&self, path: &str) -> Socket {
        let request = self.socket_request(path, Some(&self.ada.token));
        Socket(tokio_tungstenite::connect_async(request).await.expect("the WebSocket opens").0)
    }

    /// A request for a WebSocket, with the token in the header.
    pub(crate) fn socket_request(&self, path: &str, token: Option<&str>) -> http::Request<()> {
        let url = format!("{}{path}", self.app.url.replacen("http", "ws", 1));
        let mut request = url.into_client_request().expect("a request");
        if let Some(token) = token {
            request.headers_mut().insert("Coder-Session-Token", token.parse().expect("a header"));
        }
        request
    }

    /// An event stream of Ada's.
    pub(crate) async fn events(&self, path: &str, last_event_id: Option<&str>) -> EventStream {
        let mut request = self.ada.client.request(Method::GET, path).header("Accept", "text/event-stream");
        if let Some(id) = last_event_id {
            request = request.header("Last-Event-ID", id);
        }
        let response = request.send().await.expect("the server answers");
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        EventStream { response, read: String::new(), last_id: None }
    }
}

/// Uploads a file of `user`'s; `name` and `declared` are left out when they are empty.
pub(crate) async fn upload(
    user: &TestUser,
    name: &str,
    declared: &str,
    content: impl Into<Vec<u8>>,
) -> Answer {
    let path = format!("/api/v2/chats/files?organization={}", user.organization_id);
    let mut request = user.client.request(Method::POST, &path).body(content.into());
    if !name.is_empty() {
        request = request.header("Content-Disposition", format!("attachment; filename=\"{name}\""));
    }
    if !declared.is_empty() {
        request = request.header("Content-Type", declared);
    }
    answer(request).await
}

/// An open WebSocket.
pub(crate) struct Socket(
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>,
);

impl Socket {
    /// The next frame, which must be JSON with a newline at its end; the close code when there is none.
    pub(crate) async fn frame(&mut self) -> Result<Value, u16> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let message = tokio::time::timeout_at(deadline, self.0.next()).await.expect("a frame in time");
            match message.expect("the connection ends with a close frame").expect("a good frame") {
                Message::Text(text) => {
                    assert!(text.ends_with('\n') && text.matches('\n').count() == 1, "{text:?}");
                    return Ok(serde_json::from_str(&text).expect("JSON"));
                }
                Message::Close(close) => return Err(close.expect("a close code").code.into()),
                Message::Ping(_) | Message::Pong(_) => {}
                other @ (Message::Binary(_) | Message::Frame(_)) => panic!("{other:?}"),
            }
        }
    }

    pub(crate) async fn send(&mut self, message: Message) {
        use futures::SinkExt;
        self.0.send(message).await.expect("sent");
    }

    /// Sends a message that the server need not read to its end; gives the code that it closes with.
    pub(crate) async fn close_code_after(self, message: Message) -> u16 {
        use futures::SinkExt;
        let (mut sink, mut stream) = self.0.split();
        let sending = async {
            let _may_be_cut_off = sink.send(message).await;
            std::future::pending::<()>().await;
        };
        let reading = async {
            loop {
                let message = stream.next().await.expect("the connection ends with a close frame");
                if let Message::Close(close) = message.expect("a good frame") {
                    return u16::from(close.expect("a close code").code);
                }
            }
        };
        let closing = async {
            tokio::select! {
                () = sending => 0,
                code = reading => code,
            }
        };
        tokio::time::timeout(PATIENCE, closing).await.expect("it is closed in time")
    }

    /// All events until one for which `is_last` holds.
    pub(crate) async fn until(&mut self, is_last: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut events = Vec::new();
        while !events.iter().any(&is_last) {
            let frame = self.frame().await.expect("the stream goes on");
            let batch = frame.as_array().expect("a frame is an array").clone();
            assert!((1..=256).contains(&batch.len()), "{}", batch.len());
            events.extend(batch);
        }
        events
    }
}

/// An open event stream.
pub(crate) struct EventStream {
    response: reqwest::Response,
    read: String,
    /// The last id that came.
    pub(crate) last_id: Option<String>,
}

impl EventStream {
    /// The data of the next event that is no ping.
    pub(crate) async fn data(&mut self) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let event = self.event(deadline).await;
            let field = |name: &str| {
                event.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':')).map(str::trim_start)
            };
            if field("event") == Some("ping") {
                continue;
            }
            assert_eq!(field("event"), Some("data"), "{event}");
            if let Some(id) = field("id") {
                self.last_id = Some(id.to_owned());
            }
            return serde_json::from_str(field("data").expect("data")).expect("JSON");
        }
    }

    async fn event(&mut self, deadline: Instant) -> String {
        loop {
            if let Some((event, rest)) = self.read.split_once("\n\n") {
                let event = event.to_owned();
                self.read = rest.to_owned();
                return event;
            }
            let chunk =
                tokio::time::timeout_at(deadline, self.response.chunk()).await.expect("bytes in time");
            let chunk = chunk.expect("a readable body").expect("the stream goes on");
            self.read.push_str(std::str::from_utf8(&chunk).expect("text"));
        }
    }

    /// All events until one for which `is_last` holds.
    pub(crate) async fn until(&mut self, is_last: impl Fn(&Value) -> bool) -> Vec<Value> {
        let mut events = Vec::new();
        while !events.iter().any(&is_last) {
            events.extend(self.data().await.as_array().expect("a frame is an array").clone());
        }
        events
    }
}

/// Whether an event says that the chat has this status.
pub(crate) fn is_status(status: &str) -> impl Fn(&Value) -> bool {
    move |event| event["type"] == "status" && event["status"]["status"] == status
}

/// Whether an event is a stored message of the model.
pub(crate) fn is_answer(event: &Value) -> bool {
    event["type"] == "message" && event["message"]["role"] == "assistant"
}
