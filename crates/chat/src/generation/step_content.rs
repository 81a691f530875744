//! What of an answer is stored: nothing that its provider would refuse to take back (chat-engine.md GL-15).

use ropewalk_llm::{AnswerPiece, Transport, is_signed, misplaced, transport_of};
use ropewalk_model::chat::Part;
use ropewalk_platform::chat_models::ResolvedModel;

/// The parts of an answer without calls and results of Anthropic's own tools that are out of place. An answer with signed
/// reasoning stays as it came; other providers say nothing of such an order.
pub(super) fn clean_step(parts: Vec<Part>, model: &ResolvedModel) -> Vec<Part> {
    match transport_of(model.provider, &model.model, model.call_config.provider_options.as_ref()) {
        Transport::AnthropicMessages => without_misplaced(parts),
        Transport::BedrockMessages
        | Transport::GoogleGenerate
        | Transport::OpenAiResponses
        | Transport::OpenAiChat => parts,
    }
}

fn without_misplaced(parts: Vec<Part>) -> Vec<Part> {
    let pieces: Vec<AnswerPiece<'_>> = parts.iter().map(piece).collect();
    if is_signed(&pieces) {
        return parts;
    }
    let bad = misplaced(&pieces);
    let kept = parts.into_iter().enumerate().filter(|(place, _)| !bad.contains(place));
    kept.map(|(_, part)| part).collect()
}

fn piece(part: &Part) -> AnswerPiece<'_> {
    match part {
        Part::ToolCall { tool_call_id, tool_name, args, provider_executed: true, .. } => {
            AnswerPiece::Call { id: tool_call_id, tool_name, args }
        }
        Part::ToolResult { tool_call_id, result, provider_executed: true, .. } => {
            AnswerPiece::Result { id: tool_call_id, result }
        }
        Part::Reasoning { provider_metadata, .. } => AnswerPiece::reasoning(provider_metadata.as_ref()),
        Part::Text { .. }
        | Part::ToolCall { .. }
        | Part::ToolResult { .. }
        | Part::Source { .. }
        | Part::File { .. }
        | Part::FileReference { .. }
        | Part::ContextFile { .. }
        | Part::Skill { .. } => AnswerPiece::Other,
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::Part;
    use serde_json::json;

    use super::without_misplaced;

    fn call(id: &str, provider_executed: bool) -> Part {
        Part::ToolCall {
            tool_call_id: id.to_owned(),
            tool_name: "web_search".to_owned(),
            args: json!({}),
            provider_executed,
            provider_metadata: None,
            created_at: None,
        }
    }

    #[test]
    fn a_search_without_its_result_is_not_stored() {
        let kept = vec![Part::text("t"), call("c", false)];
        let parts = [kept.clone(), vec![call("srvtoolu_1", true)]].concat();
        assert_eq!(without_misplaced(parts.clone()), kept);
        let seal = Part::Reasoning {
            text: String::new(),
            provider_metadata: Some(json!({"anthropic": {"signature": "s"}})),
            created_at: None,
            completed_at: None,
        };
        let signed = [vec![seal], parts].concat();
        assert_eq!(without_misplaced(signed.clone()), signed);
    }
}
