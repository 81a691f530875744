//! Whatever a run left behind, the next request is one that every provider takes: no call without a result, no result
//! without a call, nothing lost and nothing moved.
//!
//! Runs are made up: turns of steps with text, reasoning and calls side by side, results, partial output, synthetic
//! results, provider-executed calls, edits. Each is cut after any row, as a crash would, and then asked about over real HTTP with each of the
//! adapters. The fake LLM demands of a request what the real providers demand.

use std::collections::BTreeMap;
use std::time::Duration;

use futures::StreamExt;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use ropewalk_chat::prompt::{FileContents, conversation};
use ropewalk_llm::{
    Message as Said, ModelClient, ModelRequest, ModelSettings, ProviderEndpoint, ProviderKind,
    Role as Speaker, StreamLimits, ToolChoice, ToolDefinition,
};
use ropewalk_model::chat::{Message, NewMessage, Part, Role, Visibility};
use ropewalk_model::{ChatId, MessageId, Timestamp};
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::{FakeLlm, Turn};
use serde_json::{Value, json};

use crate::harness::install_crypto;

/// How many runs are made up; each is asked about with each adapter, twice.
const RUNS: u32 = 96;

/// Something that the engine stores.
#[derive(Clone, Debug)]
enum Deed {
    /// A person says something.
    User,
    /// The model makes a step; these calls get a result of their tool, a synthetic one, or none before the crash.
    Step { prelude: Prelude, calls: Vec<(u8, Outcome)> },
    /// The model searches by itself in the middle of its answer.
    OwnSearch { is_answered: bool },
    /// A person replaces one of the messages; everything from there on goes.
    Edit(prop::sample::Index),
    /// Something that only people see.
    Aside,
}

/// What comes before the calls of a step.
#[derive(Clone, Copy, Debug)]
enum Prelude {
    Nothing,
    Text,
    /// White space, as some models stream it.
    Blank,
    Reasoning(Seal),
    ReasoningAndText(Seal),
}

/// Whose reasoning it is.
#[derive(Clone, Copy, Debug)]
enum Seal {
    None,
    Anthropic,
    AnthropicRedacted,
    Openai,
}

#[derive(Clone, Copy, Debug)]
enum Outcome {
    Answered,
    Failed,
    Cancelled,
    Lost,
}

fn any_seal() -> impl Strategy<Value = Seal> {
    prop::sample::select(vec![Seal::None, Seal::Anthropic, Seal::AnthropicRedacted, Seal::Openai])
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let prelude = prop_oneof![
        Just(Prelude::Nothing),
        Just(Prelude::Text),
        Just(Prelude::Blank),
        any_seal().prop_map(Prelude::Reasoning),
        any_seal().prop_map(Prelude::ReasoningAndText),
    ];
    let outcome = prop::sample::select(vec![
        Outcome::Answered,
        Outcome::Answered,
        Outcome::Failed,
        Outcome::Cancelled,
        Outcome::Lost,
    ]);
    // Few ids, so that they come again: some servers number the calls of each answer anew.
    let calls = prop::collection::vec((0_u8..5, outcome), 0..4);
    prop_oneof![
        3 => Just(Deed::User),
        6 => (prelude, calls).prop_map(|(prelude, calls)| Deed::Step { prelude, calls }),
        1 => any::<bool>().prop_map(|is_answered| Deed::OwnSearch { is_answered }),
        1 => any::<prop::sample::Index>().prop_map(Deed::Edit),
        1 => Just(Deed::Aside),
    ]
}

/// The stored rows of a run.
#[derive(Default)]
struct Rows {
    rows: Vec<Message>,
    marks: usize,
}

impl Rows {
    fn of(deeds: &[Deed]) -> Self {
        let mut rows = Self::default();
        rows.push(Role::System, Visibility::Model, vec![Part::text("You are careful.")]);
        rows.user();
        for deed in deeds {
            rows.add(deed);
        }
        rows
    }

    fn push(&mut self, role: Role, visibility: Visibility, parts: Vec<Part>) {
        let id = i64::try_from(self.rows.len()).expect("few rows") + 1;
        self.rows.push(Message {
            id: MessageId(id),
            chat_id: ChatId::NIL,
            revision: id,
            deleted: false,
            compressed: false,
            created_at: Timestamp::default(),
            body: NewMessage::new(role, visibility, parts),
        });
    }

    /// A text that is nowhere else.
    fn mark(&mut self) -> Part {
        self.marks += 1;
        Part::text(format!("<m{}>", self.marks))
    }

    fn user(&mut self) {
        let mark = self.mark();
        self.push(Role::User, Visibility::Both, vec![mark]);
    }

    fn add(&mut self, deed: &Deed) {
        match deed {
            Deed::User => self.user(),
            Deed::Step { prelude, calls } => self.step(*prelude, calls),
            Deed::OwnSearch { is_answered } => self.own_search(*is_answered),
            Deed::Edit(which) => {
                let is_user = |it: &&mut Message| it.body.role == Role::User && !it.deleted;
                let users: Vec<MessageId> = self.rows.iter_mut().filter(is_user).map(|it| it.id).collect();
                let from = users[which.index(users.len())];
                self.rows.iter_mut().filter(|it| it.id >= from).for_each(|it| it.deleted = true);
                self.user();
            }
            Deed::Aside => self.push(Role::Assistant, Visibility::User, vec![Part::text("<aside>")]),
        }
    }

    fn step(&mut self, prelude: Prelude, calls: &[(u8, Outcome)]) {
        let mut parts = match prelude {
            Prelude::Nothing => vec![],
            Prelude::Text => vec![self.mark()],
            Prelude::Blank => vec![Part::text(" \n")],
            Prelude::Reasoning(seal) => vec![reasoning(seal)],
            Prelude::ReasoningAndText(seal) => vec![reasoning(seal), self.mark()],
        };
        let mut ids: Vec<u8> = Vec::new();
        for (id, _) in calls {
            if !ids.contains(id) {
                ids.push(*id);
                parts.push(call(&id_text(*id), false));
            }
        }
        if parts.is_empty() {
            return;
        }
        self.push(Role::Assistant, Visibility::Both, parts);
        for id in ids {
            let (_, outcome) = calls.iter().find(|it| it.0 == id).expect("it was just taken from there");
            if let Some(result) = result(&id_text(id), *outcome) {
                self.push(Role::Tool, Visibility::Both, vec![result]);
            }
        }
    }

    fn own_search(&mut self, is_answered: bool) {
        let mut parts = vec![call("search_1", true)];
        if is_answered {
            parts.push(Part::ToolResult {
                tool_call_id: "search_1".into(),
                tool_name: "web_search".into(),
                result: json!([]),
                is_error: false,
                is_media: false,
                provider_executed: true,
                provider_metadata: None,
                created_at: None,
            });
        }
        parts.push(self.mark());
        self.push(Role::Assistant, Visibility::Both, parts);
    }
}

/// An id such as other servers make, and every provider takes only after it was cleaned.
fn id_text(id: u8) -> String {
    if id == 4 { "functions.execute:4".to_owned() } else { format!("call_{id}") }
}

fn call(id: &str, provider_executed: bool) -> Part {
    Part::ToolCall {
        tool_call_id: id.to_owned(),
        tool_name: if provider_executed { "web_search" } else { "execute" }.to_owned(),
        args: json!({ "command": "true" }),
        provider_executed,
        provider_metadata: None,
        created_at: None,
    }
}

fn result(id: &str, outcome: Outcome) -> Option<Part> {
    let (result, is_error) = match outcome {
        Outcome::Answered => (json!({ "exit_code": 0 }), false),
        Outcome::Failed => (json!({ "error": "no such file" }), true),
        Outcome::Cancelled => (json!({ "error": "The run was interrupted." }), true),
        Outcome::Lost => return None,
    };
    Some(Part::ToolResult {
        tool_call_id: id.to_owned(),
        tool_name: "execute".to_owned(),
        result,
        is_error,
        is_media: false,
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    })
}

fn reasoning(seal: Seal) -> Part {
    let (text, provider_metadata) = match seal {
        Seal::None => ("hm", None),
        Seal::Anthropic => ("hm", Some(json!({ "anthropic": { "signature": "c2ln" } }))),
        Seal::AnthropicRedacted => ("", Some(json!({ "anthropic": { "redacted_data": "cmVk" } }))),
        Seal::Openai => ("hm", Some(json!({ "openai": { "item_id": "rs_1", "encrypted_content": "ZW5j" } }))),
    };
    Part::Reasoning { text: text.to_owned(), provider_metadata, created_at: None, completed_at: None }
}

/// The texts that a model must see, in their order.
fn visible_marks(rows: &[Message]) -> Vec<String> {
    let active = rows.iter().filter(|it| !it.deleted && it.body.visibility.is_for_model());
    let spoken = active.filter(|it| matches!(it.body.role, Role::User | Role::Assistant));
    spoken
        .flat_map(|it| &it.body.parts)
        .filter_map(|part| if let Part::Text { text, .. } = part { Some(text.clone()) } else { None })
        .filter(|text| text.starts_with("<m"))
        .collect()
}

/// The marks in what was sent, in the order in which they stand there.
fn sent_marks(messages: &[Value]) -> Vec<String> {
    let text = Value::from(messages.to_vec()).to_string();
    let pieces = text.split("<m").skip(1);
    pieces.filter_map(|piece| piece.split_once('>')).map(|(number, _)| format!("<m{number}>")).collect()
}

/// The adapters, each with a client of its own to one fake server.
struct Providers {
    llm: FakeLlm,
    clients: BTreeMap<&'static str, (ModelClient, Option<Value>)>,
}

impl Providers {
    async fn start() -> Self {
        install_crypto();
        let llm = FakeLlm::start().await;
        llm.respond_with(|_request| Turn::text("ok"));
        let http = ropewalk_llm::http_client(Duration::from_secs(5)).expect("an HTTP client");
        let client = |kind, url: String| {
            let place = url.parse().expect("a URL");
            let endpoint = ProviderEndpoint::new(kind, Secret::from("key".to_owned())).at(place);
            ModelClient::new(http.clone(), endpoint, StreamLimits::default())
        };
        let responses = json!({ "openai": { "use_responses": true } });
        let clients = BTreeMap::from([
            ("messages", (client(ProviderKind::Anthropic, llm.anthropic_base_url()), None)),
            ("responses", (client(ProviderKind::Openai, llm.openai_base_url()), Some(responses))),
            ("chat", (client(ProviderKind::OpenaiCompat, llm.openai_base_url()), None)),
            ("gemini", (client(ProviderKind::Google, llm.google_base_url()), None)),
        ]);
        Self { llm, clients }
    }

    /// Asks all of them with this history.
    async fn accept(&self, rows: &[Message]) -> Result<(), TestCaseError> {
        let messages: Vec<Said> = conversation(rows, &FileContents::default());
        let calls = count_calls(&messages);
        for (protocol, (client, provider_options)) in &self.clients {
            let request = ModelRequest {
                model: "any-model".to_owned(),
                messages: messages.clone(),
                tools: vec![ToolDefinition {
                    name: "execute".to_owned(),
                    description: "Runs a command.".to_owned(),
                    input_schema: json!({ "type": "object", "properties": {} }),
                }],
                tool_choice: ToolChoice::Auto,
                settings: ModelSettings {
                    provider_options: provider_options.clone(),
                    ..ModelSettings::default()
                },
                headers: Vec::new(),
                previous_response_id: None,
            };
            let mut stream = match client.stream(&request).await {
                Ok(stream) => stream,
                Err(error) => {
                    let sent = self.llm.requests().pop().map(|it| it.body).unwrap_or_default();
                    let why = format!("{protocol} refused it: {:?}\n{sent:#}", error.detail);
                    return Err(TestCaseError::fail(why));
                }
            };
            while let Some(event) = stream.next().await {
                prop_assert!(event.is_ok(), "{protocol}: {event:?}");
            }
            let sent = self.llm.requests().pop().expect("it was just sent");
            prop_assert_eq!(
                sent_marks(sent.messages()),
                visible_marks(rows),
                "{}: {:#}",
                protocol,
                sent.body
            );
            prop_assert_eq!(sent.tool_results().len(), calls, "{}: {:#}", protocol, sent.body);
        }
        Ok(())
    }
}

fn count_calls(messages: &[Said]) -> usize {
    let is_local = |it: &&ropewalk_llm::Content| {
        matches!(it, ropewalk_llm::Content::ToolCall { provider_executed: false, .. })
    };
    messages.iter().flat_map(|it| &it.content).filter(is_local).count()
}

/// Whether the model may be asked now: it does not follow its own last word.
fn may_go_on(rows: &[Message]) -> bool {
    conversation(rows, &FileContents::default()).last().is_some_and(|it| it.role != Speaker::Assistant)
}

#[test]
fn the_next_request_after_any_crash_is_accepted_by_every_provider() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let providers = runtime.block_on(Providers::start());
    let config = Config { cases: RUNS, failure_persistence: None, ..Config::default() };
    let runs = (prop::collection::vec(any_deed(), 0..10), any::<prop::sample::Index>());
    let result = TestRunner::new(config).run(&runs, |(deeds, cut)| {
        let mut run = Rows::of(&deeds);
        // The system message and the first user message are stored together, before anything else.
        let kept = 2 + cut.index(run.rows.len() - 1);
        run.rows.truncate(kept);
        if run.rows.iter().all(|it| it.deleted || it.body.role != Role::User) {
            run.user();
        }
        runtime.block_on(async {
            if may_go_on(&run.rows) {
                providers.accept(&run.rows).await?;
            }
            // Or a person speaks first, and nobody answered the open calls.
            run.user();
            providers.accept(&run.rows).await
        })
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    providers.llm.finish();
}
