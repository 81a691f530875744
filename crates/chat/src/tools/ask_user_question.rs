//! `ask_user_question`: asks the person to choose (chat-engine.md 4.3). The call's success ends the turn; the answer is the person's next message.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use serde_json::{Value, json};

use super::args::{Args, BadArgs, kind_of};
use super::schema::definition;
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// How many questions at once: a person reads them all before they answer.
const QUESTIONS_MAX: usize = 10;
/// How many answers a question offers.
const OPTIONS: std::ops::RangeInclusive<usize> = 2..=4;

/// Asks the person.
pub(super) struct AskUserQuestion;

#[async_trait]
impl Tool for AskUserQuestion {
    fn definition(&self) -> ToolDefinition {
        let option = json!({
            "type": "object",
            "properties": {
                "label": {"type": "string", "description": "The answer, in a few words."},
                "description": {"type": "string", "description": "What it means and costs."},
            },
            "required": ["label", "description"],
            "additionalProperties": false,
        });
        let question = json!({
            "type": "object",
            "properties": {
                "header": {"type": "string", "description": "What the question is about, in one to three words."},
                "question": {"type": "string", "description": "The question, complete."},
                "options": {"type": "array", "minItems": 2, "maxItems": 4, "items": option, "description": "The answers to choose from, the one that you recommend first. The user can always answer in words of their own."},
            },
            "required": ["header", "question", "options"],
            "additionalProperties": false,
        });
        definition(
            "ask_user_question",
            "Asks the user to decide what is theirs to decide and what the plan depends on. Put all questions into one call. The \
             turn ends with it; the answer comes as the user's next message. Do not ask what you can find out, and do not ask \
             whether the plan is good: propose_plan does that.",
            json!({"questions": {"type": "array", "minItems": 1, "maxItems": QUESTIONS_MAX, "items": question}}),
            &["questions"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::PLANNING_ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        match read_args(&call.args) {
            Ok(questions) => ToolOutcome::ok(json!({"questions": questions})),
            Err(bad) => ToolOutcome::error(bad.to_string()),
        }
    }
}

/// The questions, with nothing in them but what people are shown.
fn read_args(args: &Value) -> Result<Vec<Value>, BadArgs> {
    let questions = list(&Args::of(args)?, "questions")?;
    if questions.is_empty() || questions.len() > QUESTIONS_MAX {
        return Err(BadArgs::field("questions", format!("must hold 1 to {QUESTIONS_MAX} questions")));
    }
    let mut read = Vec::with_capacity(questions.len());
    for (index, question) in questions.iter().enumerate() {
        let prefix = format!("questions[{index}].");
        let fields = fields(question, &prefix)?;
        let options = list(&fields, "options").map_err(|BadArgs(problem)| {
            BadArgs(problem.replacen("`options`", &format!("`{prefix}options`"), 1))
        })?;
        if !OPTIONS.contains(&options.len()) {
            return Err(BadArgs::field(&format!("{prefix}options"), "must hold 2 to 4 answers"));
        }
        let mut offered = Vec::with_capacity(options.len());
        for (place, option) in options.iter().enumerate() {
            let prefix = format!("{prefix}options[{place}].");
            let option = self::fields(option, &prefix)?;
            offered.push(json!({"label": option.word("label")?, "description": option.word("description")?}));
        }
        read.push(json!({
            "header": fields.word("header")?,
            "question": fields.word("question")?,
            "options": offered,
        }));
    }
    Ok(read)
}

fn list<'a>(args: &Args<'a>, field: &str) -> Result<&'a Vec<Value>, BadArgs> {
    match args.get(field) {
        Some(Value::Array(items)) => Ok(items),
        Some(other) => Err(BadArgs::field(field, format!("must be a list, not {}", kind_of(other)))),
        None => Err(BadArgs::field(field, "is missing")),
    }
}

fn fields<'a>(value: &'a Value, prefix: &'a str) -> Result<Args<'a>, BadArgs> {
    let object = value.as_object().ok_or_else(|| {
        let field = prefix.trim_end_matches('.');
        BadArgs::field(field, format!("must be an object, not {}", kind_of(value)))
    })?;
    Ok(Args::nested(object, prefix))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read_args;

    fn question(options: usize) -> Value {
        let options: Vec<Value> =
            (0..options).map(|it| json!({"label": format!("answer {it}"), "description": "fine"})).collect();
        json!({"header": "Store", "question": "Which one?", "options": options})
    }

    #[test]
    fn questions_are_whole_or_refused_with_the_field() {
        let good = json!({"questions": [question(2), question(4)]});
        let read = read_args(&good).expect("good");
        assert_eq!(json!({"questions": read}), good);
        let blank = json!({"header": "Store", "question": " ", "options": question(2)["options"]});
        let nameless =
            json!({"header": "Store", "question": "Which?", "options": [{"label": "a"}, {"label": "b"}]});
        for (bad, field) in [
            (json!({}), "`questions`"),
            (json!({"questions": "what?"}), "`questions`"),
            (json!({"questions": []}), "`questions`"),
            (json!({"questions": ["what?"]}), "`questions[0]`"),
            (json!({"questions": [question(2), question(1)]}), "`questions[1].options`"),
            (json!({"questions": [question(5)]}), "`questions[0].options`"),
            (json!({"questions": [blank]}), "`questions[0].question`"),
            (json!({"questions": [nameless]}), "`questions[0].options[0].description`"),
        ] {
            let problem = read_args(&bad).expect_err("bad").to_string();
            assert!(problem.contains(field), "{bad}: {problem}");
        }
    }
}
