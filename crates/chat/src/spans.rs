//! The spans of a chat's work for OpenTelemetry: a turn, its steps, the calls of models and tools in them. Names and attributes follow the
//! conventions for generative AI (<https://opentelemetry.io/docs/specs/semconv/gen-ai/>).
//!
//! What must stay true: nothing that people, models or tools said is in them. Where no collector is named they cost nothing.

use ropewalk_llm::LlmError;
use ropewalk_model::ChatId;
use ropewalk_model::chat::{Chat, Usage};
use ropewalk_platform::chat_models::ResolvedModel;
use ropewalk_telemetry::SPAN_TARGET;
use tracing::{Span, field::Empty, info_span};

/// A turn, as far as one runner works on it: from its first step to its end, or to the end of the runner.
pub(crate) fn turn(chat: &Chat) -> Span {
    info_span!(
        target: SPAN_TARGET, parent: None, "turn",
        otel.name = "invoke_agent",
        gen_ai.operation.name = "invoke_agent",
        gen_ai.conversation.id = %chat.id,
        ropewalk.owner.id = %chat.owner_id,
        ropewalk.workspace.id = chat.workspace_id.map(|it| it.to_string()),
    )
}

/// One action of a turn.
pub(crate) fn step(turn: &Span, chat_id: ChatId, action: &'static str) -> Span {
    info_span!(
        target: SPAN_TARGET, parent: turn, "step",
        otel.name = format!("step {action}"),
        gen_ai.conversation.id = %chat_id,
    )
}

/// A call of a model.
pub(crate) fn model_call(model: &ResolvedModel) -> Span {
    info_span!(
        target: SPAN_TARGET, "model",
        otel.name = format!("chat {}", model.model),
        otel.kind = "client",
        otel.status_code = Empty,
        gen_ai.operation.name = "chat",
        gen_ai.provider.name = model.provider.name(),
        gen_ai.request.model = %model.model,
        gen_ai.usage.input_tokens = Empty,
        gen_ai.usage.output_tokens = Empty,
        gen_ai.response.id = Empty,
        error.type = Empty,
    )
}

/// How a call of a model ended well.
pub(crate) fn answered(span: &Span, usage: &Usage, response_id: Option<&str>) {
    let input = usage.input_tokens + usage.cache_read_tokens + usage.cache_creation_tokens;
    span.record("gen_ai.usage.input_tokens", input);
    span.record("gen_ai.usage.output_tokens", usage.output_tokens);
    if let Some(id) = response_id {
        span.record("gen_ai.response.id", id);
    }
}

/// How a call of a model failed.
pub(crate) fn failed(span: &Span, error: &LlmError) {
    span.record("otel.status_code", "ERROR");
    span.record("error.type", error.kind.as_str());
}

/// A call of a tool.
pub(crate) fn tool(name: &str, call_id: &str) -> Span {
    info_span!(
        target: SPAN_TARGET, "tool",
        otel.name = format!("execute_tool {name}"),
        otel.status_code = Empty,
        gen_ai.operation.name = "execute_tool",
        gen_ai.tool.name = name,
        gen_ai.tool.call.id = call_id,
    )
}
