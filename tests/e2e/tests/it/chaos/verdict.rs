//! What the chats and the files say afterwards.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;

use ropewalk_wire::chats::{ChatMessage, ChatMessagePart, ChatMessagePartType, ChatMessageRole, ChatStatus};

use super::people::{Lived, text_of};
use super::script::{self, COMMANDS, EDIT};

/// The counts. Each wrong names what it is about.
#[derive(Default)]
pub(super) struct Verdict {
    pub(super) chats: usize,
    pub(super) turns: usize,
    pub(super) messages: usize,
    pub(super) effects: usize,
    /// Calls whose result said that they failed or that nobody knows: their effect may be there once or not at all.
    pub(super) unknown: usize,
    lost_messages: Vec<String>,
    doubled_messages: Vec<String>,
    lost_effects: Vec<String>,
    doubled_effects: Vec<String>,
    broken_histories: Vec<String>,
    failed_chats: Vec<String>,
    stuck_chats: Vec<String>,
    wrong_views: Vec<String>,
    /// How often somebody stopped a run or had a waiting message run at once, and the turns without an answer therefore.
    stops: usize,
    promotions: usize,
    unanswered: usize,
}

impl Verdict {
    pub(super) fn of(lives: &[Vec<Lived>], effects: &str, home: &Path) -> Self {
        let mut verdict = Self::default();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for line in effects.lines() {
            *counts.entry(line).or_default() += 1;
        }
        for lived in lives.iter().flatten() {
            let log = std::fs::read_to_string(home.join(script::log_of(&lived.name))).unwrap_or_default();
            verdict.judge(lived, &counts, &log);
        }
        verdict
    }

    fn judge(&mut self, lived: &Lived, effects: &HashMap<&str, usize>, log: &str) {
        self.chats += 1;
        self.messages += lived.messages.len();
        self.stops += lived.stops;
        self.promotions += lived.promotions;
        match lived.status {
            Some(ChatStatus::Error) => self.failed_chats.push(lived.name.clone()),
            Some(_) => {}
            None => self.stuck_chats.push(lived.name.clone()),
        }
        self.wrong_views.extend(lived.viewed_wrong.iter().map(|it| format!("{}: {it}", lived.name)));
        self.judge_history(lived);
        for sent in &lived.sent {
            self.turns += 1;
            let said = |role: ChatMessageRole, text: &str| {
                lived.messages.iter().filter(|it| it.role == role && text_of(&it.content) == text).count()
            };
            let answer = script::answer_to(sent);
            for (what, count) in [
                (sent, said(ChatMessageRole::User, sent)),
                (&answer, said(ChatMessageRole::Assistant, &answer)),
            ] {
                let may_lack = *what == answer && lived.cut.contains(sent);
                match count {
                    0 if may_lack => self.unanswered += 1,
                    0 => self.lost_messages.push(what.clone()),
                    1 => {}
                    _ => self.doubled_messages.push(what.clone()),
                }
            }
            for what in COMMANDS {
                let token = script::token(sent, what);
                let count = effects.get(token.as_str()).copied().unwrap_or_default();
                self.judge_effect(lived, &token, count);
            }
            let token = script::token(sent, EDIT);
            let count = log.lines().filter(|line| **line == token).count();
            self.judge_effect(lived, &token, count);
        }
    }

    /// An effect is there once; when its result does not claim that it is, once or not at all.
    fn judge_effect(&mut self, lived: &Lived, token: &str, count: usize) {
        self.effects += count;
        let went_well = lived.messages.iter().any(|message| claims(message, &lived.messages, token));
        if !went_well {
            self.unknown += 1;
        }
        match (count, went_well) {
            (0, true) => self.lost_effects.push(token.to_owned()),
            (0, false) | (1, _) => {}
            (_, _) => self.doubled_effects.push(token.to_owned()),
        }
    }

    /// Each call has one result, after it; no result is without its call.
    fn judge_history(&mut self, lived: &Lived) {
        let mut open: HashMap<&str, usize> = HashMap::new();
        for part in lived.messages.iter().flat_map(|it| &it.content) {
            let id = part.tool_call_id.as_deref().unwrap_or_default();
            let wrong = if part.kind == ChatMessagePartType::ToolCall {
                open.insert(id, 0).map(|_| format!("{id} is called twice"))
            } else if part.kind == ChatMessagePartType::ToolResult {
                let Some(results) = open.get_mut(id) else {
                    self.broken_histories.push(format!("{id} has a result without a call"));
                    continue;
                };
                *results += 1;
                (*results > 1).then(|| format!("{id} has two results"))
            } else {
                None
            };
            self.broken_histories.extend(wrong);
        }
        let dangling = open.iter().filter(|(_, results)| **results == 0);
        self.broken_histories.extend(dangling.map(|(id, _)| format!("{id} has no result")));
    }

    /// Everything that must not be.
    pub(super) fn wrongs(&self) -> Vec<String> {
        let named = [
            ("lost message", &self.lost_messages),
            ("doubled message", &self.doubled_messages),
            ("lost effect", &self.lost_effects),
            ("doubled effect", &self.doubled_effects),
            ("broken history", &self.broken_histories),
            ("chat in error", &self.failed_chats),
            ("stuck chat", &self.stuck_chats),
            ("wrong view", &self.wrong_views),
        ];
        named.iter().flat_map(|(what, list)| list.iter().map(move |it| format!("{what}: {it}"))).collect()
    }
}

/// Whether `message` has a call that leaves `token`, and its result says that it did.
fn claims(message: &ChatMessage, all: &[ChatMessage], token: &str) -> bool {
    let leaves = |part: &&ChatMessagePart| {
        part.kind == ChatMessagePartType::ToolCall
            && part.args.as_ref().is_some_and(|args| {
                let text = args.to_string();
                text.contains(&format!("echo {token} ")) || text.contains(&format!("{token}\\n"))
            })
    };
    message.content.iter().filter(leaves).any(|call| {
        let results = all.iter().flat_map(|it| &it.content);
        results
            .filter(|it| it.kind == ChatMessagePartType::ToolResult && it.tool_call_id == call.tool_call_id)
            .any(|it| !it.is_error && it.result.as_ref().is_some_and(is_good))
    })
}

/// A command says so by its exit code, an edit by having no error.
fn is_good(result: &serde_json::Value) -> bool {
    result.get("error").is_none() && result.get("exit_code").is_none_or(|code| *code == 0)
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "chats {}, turns {}, messages {}, effects {}",
            self.chats, self.turns, self.messages, self.effects
        )?;
        writeln!(
            f,
            "stops {}, promotions {}, turns without an answer because of them {}",
            self.stops, self.promotions, self.unanswered
        )?;
        writeln!(f, "calls whose outcome the model was told to be failed or unknown: {}", self.unknown)?;
        writeln!(
            f,
            "lost messages {}, doubled messages {}, lost effects {}, doubled effects {}, broken histories {}, failed \
             chats {}, stuck chats {}, wrong views {}",
            self.lost_messages.len(),
            self.doubled_messages.len(),
            self.lost_effects.len(),
            self.doubled_effects.len(),
            self.broken_histories.len(),
            self.failed_chats.len(),
            self.stuck_chats.len(),
            self.wrong_views.len(),
        )
    }
}
