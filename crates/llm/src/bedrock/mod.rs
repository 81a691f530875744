//! Claude at Amazon Bedrock: the Messages API inside `InvokeModelWithResponseStream`.
//!
//! The body is Anthropic's without model and stream, which the path says; the answer's events come one by one inside
//! Amazon's event stream. Requests carry a Bedrock API key, or are signed with the keys of an AWS account.

mod credentials;
mod decode;
mod region;
mod sign;

use crate::anthropic::BrokenHistory;
use crate::client::Prepared;
use crate::{ModelRequest, anthropic};

pub(crate) use credentials::BedrockKey;
pub(crate) use region::{REGION_PARAMETER, control_host, region_of};
pub(crate) use sign::{Signed, sign};

/// The request for Bedrock.
///
/// # Errors
/// As of [`anthropic::prepare`].
pub(crate) fn prepare(request: &ModelRequest) -> Result<Prepared, BrokenHistory> {
    Ok(Prepared {
        body: anthropic::bedrock_body(request, claude_name(&request.model))?,
        decoder: Box::<decode::BedrockDecoder>::default(),
    })
}

/// The model's name at Anthropic: `us.anthropic.claude-sonnet-4-5-20250929-v1:0` is `claude-sonnet-4-5-20250929`.
/// Names that tell nothing (an inference profile of one's own) stay as they are, and are unknown.
fn claude_name(model: &str) -> &str {
    let Some((_, name)) = model.rsplit_once("anthropic.") else { return model };
    let name = name.split(':').next().unwrap_or(name);
    match name.rsplit_once("-v") {
        Some((base, version)) if !version.is_empty() && version.bytes().all(|it| it.is_ascii_digit()) => base,
        Some(_) | None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::claude_name;

    #[test]
    fn the_models_name_at_anthropic_is_found() {
        for (model, expected) in [
            ("anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"),
            ("us.anthropic.claude-opus-4-6-v1", "claude-opus-4-6"),
            ("global.anthropic.claude-sonnet-4-6", "claude-sonnet-4-6"),
            (
                "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.anthropic.claude-3-5-haiku-20241022-v1:0",
                "claude-3-5-haiku-20241022",
            ),
            (
                "arn:aws:bedrock:eu-west-1:1:application-inference-profile/x",
                "arn:aws:bedrock:eu-west-1:1:application-inference-profile/x",
            ),
        ] {
            assert_eq!(claude_name(model), expected);
        }
    }
}
