//! Whether the context of a chat is full (chat-engine.md 5.7: PR-25, PR-26, PR-30). Pure.

use ropewalk_model::ModelConfigId;
use ropewalk_model::chat::{Message, Role, Usage, active_messages, latest_boundary};
use ropewalk_platform::chat_models::{DEFAULT_COMPRESSION_THRESHOLD, ResolvedModel};

/// From this threshold on nothing is compacted unless somebody asks for it.
const OFF_PERCENT: i32 = 100;

/// What a chat's model can be shown, and from when on it is too much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Window {
    /// The model.
    pub(crate) model: ModelConfigId,
    /// Its context window, in tokens.
    pub(crate) limit: i64,
    /// The window of the model that writes summaries, when another one does.
    pub(crate) summary_limit: Option<i64>,
    /// At how many percent it is full.
    pub(crate) threshold_percent: i32,
}

impl Window {
    pub(crate) fn of(model: &ResolvedModel, summary_limit: Option<i64>) -> Self {
        let threshold_percent = match model.compression_threshold {
            percent @ 0..=OFF_PERCENT => percent,
            _ => DEFAULT_COMPRESSION_THRESHOLD,
        };
        Self { model: model.id, limit: model.context_limit, summary_limit, threshold_percent }
    }
}

/// How much of a window is filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Measure {
    /// What the model was shown last, in tokens; 0 when that is not known.
    pub(crate) tokens: i64,
    /// What it can be shown, in tokens: the stricter limit, where another model writes summaries.
    pub(crate) limit: i64,
    /// At how many percent it is full.
    pub(crate) threshold_percent: i32,
}

impl Measure {
    /// How many percent are filled, to a tenth.
    pub(crate) fn percent(self) -> f64 {
        let thousandths = self.tokens.saturating_mul(1000).checked_div(self.limit).unwrap_or(0);
        // Exact: a window has far fewer tokens than a float has digits.
        #[expect(clippy::cast_precision_loss, reason = "see above")]
        let percent = thousandths as f64 / 10.0;
        percent
    }

    fn is_full(self) -> bool {
        let full_from = self.limit.saturating_mul(i64::from(self.threshold_percent));
        self.limit > 0 && self.threshold_percent < OFF_PERCENT && self.tokens.saturating_mul(100) >= full_from
    }
}

/// What is to be done before the model is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fullness {
    /// Nothing.
    Fine,
    /// What was said is to be summarized.
    Full(Measure),
    /// It was summarized, and the first answer after it filled the window again: another summary is no use.
    StillFull(Measure),
}

/// How full the context is.
pub(crate) fn fullness(history: &[Message], window: Window) -> Fullness {
    let active = active_messages(history);
    let measure = measure_of(&active, window);
    if measure.tokens == 0 || !measure.is_full() {
        return Fullness::Fine;
    }
    let was_compacted = latest_boundary(history).is_some();
    let first = active.iter().find(|it| it.body.role == Role::Assistant);
    match first.map(|first| of_answer(first, window)) {
        Some(first) if was_compacted && first.is_full() => Fullness::StillFull(first),
        Some(_) | None => Fullness::Full(measure),
    }
}

/// What the last answer says of the window.
pub(crate) fn measure(history: &[Message], window: Window) -> Measure {
    measure_of(&active_messages(history), window)
}

fn measure_of(active: &[&Message], window: Window) -> Measure {
    let is_measured = |it: &&&Message| it.body.role == Role::Assistant && it.body.usage.is_some();
    match active.iter().rev().find(is_measured) {
        Some(last) => of_answer(last, window),
        None => Measure {
            tokens: 0,
            limit: stricter(window.limit, window.summary_limit),
            threshold_percent: window.threshold_percent,
        },
    }
}

/// The limit is what the provider said of the model, else what its config says.
fn of_answer(answer: &Message, window: Window) -> Measure {
    let said = answer.body.context_limit.filter(|_| answer.body.model_config_id == Some(window.model));
    let limit = stricter(said.unwrap_or(window.limit), window.summary_limit);
    let tokens = answer.body.usage.as_ref().map_or(0, shown_tokens);
    Measure { tokens, limit, threshold_percent: window.threshold_percent }
}

fn stricter(limit: i64, other: Option<i64>) -> i64 {
    other.filter(|it| *it > 0).map_or(limit, |other| limit.min(other))
}

/// What the model was shown (chat-engine.md 2.7): fresh and cached input; only where nothing is said of those, all tokens.
fn shown_tokens(usage: &Usage) -> i64 {
    let shown = usage.input_tokens + usage.cache_read_tokens + usage.cache_creation_tokens;
    if shown == 0 { usage.total_tokens } else { shown }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::{Message, NewMessage, Part, Role, Usage, Visibility};
    use ropewalk_model::{ChatId, MessageId, ModelConfigId, Timestamp};
    use serde_json::json;

    use super::{Fullness, Measure, Window, fullness};

    const WINDOW: Window =
        Window { model: ModelConfigId::NIL, limit: 1000, summary_limit: None, threshold_percent: 70 };

    fn row(id: i64, role: Role, parts: Vec<Part>) -> Message {
        Message {
            id: MessageId(id),
            chat_id: ChatId::NIL,
            revision: 1,
            deleted: false,
            compressed: false,
            created_at: Timestamp::default(),
            body: NewMessage::new(role, Visibility::Both, parts),
        }
    }

    fn answer(id: i64, input: i64, cached: i64) -> Message {
        let mut message = row(id, Role::Assistant, vec![Part::text("ok")]);
        message.body.usage = Some(Usage {
            input_tokens: input,
            cache_read_tokens: cached,
            total_tokens: 9999,
            ..Usage::default()
        });
        message.body.model_config_id = Some(ModelConfigId::NIL);
        message
    }

    fn boundary(id: i64) -> [Message; 2] {
        let result = Part::ToolResult {
            tool_call_id: "s".into(),
            tool_name: "chat_summarized".into(),
            result: json!({ "source": "automatic" }),
            is_error: false,
            is_media: false,
            provider_executed: false,
            provider_metadata: None,
            created_at: None,
        };
        let mut rows =
            [row(id, Role::User, vec![Part::text("summary")]), row(id + 1, Role::Tool, vec![result])];
        rows.iter_mut().for_each(|it| it.compressed = true);
        rows
    }

    fn full(tokens: i64, limit: i64) -> Fullness {
        Fullness::Full(Measure { tokens, limit, threshold_percent: 70 })
    }

    #[test]
    fn it_is_full_from_the_threshold_on() {
        for (input, cached, expected) in
            [(699, 0, Fullness::Fine), (700, 0, full(700, 1000)), (100, 650, full(750, 1000))]
        {
            assert_eq!(fullness(&[answer(1, input, cached)], WINDOW), expected, "{input} {cached}");
        }
        assert_eq!(
            fullness(&[answer(1, 0, 0)], WINDOW),
            full(9999, 1000),
            "all tokens, where nothing else is said"
        );
        assert_eq!(fullness(&[row(1, Role::User, vec![])], WINDOW), Fullness::Fine);
        let off = Window { threshold_percent: 100, ..WINDOW };
        assert_eq!(fullness(&[answer(1, 5000, 0)], off), Fullness::Fine);
        let none = Window { limit: 0, ..WINDOW };
        assert_eq!(fullness(&[answer(1, 5000, 0)], none), Fullness::Fine, "a window that nobody knows");
    }

    #[test]
    fn the_stricter_limit_counts_and_what_the_provider_said_of_this_model() {
        let strict = Window { summary_limit: Some(500), ..WINDOW };
        assert_eq!(fullness(&[answer(1, 400, 0)], strict), full(400, 500));
        let mut said = answer(1, 400, 0);
        said.body.context_limit = Some(450);
        assert_eq!(fullness(std::slice::from_ref(&said), WINDOW), full(400, 450));
        let other = Window { model: ModelConfigId::from(uuid::Uuid::from_u128(7)), ..WINDOW };
        assert_eq!(fullness(&[said], other), Fullness::Fine, "it was said of another model");
    }

    #[test]
    fn after_a_compaction_the_first_answer_tells_whether_another_is_of_use() {
        let [summary, mark] = boundary(2);
        let mut history = vec![answer(1, 900, 0), summary, mark];
        assert_eq!(fullness(&history, WINDOW), Fullness::Fine, "what came before does not count");
        history.push(answer(4, 300, 0));
        history.push(answer(5, 800, 0));
        assert_eq!(fullness(&history, WINDOW), full(800, 1000));
        history[3] = answer(4, 710, 0);
        let still = Measure { tokens: 710, limit: 1000, threshold_percent: 70 };
        assert_eq!(fullness(&history, WINDOW), Fullness::StillFull(still));
    }
}
