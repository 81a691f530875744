//! Asks the models that may write titles and summaries, one after the other, until one gives something of use (chat-engine.md SV-22, SV-23).

use ropewalk_llm::{Content, LlmError, Message, ModelRequest, ModelSettings, Role, ToolChoice};
use ropewalk_model::chat::Chat;
use ropewalk_platform::chat_models::{ModelUnavailable, ResolvedModel};
use ropewalk_store::chats::SideCallKind;
use ropewalk_telemetry::ErrorChain;

use super::ask::{ask, record};
use super::{PATIENCE, first_json};
use crate::engine::Context;
use crate::generation::ReadyModel;
use crate::prompt::question;

/// Room for a short answer and, with models that cannot help it, some thinking before it.
const MAX_OUTPUT_TOKENS: u32 = 1024;

/// What is wanted.
pub(super) struct Wanted<'a> {
    pub(super) kind: SideCallKind,
    /// What the model is told.
    pub(super) instructions: &'static str,
    /// What it is shown.
    pub(super) shown: &'a str,
    /// The field of the JSON object that it is to answer with.
    pub(super) field: &'static str,
    /// The answer, made good; `None`: it is of no use.
    pub(super) accept: fn(&str) -> Option<String>,
}

/// Why nobody gave one.
#[derive(Debug)]
pub(crate) enum NoAnswer {
    /// The model that is set for it cannot be used.
    Unavailable(ModelUnavailable),
    /// The last one failed.
    Failed(LlmError),
    /// What they said was of no use.
    Useless,
}

/// The first good answer.
pub(super) async fn first_answer(
    context: &Context,
    chat: &Chat,
    wanted: &Wanted<'_>,
) -> Result<String, NoAnswer> {
    let platform = &context.tool_deps.platform;
    let candidates = platform.title_candidates(chat.owner_id, chat.last_model_config_id).await;
    let mut why = NoAnswer::Useless;
    for resolved in candidates.map_err(NoAnswer::Unavailable)? {
        let request = request(chat, &resolved, wanted);
        let model = ReadyModel::new(context, resolved);
        match ask(context, &request, &model, PATIENCE, "took too long").await {
            Ok(said) => {
                record(context, chat.id, wanted.kind, &model, &said).await;
                let answer = first_json::text_field(&said.text, wanted.field);
                match answer.as_deref().and_then(wanted.accept) {
                    Some(answer) => return Ok(answer),
                    None => why = NoAnswer::Useless,
                }
            }
            Err(error) => {
                tracing::info!(
                    chat.id = %chat.id, model = %model.resolved.model, "A call for chat {} failed: {}", chat.id,
                    ErrorChain(&error)
                );
                why = NoAnswer::Failed(error);
            }
        }
    }
    Err(why)
}

/// Nothing of the model's own options: a budget for thinking would be larger than the answer may be.
fn request(chat: &Chat, model: &ResolvedModel, wanted: &Wanted<'_>) -> ModelRequest {
    let told = Content::Text { text: wanted.instructions.to_owned(), provider_metadata: None };
    let headers = vec![
        ("X-Coder-Owner-Id".to_owned(), chat.owner_id.to_string()),
        ("X-Coder-Chat-Id".to_owned(), chat.id.to_string()),
    ];
    ModelRequest {
        model: model.model.clone(),
        messages: vec![Message { role: Role::System, content: vec![told] }, question(wanted.shown)],
        tools: Vec::new(),
        tool_choice: ToolChoice::Auto,
        settings: ModelSettings { max_output_tokens: Some(MAX_OUTPUT_TOKENS), ..ModelSettings::default() },
        headers,
        previous_response_id: None,
    }
}
