//! What the handlers and the test share: the script, the gates, the record and the violations.
//!
//! Locks are held for moments and never across an await; waiting is done on watch channels.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use super::recorded::RecordedRequest;
use super::script::{Rule, Script, Turn};

/// How long anything waits for a test before it counts as a mistake of the test.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

/// A function that answers by the content of the request.
pub(super) type Responder = Arc<dyn Fn(&RecordedRequest) -> Turn + Send + Sync>;

/// A place where turns wait.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Gate {
    pub(super) is_open: bool,
    pub(super) waiting: usize,
}

/// How many requests have come and how their streams ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Progress {
    pub(super) requests: usize,
    pub(super) finished: usize,
    pub(super) aborted: usize,
}

pub(super) struct Shared {
    answers: Mutex<Answers>,
    record: Mutex<Vec<RecordedRequest>>,
    violations: Mutex<Vec<String>>,
    pub(super) gates: watch::Sender<BTreeMap<String, Gate>>,
    pub(super) progress: watch::Sender<Progress>,
    pub(super) stop: CancellationToken,
}

struct Answers {
    turns: VecDeque<Turn>,
    rules: Vec<PendingRule>,
    responder: Option<Responder>,
    models: Vec<String>,
    api_key: Option<String>,
}

struct PendingRule {
    rule: Rule,
    used: usize,
}

impl PendingRule {
    fn next_turn(&mut self) -> Option<Turn> {
        let turns = &self.rule.turns;
        let turn = turns.get(self.used).or_else(|| turns.last().filter(|_| self.rule.repeat_last))?.clone();
        self.used += 1;
        Some(turn)
    }
}

impl Shared {
    pub(super) fn new(script: Script) -> Self {
        let pending = |rule| PendingRule { rule, used: 0 };
        let answers = Answers {
            turns: script.turns.into(),
            rules: script.rules.into_iter().map(pending).collect(),
            responder: None,
            models: script.models,
            api_key: script.api_key,
        };
        Self {
            answers: Mutex::new(answers),
            record: Mutex::default(),
            violations: Mutex::default(),
            gates: watch::Sender::default(),
            progress: watch::Sender::default(),
            stop: CancellationToken::new(),
        }
    }

    pub(super) fn push_turn(&self, turn: Turn) {
        locked(&self.answers).turns.push_back(turn);
    }

    pub(super) fn push_rule(&self, rule: Rule) {
        locked(&self.answers).rules.push(PendingRule { rule, used: 0 });
    }

    pub(super) fn set_responder(&self, responder: Responder) {
        locked(&self.answers).responder = Some(responder);
    }

    pub(super) fn set_api_key(&self, key: Option<String>) {
        locked(&self.answers).api_key = key;
    }

    pub(super) fn api_key(&self) -> Option<String> {
        locked(&self.answers).api_key.clone()
    }

    pub(super) fn set_models(&self, models: Vec<String>) {
        locked(&self.answers).models = models;
    }

    pub(super) fn models(&self) -> Vec<String> {
        locked(&self.answers).models.clone()
    }

    /// The turns that were pushed and not asked for.
    pub(super) fn turns_left(&self) -> usize {
        locked(&self.answers).turns.len()
    }

    /// The answer to a request: pushed turns first, then the first rule that fits and has one, then the
    /// responder.
    pub(super) fn next_turn(&self, request: &RecordedRequest) -> Option<Turn> {
        let responder = {
            let mut answers = locked(&self.answers);
            if let Some(turn) = answers.turns.pop_front() {
                return Some(turn);
            }
            let mut fitting = answers.rules.iter_mut().filter(|it| it.rule.when.matches(request));
            if let Some(turn) = fitting.find_map(PendingRule::next_turn) {
                return Some(turn);
            }
            answers.responder.clone()
        };
        responder.map(|it| it(request))
    }

    /// Notes a request; its number counts from 1.
    pub(super) fn note_request(&self, request: RecordedRequest) -> usize {
        let number = {
            let mut record = locked(&self.record);
            record.push(request);
            record.len()
        };
        self.progress.send_modify(|it| it.requests = number);
        number
    }

    pub(super) fn requests(&self) -> Vec<RecordedRequest> {
        locked(&self.record).clone()
    }

    pub(super) fn note_violation(&self, violation: String) {
        tracing::warn!(violation, "The fake LLM server refused a request: {violation}");
        locked(&self.violations).push(violation);
    }

    pub(super) fn violations(&self) -> Vec<String> {
        locked(&self.violations).clone()
    }

    pub(super) fn open_gate(&self, name: &str) {
        self.gates.send_modify(|it| it.entry(name.to_owned()).or_default().is_open = true);
    }

    /// Waits until a gate is open; false if nobody opened it in time.
    pub(super) async fn pass_gate(&self, name: &str) -> bool {
        let _waiting = Waiting::at(&self.gates, name);
        let mut gates = self.gates.subscribe();
        let is_open = gates.wait_for(|it| it.get(name).is_some_and(|it| it.is_open));
        matches!(tokio::time::timeout(PATIENCE, is_open).await, Ok(Ok(_)))
    }
}

/// One turn that stands at a gate; it leaves also when the client goes away.
struct Waiting<'a> {
    gates: &'a watch::Sender<BTreeMap<String, Gate>>,
    name: &'a str,
}

impl<'a> Waiting<'a> {
    fn at(gates: &'a watch::Sender<BTreeMap<String, Gate>>, name: &'a str) -> Self {
        gates.send_modify(|it| it.entry(name.to_owned()).or_default().waiting += 1);
        Self { gates, name }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.gates.send_modify(|it| {
            let gate = it.entry(self.name.to_owned()).or_default();
            gate.waiting = gate.waiting.saturating_sub(1);
        });
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
