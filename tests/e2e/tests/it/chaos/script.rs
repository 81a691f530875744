//! What the fake model does: each turn runs the same five calls, whose effects can be counted afterwards.
//!
//! It has no memory: what comes next follows from the number of results since the last user message, so a request that
//! is made again after a crash is answered the same.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use ropewalk_testkit::fake_llm::{RecordedRequest, ScriptedCall, Turn};
use serde_json::{Value, json};

/// The file that commands append to, in the home of the workspace.
pub(super) const EFFECTS: &str = "effects";

/// The line before which edits put theirs.
pub(super) const MARK: &str = "-- the end --";

/// The calls of one turn, in their order: what each leaves behind is named `<turn>.<this>`.
pub(super) const COMMANDS: [&str; 3] = ["first", "second", "slow"];
pub(super) const EDIT: &str = "edit";

/// A turn's name from its parts: `turn c0.1 2` is the second turn of the first person's second chat.
pub(super) fn turn_text(chat: &str, turn: usize) -> String {
    format!("turn {chat} {turn}")
}

/// The prefix of everything that the turn leaves behind.
pub(super) fn token(turn_text: &str, what: &str) -> String {
    format!("{}.{what}", turn_text.trim_start_matches("turn ").replace(' ', "."))
}

/// The file of a chat that edits go to.
pub(super) fn log_of(chat: &str) -> String {
    format!("log-{chat}")
}

/// The model's answer at the end of a turn.
pub(super) fn answer_to(turn_text: &str) -> String {
    format!("{turn_text} is done")
}

/// The script, and how often it was asked.
#[derive(Clone, Default)]
pub(super) struct Script {
    home: Arc<OnceLock<String>>,
    asked: Arc<AtomicUsize>,
    /// The same by the name of the chat.
    asked_for: Arc<Mutex<HashMap<String, usize>>>,
}

impl Script {
    /// Where the workspace's home is, seen from inside.
    pub(super) fn set_home(&self, home: &str) {
        self.home.set(home.to_owned()).expect("set once");
    }

    /// How many requests came.
    pub(super) fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// How many requests came for this chat.
    pub(super) fn asked_for(&self, chat: &str) -> usize {
        self.asked_for.lock().expect("no test panicked here").get(chat).copied().unwrap_or_default()
    }

    /// The next step of the turn that the request is in.
    pub(super) fn turn(&self, request: &RecordedRequest) -> Turn {
        self.asked.fetch_add(1, Ordering::Relaxed);
        let home = self.home.get().map(String::as_str).unwrap_or_default();
        let text = request.last_user_text().unwrap_or_default();
        let chat = text.split(' ').nth(1).unwrap_or_default();
        *self.asked_for.lock().expect("no test panicked here").entry(chat.to_owned()).or_default() += 1;
        let [first, second, slow] = COMMANDS.map(|what| token(&text, what));
        let append = |token: &str, pause: &str| json!({"command": format!("sleep {pause}; echo {token} >> {home}/{EFFECTS}"), "timeout": "20s"});
        let pause = std::time::Duration::from_millis(20);
        let step = results_since_the_user_spoke(request);
        let calls = match step {
            0 => vec![("execute", append(&first, "0.1")), ("execute", append(&second, "0.15"))],
            2 => {
                let new_text = format!("{}\n{MARK}", token(&text, EDIT));
                let edit = json!({"path": format!("{home}/{}", log_of(chat)), "old_text": MARK, "new_text": new_text});
                vec![("edit_files", json!({"edits": [edit]}))]
            }
            3 => vec![("write_file", json!({"path": format!("{home}/note-{chat}"), "content": text}))],
            4 => vec![("execute", append(&slow, "0.4"))],
            _ => return Turn::new().chunks([text.as_str(), " is ", "done"]).delay(pause),
        };
        let calls = calls.into_iter().enumerate().map(|(place, (name, args))| {
            // The same request always gets the same ids, as after a crash it must not matter whether it does.
            ScriptedCall::new(name, args).with_id(format!("{}-{}", token(&text, "call"), step + place))
        });
        Turn::new().chunks(["I go ", "on."]).delay(pause).calls(calls)
    }
}

fn results_since_the_user_spoke(request: &RecordedRequest) -> usize {
    let role = |message: &Value| message["role"].as_str().unwrap_or_default().to_owned();
    request
        .messages()
        .iter()
        .rev()
        .take_while(|it| role(it) != "user")
        .filter(|it| role(it) == "tool")
        .count()
}
