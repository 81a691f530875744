//! A world to test in: a database of its own, a fake LLM, a person, a model; and servers that can be stopped or crashed.

use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use async_trait::async_trait;
use ropewalk_authz::{SiteRole, Subject};
use ropewalk_chat::tools::{Recovery, Scheduling, Tool, ToolCallContext, ToolMode, ToolOutcome, Toolset};
use ropewalk_chat::use_cases::{CreateChat, EditChatMessage, SendChatMessage};
use ropewalk_chat::{Engine, EngineDeps, EngineSettings};
use ropewalk_llm::{StreamLimits, ToolDefinition};
use ropewalk_model::chat::{Chat, ClientType, Message, Part, Role};
use ropewalk_model::{
    ChatId, Clock, Entropy, MessageId, ModelConfigId, OrganizationId, SystemClock, SystemEntropy,
};
use ropewalk_platform::vault::Vault;
use ropewalk_platform::{Platform, PlatformDeps, PlatformSettings};
use ropewalk_store::accounts::{FirstUserOutcome, LoginType, NewUser, UserStatus};
use ropewalk_store::chats::{Committed, SendBehavior, Sent, SnapshotMessages};
use ropewalk_store::{ReplicaLease, ReplicaRegistration, Store, StoreOptions};
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::FakeLlm;
use ropewalk_testkit::{TestDatabase, wait_for};
use ropewalk_wire::chat_models::{CreateChatModelConfigRequest, CreateChatProviderRequest, ModelCallConfig};
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

/// How long a condition may take to come true.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// The key that the fake LLM takes.
pub(crate) const API_KEY: &str = "sk-test-0123456789abcdef";

/// A database, a fake LLM, a person and a model.
pub(crate) struct World {
    pub(crate) database: TestDatabase,
    pub(crate) llm: FakeLlm,
    pub(crate) store: Store,
    pub(crate) owner: Subject,
    pub(crate) organization: OrganizationId,
    pub(crate) model: ModelConfigId,
    /// The same over all servers of this world, as over restarts of one server.
    pub(crate) instance_id: Uuid,
}

/// One server.
pub(crate) struct Server {
    pub(crate) engine: Engine,
    pub(crate) store: Store,
    lease: Option<ReplicaLease>,
}

pub(crate) fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        rustls::crypto::ring::default_provider()
            .install_default()
            .expect("the first provider of this process");
    });
}

pub(crate) async fn connect(url: &str) -> Store {
    let options = StoreOptions { max_connections: 8, ..StoreOptions::default() };
    Store::connect(url, options).await.expect("the test database takes connections")
}

pub(crate) fn platform(store: &Store, replica: ReplicaRegistration) -> Platform {
    install_crypto();
    Platform::new(PlatformDeps {
        store: store.clone(),
        clock: Arc::new(SystemClock),
        entropy: Arc::new(SystemEntropy),
        vault: Vault::with_key(&[7; 32]),
        model_http: ropewalk_llm::http_client(Duration::from_secs(5)).expect("an HTTP client"),
        model_limits: StreamLimits { silence: PATIENCE, ..StreamLimits::default() },
        push_http: ropewalk_platform::webpush::http_client().expect("an HTTP client"),
        settings: PlatformSettings {
            access_url: "http://127.0.0.1:1".parse().expect("a URL"),
            data_dir: std::env::temp_dir(),
            version: "2.34.0+test".to_owned(),
        },
        replica,
        drivers: Vec::new(),
        tasks: TaskTracker::new(),
        shutdown: CancellationToken::new(),
    })
}

pub(crate) fn replica(instance_id: Uuid) -> ReplicaRegistration {
    ReplicaRegistration {
        id: SystemEntropy.uuid().into(),
        instance_id,
        hostname: "test".into(),
        relay_address: None,
        version: "0".into(),
    }
}

impl World {
    pub(crate) async fn create() -> Self {
        let database = TestDatabase::create().await;
        let store = connect(database.url()).await;
        let organization: OrganizationId = SystemEntropy.uuid().into();
        let now = SystemClock.now();
        store
            .ensure_default_organization(organization, "default", "Default", now)
            .await
            .expect("an organization");
        let user = NewUser {
            id: SystemEntropy.uuid().into(),
            email: "owner@example.com".into(),
            username: "owner".into(),
            name: String::new(),
            hashed_password: None,
            login_type: LoginType::None,
            status: UserStatus::Active,
            site_roles: vec!["owner".into()],
            created_at: now,
        };
        let made = store.create_first_user(&user).await.expect("the first user");
        assert!(matches!(made, FirstUserOutcome::Created(_)));
        let owner = Subject {
            user_id: user.id,
            site_roles: vec![SiteRole::Owner],
            organizations: vec![organization],
        };
        let llm = FakeLlm::start().await;
        llm.accept_key(API_KEY);
        let platform = platform(&store, replica(SystemEntropy.uuid()));
        let provider = CreateChatProviderRequest {
            provider: "anthropic".into(),
            api_key: Some(Secret::new(API_KEY)),
            base_url: Some(llm.anthropic_base_url()),
            display_name: None,
            enabled: None,
            central_api_key_enabled: None,
            allow_user_api_key: None,
            allow_central_api_key_fallback: None,
        };
        platform.create_chat_provider(&owner, &provider).await.expect("a provider");
        let prices: ModelCallConfig = serde_json::from_value(json!({
            "cost": { "input_price_per_million_tokens": "3", "output_price_per_million_tokens": "15" }
        }))
        .expect("prices");
        let request = CreateChatModelConfigRequest {
            provider: Some("anthropic".into()),
            model: "claude-test".into(),
            context_limit: Some(200_000),
            model_config: Some(prices),
            ..CreateChatModelConfigRequest::default()
        };
        let model = platform.create_model_config(&owner, &request).await.expect("a model").id;
        Self { database, llm, store, owner, organization, model, instance_id: SystemEntropy.uuid() }
    }

    /// One more model, of a provider that is made when there is none of its name; `config` is its call config.
    pub(crate) async fn add_model(
        &self,
        provider: &str,
        base_url: String,
        model: &str,
        config: Value,
    ) -> ModelConfigId {
        let platform = platform(&self.store, replica(SystemEntropy.uuid()));
        let new = CreateChatProviderRequest {
            provider: provider.into(),
            api_key: Some(Secret::new(API_KEY)),
            base_url: Some(base_url),
            display_name: None,
            enabled: None,
            central_api_key_enabled: None,
            allow_user_api_key: None,
            allow_central_api_key_fallback: None,
        };
        // It may be there from the model before.
        drop(platform.create_chat_provider(&self.owner, &new).await);
        let request = CreateChatModelConfigRequest {
            provider: Some(provider.into()),
            model: model.into(),
            context_limit: Some(200_000),
            model_config: Some(serde_json::from_value(config).expect("a call config")),
            ..CreateChatModelConfigRequest::default()
        };
        platform.create_model_config(&self.owner, &request).await.expect("a model").id
    }

    /// Another person of the same organization, without any role.
    pub(crate) async fn member(&self, name: &str) -> Subject {
        let user = NewUser {
            id: SystemEntropy.uuid().into(),
            email: format!("{name}@example.com"),
            username: name.into(),
            name: String::new(),
            hashed_password: None,
            login_type: LoginType::None,
            status: UserStatus::Active,
            site_roles: vec![],
            created_at: SystemClock.now(),
        };
        self.store.create_user(&user, &[self.organization]).await.expect("a member");
        Subject { user_id: user.id, site_roles: vec![], organizations: vec![self.organization] }
    }

    pub(crate) async fn serve(&self, tools: Vec<Arc<dyn Tool>>) -> Server {
        self.serve_with(tools, settings()).await
    }

    pub(crate) async fn serve_with(&self, tools: Vec<Arc<dyn Tool>>, settings: EngineSettings) -> Server {
        Server::start(connect(self.database.url()).await, self.instance_id, tools, settings).await
    }

    pub(crate) async fn messages(&self, chat: ChatId) -> Vec<Message> {
        let all = SnapshotMessages::After(MessageId(0));
        let mut messages =
            self.store.chat_snapshot(chat, all).await.expect("a snapshot").expect("the chat").messages;
        messages.retain(|message| message.body.role != Role::System);
        messages
    }

    pub(crate) async fn chat(&self, id: ChatId) -> Chat {
        self.store.chat(id).await.expect("the database answers").expect("the chat")
    }

    /// Waits until the chat is in this status, and not held by anybody when it is idle.
    pub(crate) async fn wait_for(&self, id: ChatId, status: ropewalk_model::chat::Status) -> Chat {
        wait_for(&format!("chat in status {}", status.as_str()), PATIENCE, || async {
            let chat = self.chat(id).await;
            let is_settled = status.needs_worker() || chat.worker_id.is_none();
            (chat.status == status && is_settled).then_some(chat)
        })
        .await
    }
}

/// Settings for tests: back-offs are short, and a script answers each request, so that nothing is asked beside the conversation.
pub(crate) fn settings() -> EngineSettings {
    EngineSettings {
        retry_unit: Duration::from_millis(20),
        writes_titles: false,
        ..EngineSettings::default()
    }
}

impl Server {
    pub(crate) async fn start(
        store: Store,
        instance_id: Uuid,
        tools: Vec<Arc<dyn Tool>>,
        settings: EngineSettings,
    ) -> Self {
        Self::start_until(store, instance_id, tools, settings, CancellationToken::new()).await
    }

    /// As [`Server::start`]; `shutdown` stops it at once.
    pub(crate) async fn start_until(
        store: Store,
        instance_id: Uuid,
        tools: Vec<Arc<dyn Tool>>,
        settings: EngineSettings,
        shutdown: CancellationToken,
    ) -> Self {
        let replica = replica(instance_id);
        let platform = platform(&store, replica.clone());
        Self::start_as(store, platform, replica, tools, settings, shutdown).await
    }

    pub(crate) async fn start_as(
        store: Store,
        platform: Platform,
        replica: ReplicaRegistration,
        tools: Vec<Arc<dyn Tool>>,
        settings: EngineSettings,
        shutdown: CancellationToken,
    ) -> Self {
        let lease = ReplicaLease::start(&store, replica.clone()).await.expect("a lease");
        let engine = Engine::start(EngineDeps {
            store: store.clone(),
            platform,
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
            replica,
            tools: Arc::new(Toolset::new(tools)),
            settings,
            shutdown,
        });
        Self { engine, store, lease: Some(lease) }
    }

    pub(crate) async fn stop(mut self) {
        self.engine.stop().await;
        if let Some(lease) = self.lease.take() {
            lease.stop().await;
        }
        self.store.close().await;
    }

    pub(crate) async fn create_chat(&self, world: &World, text: &str) -> Chat {
        self.create_chat_with(world, text, None).await
    }

    pub(crate) async fn create_chat_of(&self, world: &World, text: &str, model: ModelConfigId) -> Chat {
        self.create_chat_with(world, text, Some(model)).await
    }

    async fn create_chat_with(&self, world: &World, text: &str, model: Option<ModelConfigId>) -> Chat {
        let new = CreateChat {
            organization_id: world.organization,
            parts: vec![Part::text(text)],
            system_prompt: None,
            workspace_id: None,
            model_config_id: model,
            reasoning_effort: None,
            plan_mode: false,
            client_type: ClientType::Api,
            labels: std::collections::BTreeMap::new(),
            dynamic_tools: vec![],
        };
        self.engine.create_chat(&world.owner, new).await.expect("a chat").value
    }

    pub(crate) async fn send(&self, world: &World, id: ChatId, text: &str) -> Committed<Sent> {
        self.send_with(world, id, text, None).await
    }

    pub(crate) async fn send_to(
        &self,
        world: &World,
        id: ChatId,
        text: &str,
        model: ModelConfigId,
    ) -> Committed<Sent> {
        self.send_with(world, id, text, Some(model)).await
    }

    async fn send_with(
        &self,
        world: &World,
        id: ChatId,
        text: &str,
        model_config_id: Option<ModelConfigId>,
    ) -> Committed<Sent> {
        let message = SendChatMessage {
            parts: vec![Part::text(text)],
            model_config_id,
            reasoning_effort: None,
            plan_mode: None,
            behavior: SendBehavior::Queue,
        };
        self.engine.send_message(&world.owner, id, message).await.expect("the message is taken").value
    }

    /// Sends a message that says whether the chat plans from its turn on.
    pub(crate) async fn send_planning(&self, world: &World, id: ChatId, text: &str, plan_mode: bool) {
        let message = SendChatMessage {
            parts: vec![Part::text(text)],
            model_config_id: None,
            reasoning_effort: None,
            plan_mode: Some(plan_mode),
            behavior: SendBehavior::Queue,
        };
        self.engine.send_message(&world.owner, id, message).await.expect("the message is taken");
    }

    pub(crate) async fn edit(&self, world: &World, id: ChatId, message: MessageId, text: &str) {
        let edit =
            EditChatMessage { parts: vec![Part::text(text)], model_config_id: None, reasoning_effort: None };
        self.engine.edit_message(&world.owner, id, message, edit).await.expect("edited");
    }
}

/// A server that lives in a runtime of its own, so that it can be torn away at any instant, as by a `kill -9`.
pub(crate) struct Crashable {
    pub(crate) server: Server,
    runtime: tokio::runtime::Runtime,
}

impl Crashable {
    pub(crate) async fn start(world: &World, tools: Vec<Arc<dyn Tool>>) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let (url, instance_id) = (world.database.url().to_owned(), world.instance_id);
        let starting = runtime
            .spawn(async move { Server::start(connect(&url).await, instance_id, tools, settings()).await });
        let server = starting.await.expect("the server starts");
        Self { server, runtime }
    }

    /// All tasks end where they are, all connections break.
    pub(crate) fn crash(self) {
        self.runtime.shutdown_background();
    }

    /// Stops in order.
    pub(crate) async fn stop(self) {
        self.server.stop().await;
        self.runtime.shutdown_background();
    }
}

/// A tool that notes each run, and can be held back.
pub(crate) struct TestTool {
    pub(crate) name: &'static str,
    pub(crate) recovery: Recovery,
    pub(crate) scheduling: Scheduling,
    pub(crate) log: RunLog,
    /// A run takes one permit before it gives its result.
    pub(crate) gate: Arc<Semaphore>,
    pub(crate) panics: bool,
    pub(crate) exclusive: bool,
}

/// The runs of test tools: idempotency key and arguments, in their order.
pub(crate) type RunLog = Arc<Mutex<Vec<(&'static str, Uuid, Value)>>>;

impl TestTool {
    /// A tool that gives its result at once.
    pub(crate) fn free(name: &'static str, log: &RunLog) -> Self {
        Self {
            name,
            recovery: Recovery::Idempotent,
            scheduling: Scheduling::Concurrent,
            log: Arc::clone(log),
            gate: Arc::new(Semaphore::new(1_000_000)),
            panics: false,
            exclusive: false,
        }
    }

    /// A tool that waits for the test.
    pub(crate) fn held(name: &'static str, log: &RunLog) -> Self {
        Self { gate: Arc::new(Semaphore::new(0)), ..Self::free(name, log) }
    }

    pub(crate) fn boxed(self) -> Arc<dyn Tool> {
        Arc::new(self)
    }
}

pub(crate) fn runs(log: &RunLog) -> Vec<(&'static str, Uuid, Value)> {
    log.lock().expect("no test panicked here").clone()
}

#[async_trait]
impl Tool for TestTool {
    fn definition(&self) -> ToolDefinition {
        ToolDefinition {
            name: self.name.into(),
            description: "A tool of a test.".into(),
            input_schema: json!({ "type": "object", "properties": {} }),
        }
    }

    fn recovery(&self) -> Recovery {
        self.recovery
    }

    fn scheduling(&self) -> Scheduling {
        self.scheduling
    }

    fn is_exclusive(&self) -> bool {
        self.exclusive
    }

    fn modes(&self) -> &'static [ToolMode] {
        ToolMode::ALL
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        self.log.lock().expect("no test panicked here").push((
            self.name,
            call.idempotency_key,
            call.args.clone(),
        ));
        self.gate.acquire().await.expect("never closed").forget();
        assert!(!self.panics, "this tool panics");
        ToolOutcome::ok(json!({ "echo": call.args, "tool": self.name }))
    }
}

/// The text of a message's text parts.
pub(crate) fn text_of(message: &Message) -> String {
    let text = |part: &Part| if let Part::Text { text, .. } = part { text.clone() } else { String::new() };
    message.body.parts.iter().map(text).collect()
}

/// The roles and texts of messages; calls and results by their tool's name.
pub(crate) fn outline(messages: &[Message]) -> Vec<String> {
    let part = |part: &Part| match part {
        Part::Text { text, .. } => text.clone(),
        Part::ToolCall { tool_name, .. } => format!("call {tool_name}"),
        Part::ToolResult { tool_name, is_error, .. } => {
            format!("{} {tool_name}", if *is_error { "error of" } else { "result of" })
        }
        other => format!("{other:?}"),
    };
    let line = |message: &Message| {
        let parts: Vec<String> = message.body.parts.iter().map(part).collect();
        format!("{}: {}", message.body.role.as_str(), parts.join(" + "))
    };
    messages.iter().map(line).collect()
}
