//! `list_templates`: what workspaces can be made of.

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::templates::Template;
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::schema::definition;
use super::session::until_cancelled;
use super::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// How many templates one answer holds.
const PAGE_SIZE: usize = 10;

/// Lists templates.
pub(super) struct ListTemplates;

#[async_trait]
impl Tool for ListTemplates {
    fn definition(&self) -> ToolDefinition {
        definition(
            "list_templates",
            "Lists the templates that a workspace can be made of, the most used first, 10 per page. Choose one for \
             create_workspace by its description.",
            json!({
                "query": {"type": "string", "description": "Only templates whose name or description holds this text."},
                "page": {"type": "integer", "minimum": 1, "description": "Which page. Default: 1."},
            }),
            &[],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::ROOTS
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        until_cancelled(&call.cancel, list(&call)).await
    }
}

/// The query in lower case, and the page from 1.
fn read_args(args: &Value) -> Result<(String, usize), BadArgs> {
    let args = Args::of(args)?;
    let query = args.optional_word("query")?.unwrap_or_default().to_lowercase();
    let page = args.optional_integer("page")?.unwrap_or(1).max(1);
    Ok((query, usize::try_from(page).unwrap_or(usize::MAX)))
}

async fn list(call: &ToolCallContext) -> ToolOutcome {
    let (query, page) = match read_args(&call.args) {
        Ok(read) => read,
        Err(bad) => return ToolOutcome::error(bad.to_string()),
    };
    let organization = OrganizationRef::Id(call.chat.organization_id);
    match call.deps.platform.list_templates(&call.owner, Some(&organization), "deprecated:false").await {
        Ok(templates) => ToolOutcome::ok(answer(templates, &query, page)),
        Err(error) => ToolOutcome::error(format!("The templates could not be listed: {error}.")),
    }
}

fn answer(mut templates: Vec<Template>, query: &str, page: usize) -> Value {
    let holds = |text: &str| text.to_lowercase().contains(query);
    templates.retain(|it| holds(&it.name) || holds(&it.display_name) || holds(&it.description));
    templates.sort_by(|a, b| b.active_user_count.cmp(&a.active_user_count).then_with(|| a.name.cmp(&b.name)));
    let total_count = templates.len();
    let shown: Vec<Value> = templates
        .iter()
        .skip((page - 1).saturating_mul(PAGE_SIZE))
        .take(PAGE_SIZE)
        .map(|template| {
            let mut entry = json!({
                "id": template.id,
                "name": template.name,
                "organization_id": template.organization_id,
            });
            if !template.display_name.is_empty() {
                entry["display_name"] = json!(template.display_name);
            }
            if !template.description.is_empty() {
                entry["description"] = json!(template.description);
            }
            if template.active_user_count > 0 {
                entry["active_developers"] = json!(template.active_user_count);
            }
            entry
        })
        .collect();
    json!({
        "count": shown.len(),
        "templates": shown,
        "page": page,
        "total_pages": total_count.div_ceil(PAGE_SIZE),
        "total_count": total_count,
    })
}
