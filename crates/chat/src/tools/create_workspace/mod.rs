//! `create_workspace`: makes the workspace of a chat and waits until it can be worked in (chat-engine.md 4.4).
//!
//! What must stay true:
//! - the workspace and its build are bound to the chat before anything is waited for, and stay bound when the build
//!   fails: people follow the log, and a call that is run again after a crash finds them instead of making others;
//! - a failed build is a result with an `error` key, not an error of the tool: clients show it with its build (TL-1);
//! - calls of one chat never overlap: they are serial (TL-5).

mod existing;
mod name;

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::TemplateId;
use ropewalk_model::names::check_name;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::accounts::UserRef;
use ropewalk_platform::workspaces::NewWorkspace;
use ropewalk_wire::builds::WorkspaceBuildParameter;
use ropewalk_wire::templates::Template;
use ropewalk_wire::workspaces::{CreateWorkspaceRequest, Workspace};
use serde_json::{Value, json};

use super::args::{Args, BadArgs, kind_of};
use super::read_template::{find_template, template_id};
use super::schema::definition;
use super::session::until_cancelled;
use super::workspace_builds::{Problem, bind, full_name, refused, wait_and_add, wait_for_build};
use super::{Recovery, Scheduling, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

const NAME: &str = "create_workspace";

/// Makes a workspace.
pub(super) struct CreateWorkspace;

#[async_trait]
impl Tool for CreateWorkspace {
    fn definition(&self) -> ToolDefinition {
        definition(
            NAME,
            "Makes the workspace of this chat from a template, and waits until it can be worked in. When the chat has a \
             working one already, that one is kept. Choose the template with list_templates first.",
            json!({
                "template_id": {"type": "string", "description": "The id that list_templates gave."},
                "name": {"type": "string", "description": "A name: letters, digits and single dashes, at most 32 characters. Default: one made from the template's."},
                "parameters": {
                    "type": "object",
                    "additionalProperties": {"type": "string"},
                    "description": "Values of the template's parameters by name, all as strings. Only those that differ from their defaults.",
                },
            }),
            &["template_id"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn scheduling(&self) -> Scheduling {
        Scheduling::Serial
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, async {
            create(&call).await.unwrap_or_else(|problem| ToolOutcome::error(problem.0))
        })
        .await
    }
}

/// What the model asks for.
struct Wish {
    template_id: TemplateId,
    name: Option<String>,
    parameters: Vec<WorkspaceBuildParameter>,
}

fn read_args(args: &Value) -> Result<Wish, BadArgs> {
    let args = Args::of(args)?;
    let parameters = match args.get("parameters") {
        None => Vec::new(),
        Some(Value::Object(values)) => {
            values.iter().map(|(name, value)| parameter(name, value)).collect::<Result<_, _>>()?
        }
        Some(other) => {
            return Err(BadArgs::field(
                "parameters",
                format_args!("must be an object, not {}", kind_of(other)),
            ));
        }
    };
    Ok(Wish {
        template_id: template_id(&args)?,
        name: args.optional_word("name")?.map(str::to_owned),
        parameters,
    })
}

/// Values are strings; a number or a flag has only one meaning as such.
fn parameter(name: &str, value: &Value) -> Result<WorkspaceBuildParameter, BadArgs> {
    let value = match value {
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Bool(_) => value.to_string(),
        Value::Null | Value::Array(_) | Value::Object(_) => {
            let field = format!("parameters.{name}");
            return Err(BadArgs::field(&field, format_args!("must be a string, not {}", kind_of(value))));
        }
    };
    Ok(WorkspaceBuildParameter { name: name.to_owned(), value })
}

async fn create(call: &ToolCallContext) -> Result<ToolOutcome, Problem> {
    let wish = read_args(&call.args)?;
    let (template, version) = find_template(call, wish.template_id).await.map_err(Problem)?;
    if version.has_external_agent {
        return Err(Problem(format!(
            "The template {} needs an agent that somebody starts by hand, which cannot be done from here. Choose another \
             template, or ask the user to create and start such a workspace and attach it to this chat.",
            template.name
        )));
    }
    if let Some(outcome) = existing::use_existing(call).await? {
        return Ok(outcome);
    }
    let workspace = make(call, &wish, &template).await?;
    let build_id = workspace.latest_build.id;
    bind(call, workspace.id, build_id, None, NAME).await?;
    if let Some(failure) = wait_for_build(call, build_id, NAME).await? {
        return Ok(failure);
    }
    let mut result = json!({
        "created": true,
        "workspace_name": full_name(&workspace),
        "build_id": build_id,
    });
    wait_and_add(call, workspace.id, build_id, &mut result, NAME).await?;
    Ok(ToolOutcome::ok(result))
}

/// Makes the workspace under the wanted name, or under one made from it and this call's key. A workspace that has
/// that second name already was made by an earlier run of this very call.
async fn make(call: &ToolCallContext, wish: &Wish, template: &Template) -> Result<Workspace, Problem> {
    let wanted = wish.name.as_deref().filter(|name| check_name(name).is_ok());
    if let Some(name) = wanted
        && let Some(workspace) = make_named(call, wish, name).await?
    {
        return Ok(workspace);
    }
    let base = wish.name.as_deref().unwrap_or(&template.name);
    let name = name::generated(base, call.idempotency_key);
    if let Some(workspace) = make_named(call, wish, &name).await? {
        return Ok(workspace);
    }
    let found = call.deps.platform.get_workspace_by_name(&call.owner, &UserRef::Me, &name, false).await;
    match found {
        Ok(workspace) if workspace.created_at >= call.chat.created_at => Ok(workspace),
        Ok(_) => Err(Problem(format!("A workspace {name} exists already. Call again with another name."))),
        Err(error) => Err(refused("The workspace was not made", &error)),
    }
}

/// `None`: the name is taken.
async fn make_named(call: &ToolCallContext, wish: &Wish, name: &str) -> Result<Option<Workspace>, Problem> {
    let request = CreateWorkspaceRequest {
        template_id: Some(wish.template_id),
        name: name.to_owned(),
        rich_parameter_values: wish.parameters.clone(),
        ..CreateWorkspaceRequest::default()
    };
    let new = NewWorkspace { owner: UserRef::Me, organization: None, request };
    match call.deps.platform.create_workspace(&call.owner, new).await {
        Ok(workspace) => Ok(Some(workspace)),
        Err(UseCaseError::Conflict { .. }) => Ok(None),
        Err(error) => Err(refused("The workspace was not made", &error)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::read_args;

    #[test]
    fn arguments() {
        let id = "00000000-0000-0000-0000-000000000001";
        let wish =
            read_args(&json!({"template_id": id, "name": " dev ", "parameters": {"cpu": 4, "region": "eu"}}));
        let wish = wish.unwrap_or_else(|bad| panic!("{bad}"));
        assert_eq!(wish.name.as_deref(), Some("dev"));
        let values: Vec<_> = wish.parameters.iter().map(|it| (it.name.as_str(), it.value.as_str())).collect();
        assert_eq!(values, [("cpu", "4"), ("region", "eu")]);
        for (args, field) in [
            (json!({}), "`template_id`"),
            (json!({"template_id": "local"}), "`template_id`"),
            (json!({"template_id": id, "parameters": []}), "`parameters`"),
            (json!({"template_id": id, "parameters": {"a": {}}}), "`parameters.a`"),
            (json!({"template_id": id, "name": 1}), "`name`"),
        ] {
            let Err(bad) = read_args(&args) else { panic!("{args}") };
            assert!(bad.0.contains(field), "{args}: {bad}");
        }
    }
}
