//! `POST /chats`: makes a chat and sends its first message (chats-api.md 1.3).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_authz::{Action, Object, ResourceType};
use ropewalk_chat::use_cases::CreateChat;
use ropewalk_model::chat::{self as model, ClientType, EffortChoice};
use ropewalk_model::{ModelConfigId, OrganizationId, WorkspaceId};
use ropewalk_platform::accounts::Caller;
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_wire::chats::{Chat, CreateChatRequest, DynamicTool};
use serde_json::{Value, json};

use super::plan_mode::plan_mode;
use super::{content, labels, not_yet, view};
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

/// The longest system prompt of a chat, in bytes.
const SYSTEM_PROMPT_BYTES_MAX: usize = 10_000;

#[utoipa::path(
    post,
    path = "/",
    operation_id = "create_chat",
    tag = "Chats",
    summary = "Make a chat",
    description = "The chat starts to work on its first message at once.",
    request_body = CreateChatRequest,
    responses(
        (status = 201, description = "The chat.", body = Chat),
        (status = 403, description = "The caller may not make chats in this organization.", body = ropewalk_wire::Response),
        (status = 409, description = "The caller has spent what they may.", body = ropewalk_wire::chat_spend::ChatUsageLimitExceededResponse),
    ),
)]
pub(super) async fn create_chat(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<CreateChatRequest>,
) -> ApiResult<(StatusCode, Json<Chat>)> {
    let new = read_request(&state, &caller, request).await?;
    if let Some(workspace_id) = new.workspace_id {
        check_workspace(&state, &caller, workspace_id, new.organization_id).await?;
    }
    let names_files = new.parts.iter().any(|part| matches!(part, model::Part::File { .. }));
    let made = state.chat.create_chat(&caller.subject, new).await?;
    let files = if names_files { view::files(&state, &made.value).await? } else { Vec::new() };
    let chat = Chat { files, warnings: made.warnings, ..view::alone(&caller, &made.value) };
    Ok((StatusCode::CREATED, Json(chat)))
}

/// Whether the caller may work in the workspace, and it belongs to the chat's organization (chats-api.md 1.3).
pub(super) async fn check_workspace(
    state: &ApiState,
    caller: &Caller,
    workspace_id: WorkspaceId,
    organization_id: OrganizationId,
) -> Result<(), UseCaseError> {
    let refuse = |detail| UseCaseError::invalid_field("workspace_id", detail);
    let workspace = match state.platform.get_workspace(&caller.subject, workspace_id, false).await {
        Ok(workspace) => workspace,
        Err(UseCaseError::NotFound { .. } | UseCaseError::Gone { .. }) => {
            return Err(refuse("names no workspace of yours"));
        }
        Err(other) => return Err(other),
    };
    let object = Object::of_member(ResourceType::Workspace, workspace.organization_id, workspace.owner_id);
    if !caller.subject.can(Action::Ssh, &object) {
        return Err(refuse("names a workspace that you may not reach into"));
    }
    if workspace.organization_id != organization_id {
        return Err(refuse("names a workspace of another organization"));
    }
    Ok(())
}

async fn read_request(
    state: &ApiState,
    caller: &Caller,
    request: CreateChatRequest,
) -> Result<CreateChat, UseCaseError> {
    let organization_id = request
        .organization_id
        .filter(|id| *id != OrganizationId::NIL)
        .ok_or_else(|| UseCaseError::invalid_field("organization_id", "is required"))?;
    if request.system_prompt.as_ref().is_some_and(|prompt| prompt.len() > SYSTEM_PROMPT_BYTES_MAX) {
        let detail = format!("must be at most {SYSTEM_PROMPT_BYTES_MAX} bytes long");
        return Err(UseCaseError::invalid_field("system_prompt", detail));
    }
    not_yet::check_mcp_servers(request.mcp_server_ids.as_deref())?;
    let labels = request.labels.unwrap_or_default();
    labels::check(&labels)?;
    Ok(CreateChat {
        organization_id,
        parts: content::parts_of(state, caller, request.content).await?,
        system_prompt: request.system_prompt,
        workspace_id: request.workspace_id.filter(|id| *id != WorkspaceId::NIL),
        model_config_id: model_config_id(request.model_config_id)?,
        reasoning_effort: effort(request.reasoning_effort.as_deref())?.and_then(EffortChoice::effort),
        plan_mode: plan_mode(request.plan_mode.as_deref())?.unwrap_or(false),
        client_type: client_type(request.client_type.as_deref())?,
        labels,
        dynamic_tools: dynamic_tools(request.unsafe_dynamic_tools.unwrap_or_default())?,
    })
}

/// Without a schema a tool takes no arguments.
fn dynamic_tools(tools: Vec<DynamicTool>) -> Result<Vec<model::DynamicTool>, UseCaseError> {
    let mut problems = Vec::new();
    let mut read = Vec::with_capacity(tools.len());
    for (index, DynamicTool { name, description, input_schema }) in tools.into_iter().enumerate() {
        let input_schema = match input_schema {
            Value::Null => json!({ "type": "object", "properties": {} }),
            schema @ Value::Object(_) => schema,
            Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                let field = format!("unsafe_dynamic_tools[{index}].input_schema");
                problems.push(FieldProblem::new(field, "must be an object"));
                continue;
            }
        };
        read.push(model::DynamicTool { name, description, input_schema });
    }
    if problems.is_empty() { Ok(read) } else { Err(UseCaseError::invalid_fields(problems)) }
}

/// The nil UUID is a mistake of the client, not a wish for the default.
pub(super) fn model_config_id(id: Option<ModelConfigId>) -> Result<Option<ModelConfigId>, UseCaseError> {
    if id == Some(ModelConfigId::NIL) {
        return Err(UseCaseError::invalid_field("model_config_id", "must not be the nil UUID"));
    }
    Ok(id)
}

/// What a request says of the effort; nothing is no wish, the empty text is the wish for the default.
pub(super) fn effort(word: Option<&str>) -> Result<Option<EffortChoice>, UseCaseError> {
    let read = |word| {
        EffortChoice::parse(word).ok_or_else(|| {
            let detail = "must be empty, none, minimal, low, medium, high, xhigh or max";
            UseCaseError::invalid_field("reasoning_effort", detail)
        })
    };
    word.map(read).transpose()
}

fn client_type(name: Option<&str>) -> Result<ClientType, UseCaseError> {
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(ClientType::Api) };
    ClientType::parse(name).ok_or_else(|| UseCaseError::invalid_field("client_type", "must be ui or api"))
}
