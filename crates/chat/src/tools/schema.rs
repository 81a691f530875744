//! Makes the parts of a tool's definition: plain JSON schemas that every provider takes.

use ropewalk_llm::ToolDefinition;
use serde_json::{Value, json};

/// A tool's definition: an object schema of `properties`, with these fields required and no others allowed.
pub(super) fn definition(
    name: &str,
    description: &str,
    properties: Value,
    required: &[&str],
) -> ToolDefinition {
    ToolDefinition {
        name: name.to_owned(),
        description: description.to_owned(),
        input_schema: json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        }),
    }
}
