//! A whole server for one test: a private database, a port of its own, a clock that the test moves.
//!
//! `TestApp::start().await` gives the server, `app.owner().await` its first user, `app.member("ada").await` another one. Each
//! user has a client that sends their token in the header; `app.anonymous()` sends none.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Method, StatusCode};
use ropewalk_api::{ApiSettings, ApiState};
use ropewalk_chat::tools::Toolset;
use ropewalk_chat::{Engine, EngineDeps, EngineSettings};
use ropewalk_llm::StreamLimits;
use ropewalk_model::{Entropy, SystemEntropy};
use ropewalk_platform::chat_models::ProviderPresets;
use ropewalk_platform::deployment::StartUp;
use ropewalk_platform::vault::Vault;
use ropewalk_platform::{Platform, PlatformDeps, PlatformSettings};
use ropewalk_store::{ReplicaLease, ReplicaRegistration, Store, StoreOptions};
use ropewalk_testkit::{TestClock, TestDatabase, fake_push};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;

use crate::workspaces_support::Drivers;

/// The password of all test users.
pub(crate) const PASSWORD: &str = "correct horse battery";

/// How long one request may take.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);

/// What a test may want otherwise.
#[derive(Debug, Default)]
pub(crate) struct TestOptions {
    /// The URL that the server believes to be reached under; `None` = the one it is reached under.
    pub(crate) access_url: Option<Url>,
    /// Requests per minute; `None` = no limit.
    pub(crate) api_requests_per_minute: Option<NonZeroU32>,
    /// Logins per minute; `None` = no limit.
    pub(crate) login_requests_per_minute: Option<NonZeroU32>,
    /// Providers of the environment.
    pub(crate) presets: ProviderPresets,
    /// What carries out builds.
    pub(crate) drivers: Drivers,
    /// Whether models write titles and the summaries of turns.
    pub(crate) writes_titles: bool,
    /// The database of another server, to be its replica.
    pub(crate) beside: Option<Arc<TestDatabase>>,
}

/// A server of one test. It stops when it is dropped.
pub(crate) struct TestApp {
    /// `http://127.0.0.1:port`.
    pub(crate) url: String,
    /// The server's clock.
    pub(crate) clock: TestClock,
    /// Past the API, to arrange what it cannot.
    pub(crate) platform: Platform,
    /// Past the use cases.
    pub(crate) database: Arc<TestDatabase>,
    /// What the start set up.
    pub(crate) start_up: StartUp,
    /// Ends what the server does in the background, as its stop does.
    pub(crate) shutdown: CancellationToken,
    http: reqwest::Client,
    _lease: ReplicaLease,
    _server: JoinSet<()>,
}

/// Somebody with an account.
#[derive(Clone, Debug)]
pub(crate) struct TestUser {
    /// Their id.
    pub(crate) id: String,
    /// Their name.
    pub(crate) username: String,
    /// A session.
    pub(crate) token: String,
    /// The default organization.
    pub(crate) organization_id: String,
    /// Sends their token.
    pub(crate) client: TestClient,
}

/// The guarded client of the server, which besides knows where the fake push service is and who vouches for it.
fn push_http() -> reqwest::Client {
    let authority = reqwest::Certificate::from_pem(fake_push::AUTHORITY).expect("an authority");
    let here = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    ropewalk_platform::webpush::http_client_with(|client| {
        client.resolve(fake_push::HOST, here).tls_certs_only([authority])
    })
    .expect("an HTTP client")
}

/// Sends requests to one server, with or without a token.
#[derive(Clone, Debug)]
pub(crate) struct TestClient {
    http: reqwest::Client,
    url: String,
    token: Option<String>,
}

/// What the server answered.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The status.
    pub(crate) status: StatusCode,
    /// The headers.
    pub(crate) headers: HeaderMap,
    /// The body as JSON; a body that is none is a JSON string; no body is null.
    pub(crate) body: Value,
}

impl TestApp {
    /// A server as it is after its first start.
    pub(crate) async fn start() -> Self {
        Self::start_with(TestOptions::default()).await
    }

    /// The same, with options.
    pub(crate) async fn start_with(options: TestOptions) -> Self {
        // Another test of this process may have been first; there is only one provider to install.
        let _installed = rustls::crypto::ring::default_provider().install_default();
        let database = match options.beside {
            Some(database) => database,
            None => Arc::new(TestDatabase::create().await),
        };
        let store =
            Store::connect(database.url(), StoreOptions { max_connections: 8, ..StoreOptions::default() })
                .await
                .expect("the test database answers");
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
        let listens_on = listener.local_addr().expect("a bound socket has an address");
        let url = format!("http://{listens_on}");
        let clock = TestClock::new();
        let model_http = ropewalk_llm::http_client(Duration::from_secs(5)).expect("an HTTP client");
        let access_url = options.access_url.unwrap_or_else(|| url.parse().expect("an address is a URL"));
        let replica = ReplicaRegistration {
            id: SystemEntropy.uuid().into(),
            instance_id: SystemEntropy.uuid(),
            hostname: "test".to_owned(),
            relay_address: Some(url.clone()),
            version: "test".to_owned(),
        };
        let shutdown = CancellationToken::new();
        let lease = ReplicaLease::start(&store, replica.clone()).await.expect("the server is registered");
        let platform = Platform::new(PlatformDeps {
            store: store.clone(),
            clock: clock.shared(),
            entropy: Arc::new(SystemEntropy),
            vault: Vault::with_key(&[7; 32]),
            model_http: model_http.clone(),
            model_limits: StreamLimits::default(),
            push_http: push_http(),
            settings: PlatformSettings {
                access_url,
                data_dir: std::env::temp_dir(),
                version: "v2.34.0+ropewalk-test".to_owned(),
            },
            replica: replica.clone(),
            drivers: options.drivers.make(&url),
            tasks: TaskTracker::new(),
            shutdown: shutdown.clone(),
        });
        let start_up = platform.start_up(&options.presets).await.expect("the first start works");
        platform.ensure_builtin_templates().await.expect("the templates can be made");
        let chat = Engine::start(EngineDeps {
            store,
            platform: platform.clone(),
            clock: clock.shared(),
            entropy: Arc::new(SystemEntropy),
            replica,
            tools: Arc::new(Toolset::standard()),
            // A script answers each request of a chat, so that nothing is asked beside it.
            settings: EngineSettings { writes_titles: options.writes_titles, ..EngineSettings::default() },
            shutdown: shutdown.clone(),
        });
        let state = ApiState::new(
            platform.clone(),
            chat,
            ApiSettings {
                listens_on,
                api_requests_per_minute: options.api_requests_per_minute,
                login_requests_per_minute: options.login_requests_per_minute,
            },
        );
        let (router, _document) = ropewalk_api::router(state);
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        let mut server = JoinSet::new();
        server.spawn(async move { axum::serve(listener, service).await.expect("the server runs") });
        Self {
            url,
            clock,
            platform,
            database,
            start_up,
            shutdown,
            http: model_http,
            _lease: lease,
            _server: server,
        }
    }

    /// A client without a token.
    pub(crate) fn anonymous(&self) -> TestClient {
        TestClient { http: self.http.clone(), url: self.url.clone(), token: None }
    }

    /// A client with a token.
    pub(crate) fn with_token(&self, token: &str) -> TestClient {
        TestClient { token: Some(token.to_owned()), ..self.anonymous() }
    }

    /// Makes the first user, `owner`, and signs them in.
    pub(crate) async fn owner(&self) -> TestUser {
        let request = json!({
            "email": "owner@example.com", "username": "owner", "name": "The Owner", "password": PASSWORD,
        });
        let made = self.anonymous().post("/api/v2/users/first", &request).await.expect(201);
        self.sign_in(made["user_id"].as_str().expect("an id"), "owner").await
    }

    /// Has the owner make a member of the default organization, and signs them in.
    pub(crate) async fn member(&self, owner: &TestUser, username: &str) -> TestUser {
        let request = json!({
            "email": format!("{username}@example.com"), "username": username, "password": PASSWORD,
            "organization_ids": [owner.organization_id],
        });
        let made = owner.client.post("/api/v2/users", &request).await.expect(201);
        self.sign_in(made["id"].as_str().expect("an id"), username).await
    }

    async fn sign_in(&self, id: &str, username: &str) -> TestUser {
        let request = json!({"email": format!("{username}@example.com"), "password": PASSWORD});
        let login = self.anonymous().post("/api/v2/users/login", &request).await.expect(201);
        let token = login["session_token"].as_str().expect("a token").to_owned();
        let client = self.with_token(&token);
        let organization = client.get("/api/v2/organizations/default").await.expect(200);
        TestUser {
            id: id.to_owned(),
            username: username.to_owned(),
            token,
            organization_id: organization["id"].as_str().expect("an id").to_owned(),
            client,
        }
    }
}

impl TestClient {
    /// `GET`.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// `POST` with a JSON body.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// `PUT` with a JSON body.
    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, Some(body)).await
    }

    /// `PATCH` with a JSON body.
    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, Some(body)).await
    }

    /// `DELETE`.
    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(Method::DELETE, path, None).await
    }

    /// Any method.
    pub(crate) async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        answer(request).await
    }

    /// The status alone, as soon as it is there: the body of a stream has no end.
    pub(crate) async fn status(&self, method: Method, path: &str, body: Option<&Value>) -> StatusCode {
        let request = self.request(method, path);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        request.send().await.expect("the server answers").status()
    }

    /// A request to finish by hand; send it with [`answer`].
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let request = self.http.request(method, format!("{}{path}", self.url)).timeout(REQUEST_TIMEOUT);
        match &self.token {
            Some(token) => request.header("Coder-Session-Token", token),
            None => request,
        }
    }
}

/// Sends a request and reads the whole answer.
pub(crate) async fn answer(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.expect("the server answers");
    let (status, headers) = (response.status(), response.headers().clone());
    let text = response.text().await.expect("the answer has a readable body");
    let body = match text.as_str() {
        "" => Value::Null,
        text => serde_json::from_str(text).unwrap_or_else(|_| json!(text)),
    };
    Answer { status, headers, body }
}

impl Answer {
    /// The body, if the status is this one.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status.as_u16(), status, "{:#}", self.body);
        self.body
    }

    /// The names of the bad fields, if the status is this one.
    #[track_caller]
    pub(crate) fn bad_fields(self, status: u16) -> Vec<String> {
        let body = self.expect(status);
        let validations = body["validations"].as_array().cloned().unwrap_or_default();
        validations.iter().map(|it| it["field"].as_str().expect("a field has a name").to_owned()).collect()
    }

    /// A header as text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}
