//! `edit_files`: replaces texts in files of the workspace, all or nothing.
//!
//! The model gives one flat list of edits; the agent takes them by file. Edits of one file keep their order,
//! and what the agent says of `files[i].edits[j]` is told by the place in the model's own list.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::Chat;
use ropewalk_tunnel::AgentError;
use ropewalk_wire::agent::{AgentValidation, EditFilesRequest, FileEdit, FileEdits};
use serde_json::{Value, json};

use super::args::{Args, BadArgs, kind_of};
use super::connection::ChatLink;
use super::failure::CallFailure;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes, plan_file};

const NOTHING_CHANGED: &str = "Nothing was changed.";

/// Edits files, all or none.
pub(super) struct EditFiles;

#[async_trait]
impl Tool for EditFiles {
    fn definition(&self) -> ToolDefinition {
        definition(
            "edit_files",
            "Replaces texts in one or more files of the workspace, all or nothing: if one edit does not fit, no file is \
             changed. Read a file before you edit it. old_text must be in the file exactly once, so give enough lines \
             around the change, or set replace_all. Edits of one file are applied in order, each to the result of the \
             one before. Answers with a diff per file.",
            json!({
                "edits": {
                    "type": "array",
                    "minItems": 1,
                    "description": "The edits.",
                    "items": {
                        "type": "object",
                        "properties": {
                            "path": {"type": "string", "description": "Absolute path of the file."},
                            "old_text": {"type": "string", "description": "The text to replace, without line numbers."},
                            "new_text": {"type": "string", "description": "The text to put in its place; may be empty."},
                            "replace_all": {"type": "boolean", "description": "Replace every occurrence. Default: false."},
                        },
                        "required": ["path", "old_text", "new_text"],
                        "additionalProperties": false,
                    },
                },
            }),
            &["edits"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::WRITING
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        until_cancelled(&call.cancel, edit(&link.session(), &call.chat, &call.args)).await
    }
}

/// The edits by file, and for each the place in the model's list.
#[derive(Debug, Default)]
struct Grouped {
    files: Vec<FileEdits>,
    places: Vec<Vec<usize>>,
}

impl Grouped {
    fn push(&mut self, place: usize, path: &str, edit: FileEdit) {
        let known = self.files.iter().position(|file| file.path == path);
        let file = known.unwrap_or_else(|| {
            self.files.push(FileEdits { path: path.to_owned(), edits: Vec::new() });
            self.places.push(Vec::new());
            self.files.len() - 1
        });
        self.files[file].edits.push(edit);
        self.places[file].push(place);
    }

    /// The field of the agent's request, as the model's list has it.
    fn translate(&self, field: &str) -> Option<String> {
        let (file, rest) = index_after(field, "files[")?;
        let path = &self.files.get(file)?.path;
        let place = index_after(rest, ".edits[").and_then(|(edit, _)| self.places.get(file)?.get(edit));
        Some(place.map_or_else(|| path.clone(), |place| format!("edits[{place}] ({path})")))
    }
}

/// The number after `opening` at the beginning of `text`, and what follows its bracket.
fn index_after<'t>(text: &'t str, opening: &str) -> Option<(usize, &'t str)> {
    let (number, rest) = text.strip_prefix(opening)?.split_once(']')?;
    Some((number.parse().ok()?, rest))
}

fn group(args: &Value) -> Result<Grouped, BadArgs> {
    let args = Args::of(args)?;
    if args.get("edits").is_none() && args.get("files").is_some() {
        return Err(BadArgs(
            "edit_files does not take `files`. Send one flat list `edits`, in which each entry has `path`, `old_text`, \
             `new_text` and, if wanted, `replace_all`."
                .to_owned(),
        ));
    }
    let unwrapped: Value;
    let edits = match args.get("edits") {
        // some models send the list as JSON text
        Some(Value::String(text)) => {
            unwrapped = serde_json::from_str(text).map_err(|error| {
                BadArgs::field("edits", format_args!("is text that is not JSON: {error}"))
            })?;
            &unwrapped
        }
        Some(other) => other,
        None => return Err(BadArgs::field("edits", "is missing")),
    };
    let Value::Array(edits) = edits else {
        return Err(BadArgs::field("edits", format_args!("must be a list, not {}", kind_of(edits))));
    };
    if edits.is_empty() {
        return Err(BadArgs::field("edits", "must hold at least one edit"));
    }
    group_list(edits)
}

fn group_list(edits: &[Value]) -> Result<Grouped, BadArgs> {
    let mut grouped = Grouped::default();
    let mut without_path = Vec::new();
    for (place, edit) in edits.iter().enumerate() {
        let prefix = format!("edits[{place}].");
        let Value::Object(object) = edit else {
            let problem = format!("must be an object, not {}", kind_of(edit));
            return Err(BadArgs::field(prefix.trim_end_matches('.'), problem));
        };
        let fields = Args::nested(object, &prefix);
        let Some(path) = fields.optional_word("path")? else {
            without_path.push(place.to_string());
            continue;
        };
        let search = fields.text("old_text")?.to_owned();
        if search.is_empty() {
            let problem = "must not be empty: to make a file, or to replace all of it, use write_file";
            return Err(BadArgs::field(&format!("{prefix}old_text"), problem));
        }
        let replace = fields.text("new_text")?.to_owned();
        let replace_all = fields.flag("replace_all")?;
        grouped.push(place, path, FileEdit { search, replace, replace_all });
    }
    if without_path.is_empty() {
        Ok(grouped)
    } else {
        let places = without_path.join(", ");
        Err(BadArgs(format!("These entries of `edits` have no path: {places} (counted from 0).")))
    }
}

pub(super) async fn edit(session: &AgentSession<'_>, chat: &Chat, args: &Value) -> ToolOutcome {
    let grouped = match group(args) {
        Ok(grouped) => grouped,
        Err(bad) => return ToolOutcome::error(format!("{bad} {NOTHING_CHANGED}")),
    };
    let paths: Vec<&str> = grouped.files.iter().map(|file| file.path.as_str()).collect();
    if let Some(why) = plan_file::refusal(session, chat, &paths).await {
        return ToolOutcome::error(format!("{why} {NOTHING_CHANGED}"));
    }
    let request = &EditFilesRequest {
        files: grouped.files.clone(),
        include_diff: true,
        client_token: Some(session.client_token.clone()),
    };
    match session.call(|conn| async move { conn.edit_files(&session.context, request).await }).await {
        Ok(answer) => ToolOutcome::ok(json!({"ok": true, "files": answer.files.unwrap_or_default()})),
        Err(failure) => ToolOutcome::error(describe(&failure, &grouped)),
    }
}

fn describe(failure: &CallFailure, grouped: &Grouped) -> String {
    if let CallFailure::Agent(AgentError::Refused { validations, .. }) = failure
        && !validations.is_empty()
    {
        let lines: Vec<String> = validations.iter().map(|it| problem_line(it, grouped)).collect();
        return format!("{}\n{NOTHING_CHANGED}", lines.join("\n"));
    }
    let text = failure.to_string();
    let says_so = text.contains("o file was changed") || text.contains(NOTHING_CHANGED);
    if failure.is_without_effect() && !says_so { format!("{text} {NOTHING_CHANGED}") } else { text }
}

fn problem_line(validation: &AgentValidation, grouped: &Grouped) -> String {
    let place = grouped.translate(&validation.field).unwrap_or_else(|| validation.field.clone());
    format!("{place}: {}", validation.detail)
}

#[cfg(test)]
mod tests {
    use ropewalk_tunnel::AgentError;
    use ropewalk_wire::agent::AgentValidation;
    use serde_json::{Value, json};

    use super::{CallFailure, describe, group};

    fn edit(path: &str, old: &str) -> Value {
        json!({"path": path, "old_text": old, "new_text": "new"})
    }

    #[test]
    fn edits_are_grouped_by_file_in_their_order() {
        let grouped =
            group(&json!({"edits": [edit("/a", "1"), edit(" /b ", "2"), edit("/a", "3")]})).unwrap();
        let seen: Vec<(&str, Vec<&str>)> = grouped
            .files
            .iter()
            .map(|file| (file.path.as_str(), file.edits.iter().map(|it| it.search.as_str()).collect()))
            .collect();
        assert_eq!(seen, [("/a", vec!["1", "3"]), ("/b", vec!["2"])]);
    }

    #[test]
    fn a_list_as_text_is_unwrapped() {
        let text = json!([edit("/a", "1")]).to_string();
        assert_eq!(group(&json!({"edits": text})).unwrap().files.len(), 1);
    }

    #[test]
    fn what_is_wrong_is_told_by_field() {
        for (args, expected) in [
            (json!({"files": []}), "flat list `edits`"),
            (json!({}), "`edits` is missing"),
            (json!({"edits": "[{"}), "`edits` is text that is not JSON"),
            (json!({"edits": {}}), "`edits` must be a list"),
            (json!({"edits": []}), "at least one edit"),
            (json!({"edits": [1]}), "`edits[0]` must be an object"),
            (json!({"edits": [edit("/a", "1"), edit("  ", "2"), {"old_text": "x"}]}), "no path: 1, 2"),
            (json!({"edits": [{"path": "/a", "new_text": "x"}]}), "`edits[0].old_text` is missing"),
            (json!({"edits": [edit("/a", "")]}), "write_file"),
            (
                json!({"edits": [{"path": "/a", "old_text": "x", "new_text": "y", "replace_all": 3}]}),
                "`edits[0].replace_all`",
            ),
        ] {
            let problem = group(&args).unwrap_err().to_string();
            assert!(problem.contains(expected), "{args}: {problem}");
        }
    }

    #[test]
    fn the_agents_words_are_told_by_the_models_own_places() {
        let grouped = group(&json!({"edits": [edit("/a", "1"), edit("/b", "2"), edit("/a", "3")]})).unwrap();
        let validation =
            |field: &str| AgentValidation { field: field.to_owned(), detail: "was not found".to_owned() };
        let failure = CallFailure::Agent(AgentError::Refused {
            what: "editing files",
            status: 400,
            message: "no".to_owned(),
            detail: None,
            validations: vec![validation("files[0].edits[1]"), validation("files[1]"), validation("odd")],
        });
        assert_eq!(
            describe(&failure, &grouped),
            "edits[2] (/a): was not found\n/b: was not found\nodd: was not found\nNothing was changed."
        );
    }
}
