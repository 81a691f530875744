//! What a server counts and measures of itself, in the text format that Prometheus reads (`GET /metrics`).
//!
//! One method per event: whoever tells of one knows neither names nor library. Names with the prefix `coderd_chatd_` are
//! those of the followed server (chat-engine.md 6.12), so that its dashboards keep working; our own begin with
//! `ropewalk_`. docs/OPERATING.md lists them.
//!
//! What must stay true: every label has few values (statuses, kinds, configured names, route templates), never an id, a
//! path or a text of a user; a server has one [`Metrics`], so two in one process do not mix.

use std::sync::Arc;
use std::time::Duration;

use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::{Histogram, exponential_buckets};
use prometheus_client::registry::{Registry, Unit};

/// The media type of [`Metrics::text`].
pub const METRICS_CONTENT_TYPE: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Takeovers: the bar is 5 s for half of them and 10 s for all (chat-state-machine.md 6.1).
const TAKEOVER_BUCKETS_SECS: [f64; 10] = [0.5, 1.0, 2.0, 3.0, 4.0, 5.0, 7.5, 10.0, 20.0, 60.0];
/// The first word of a model (chat-engine.md 6.12).
const FIRST_WORD_BUCKETS_SECS: [f64; 10] = [0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0];
/// Requests; streams last longer and fall into the last bucket.
const REQUEST_BUCKETS_SECS: [f64; 8] = [0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0, 30.0];

type Labels<const N: usize> = [(&'static str, String); N];
type Counters<const N: usize> = Family<Labels<N>, Counter>;
type Histograms<const N: usize> = Family<Labels<N>, Histogram, fn() -> Histogram>;

/// The numbers of one server. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Metrics(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    registry: Registry,
    chats: Family<Labels<1>, Gauge>,
    streaming: Family<Labels<1>, Gauge>,
    unexplained: Gauge,
    acquisitions: Counter,
    takeover: Histogram,
    steps: Counters<2>,
    retries: Counters<3>,
    message_count: Histograms<2>,
    prompt_size: Histograms<2>,
    tool_result_size: Histograms<3>,
    tool_results_cut: Counters<3>,
    tool_errors: Counters<3>,
    malformed_frames: Counters<2>,
    compactions: Counters<3>,
    first_word: Histograms<2>,
    provider_calls: Counters<3>,
    tool_calls: Counters<2>,
    build_jobs: Counters<2>,
    requests: Counters<3>,
    request_duration: Histograms<2>,
    memory: Gauge,
}

/// How a compaction ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CompactionResult {
    /// The summary is there.
    Success,
    /// The model failed, or gave none.
    Error,
    /// The model took too long.
    Timeout,
}

/// What is counted of a tool's result.
#[derive(Clone, Copy, Debug)]
pub struct ToolResultFacts<'a> {
    /// One of the server's own tools: names that a model made up count as `unknown`, given as an empty text.
    pub tool: &'a str,
    /// Whether it failed.
    pub is_error: bool,
    /// Whether its middle was left out, because it was too long for the model.
    pub is_cut: bool,
    /// How long the result is that the model gets.
    pub size_bytes: usize,
}

impl Default for Metrics {
    fn default() -> Self {
        Self::new()
    }
}

impl Metrics {
    /// The numbers of a server that has just started.
    #[must_use]
    pub fn new() -> Self {
        let mut inner = Inner {
            registry: Registry::default(),
            chats: Family::default(),
            streaming: Family::default(),
            unexplained: Gauge::default(),
            acquisitions: Counter::default(),
            takeover: Histogram::new(TAKEOVER_BUCKETS_SECS),
            steps: Family::default(),
            retries: Family::default(),
            message_count: Family::new_with_constructor(|| Histogram::new(exponential_buckets(1.0, 2.0, 11))),
            prompt_size: Family::new_with_constructor(|| {
                Histogram::new(exponential_buckets(1024.0, 4.0, 10))
            }),
            tool_result_size: Family::new_with_constructor(|| {
                Histogram::new(exponential_buckets(64.0, 4.0, 9))
            }),
            tool_results_cut: Family::default(),
            tool_errors: Family::default(),
            malformed_frames: Family::default(),
            compactions: Family::default(),
            first_word: Family::new_with_constructor(|| Histogram::new(FIRST_WORD_BUCKETS_SECS)),
            provider_calls: Family::default(),
            tool_calls: Family::default(),
            build_jobs: Family::default(),
            requests: Family::default(),
            request_duration: Family::new_with_constructor(|| Histogram::new(REQUEST_BUCKETS_SECS)),
            memory: Gauge::default(),
        };
        inner.register();
        Self(Arc::new(inner))
    }

    /// How many chats of the whole deployment are in a status in which a worker must act.
    pub fn set_chats_at_work(&self, status: &'static str, count: i64) {
        self.0.chats.get_or_create(&[("status", status.to_owned())]).set(count);
    }

    /// How many chats of this server wait for a model's words now.
    pub fn set_chats_streaming(&self, count: usize) {
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        self.0.streaming.get_or_create(&[("state", "streaming".to_owned())]).set(count);
    }

    /// How many chats are not idle and cannot say why.
    pub fn set_chats_unexplained(&self, count: usize) {
        self.0.unexplained.set(i64::try_from(count).unwrap_or(i64::MAX));
    }

    /// This server took a chat to work on.
    pub fn chat_acquired(&self) {
        self.0.acquisitions.inc();
    }

    /// The chat was a dead server's, whose last sign of life was so long ago.
    pub fn chat_taken_over(&self, after: Duration) {
        self.0.takeover.observe(after.as_secs_f64());
    }

    /// A model is asked with so many messages, whose texts and files are so long together.
    pub fn model_asked(&self, provider: &str, model: &str, messages: usize, prompt_bytes: usize) {
        let labels = of_model(provider, model);
        self.0.message_count.get_or_create(&labels).observe(as_f64(messages));
        self.0.prompt_size.get_or_create(&labels).observe(as_f64(prompt_bytes));
    }

    /// A frame of a model's stream could not be read.
    pub fn malformed_frame(&self, provider: &str, model: &str) {
        self.0.malformed_frames.get_or_create(&of_model(provider, model)).inc();
    }

    /// Its first word came after so long.
    pub fn model_began(&self, provider: &str, model: &str, after: Duration) {
        self.0.first_word.get_or_create(&of_model(provider, model)).observe(after.as_secs_f64());
    }

    /// A call of a model ended: `outcome` is `ok` or the kind of the error.
    pub fn model_answered(&self, provider: &str, model: &str, outcome: &'static str) {
        let [provider, model] = of_model(provider, model);
        self.0.provider_calls.get_or_create(&[provider, model, ("outcome", outcome.to_owned())]).inc();
    }

    /// A step was stored.
    pub fn step_stored(&self, provider: &str, model: &str) {
        self.0.steps.get_or_create(&of_model(provider, model)).inc();
    }

    /// A step that failed is tried again; `kind` is that of the error.
    pub fn step_retried(&self, provider: &str, model: &str, kind: &'static str) {
        let [provider, model] = of_model(provider, model);
        self.0.retries.get_or_create(&[provider, model, ("kind", kind.to_owned())]).inc();
    }

    /// A compaction ended.
    pub fn compacted(&self, provider: &str, model: &str, result: CompactionResult) {
        let [provider, model] = of_model(provider, model);
        let result = match result {
            CompactionResult::Success => "success",
            CompactionResult::Error => "error",
            CompactionResult::Timeout => "timeout",
        };
        self.0.compactions.get_or_create(&[provider, model, ("result", result.to_owned())]).inc();
    }

    /// A tool gave its result to a model.
    pub fn tool_ended(&self, provider: &str, model: &str, result: &ToolResultFacts<'_>) {
        let tool = if result.tool.is_empty() { "unknown" } else { result.tool };
        let of_tool = ("tool_name", tool.to_owned());
        let outcome = if result.is_error { "error" } else { "ok" };
        self.0.tool_calls.get_or_create(&[of_tool.clone(), ("outcome", outcome.to_owned())]).inc();
        let [provider, model] = of_model(provider, model);
        let labels = [provider, model, of_tool];
        self.0.tool_result_size.get_or_create(&labels).observe(as_f64(result.size_bytes));
        if result.is_error {
            self.0.tool_errors.get_or_create(&labels).inc();
        }
        if result.is_cut {
            self.0.tool_results_cut.get_or_create(&labels).inc();
        }
    }

    /// A build ended.
    pub fn build_ended(&self, transition: &'static str, outcome: &'static str) {
        let labels = [("transition", transition.to_owned()), ("outcome", outcome.to_owned())];
        self.0.build_jobs.get_or_create(&labels).inc();
    }

    /// A request was answered; `route` is its template, never its path.
    pub fn request_answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let (method, route) = (("method", method.to_owned()), ("route", route.to_owned()));
        let class = ("status", format!("{}xx", status / 100));
        self.0.requests.get_or_create(&[method.clone(), route.clone(), class]).inc();
        self.0.request_duration.get_or_create(&[method, route]).observe(took.as_secs_f64());
    }

    /// All numbers, as [`METRICS_CONTENT_TYPE`].
    ///
    /// # Errors
    /// Never in practice: text is written to memory.
    pub fn text(&self) -> Result<String, std::fmt::Error> {
        if let Some(bytes) = resident_bytes() {
            self.0.memory.set(bytes);
        }
        let mut text = String::new();
        encode(&mut text, &self.0.registry)?;
        Ok(text)
    }
}

impl Inner {
    fn register(&mut self) {
        let theirs = self.registry.sub_registry_with_prefix("coderd_chatd");
        theirs.register("chats", "Chats of this server by what they do", self.streaming.clone());
        theirs.register("steps", "Steps stored", self.steps.clone());
        theirs.register(
            "stream_retries",
            "Steps tried again, by the kind of the error",
            self.retries.clone(),
        );
        theirs.register("message_count", "Messages sent to the model per call", self.message_count.clone());
        theirs.register_with_unit(
            "prompt_size",
            "Length of the texts and files sent to the model per call",
            Unit::Bytes,
            self.prompt_size.clone(),
        );
        theirs.register_with_unit(
            "tool_result_size",
            "Length of the results of tools",
            Unit::Bytes,
            self.tool_result_size.clone(),
        );
        theirs.register(
            "tool_result_truncated",
            "Results of tools that were too long for the model and lost their middle",
            self.tool_results_cut.clone(),
        );
        theirs.register("compaction", "Summaries of chats, by how they ended", self.compactions.clone());
        theirs.register("tool_errors", "Tools that failed", self.tool_errors.clone());
        theirs.register_with_unit(
            "ttft",
            "Time to the first word of the model",
            Unit::Seconds,
            self.first_word.clone(),
        );
        let ours = self.registry.sub_registry_with_prefix("ropewalk");
        ours.register(
            "chats_at_work",
            "Chats of the deployment that are not idle, by status",
            self.chats.clone(),
        );
        ours.register(
            "chats_unexplained",
            "Chats that are not idle and cannot say what they wait for: always 0",
            self.unexplained.clone(),
        );
        ours.register(
            "chat_acquisitions",
            "Chats that this server took to work on",
            self.acquisitions.clone(),
        );
        ours.register_with_unit(
            "chat_takeover",
            "From the last sign of life of a dead server to the moment its chat was taken over",
            Unit::Seconds,
            self.takeover.clone(),
        );
        ours.register(
            "provider_calls",
            "Model calls, by outcome: ok, or the kind of the error",
            self.provider_calls.clone(),
        );
        ours.register(
            "malformed_frames",
            "Frames of models' streams that could not be read",
            self.malformed_frames.clone(),
        );
        ours.register("tool_calls", "Tool calls, by outcome", self.tool_calls.clone());
        ours.register("build_jobs", "Workspace builds, by outcome", self.build_jobs.clone());
        ours.register(
            "http_requests",
            "Requests, by route template and class of status",
            self.requests.clone(),
        );
        ours.register_with_unit(
            "http_request_duration",
            "Time to the head of the answer",
            Unit::Seconds,
            self.request_duration.clone(),
        );
        self.registry.register_with_unit(
            "process_resident_memory",
            "Memory of this process that is in RAM",
            Unit::Bytes,
            self.memory.clone(),
        );
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts and lengths far below 2^52")]
const fn as_f64(number: usize) -> f64 {
    number as f64
}

fn of_model(provider: &str, model: &str) -> Labels<2> {
    [("provider", provider.to_owned()), ("model", model.to_owned())]
}

/// What the kernel says that this process has in RAM; `None` where it does not say.
fn resident_bytes() -> Option<i64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kibibytes: i64 = line.trim().strip_suffix(" kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
#[path = "metrics_tests.rs"]
mod tests;
