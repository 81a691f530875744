//! OpenAI's Chat Completions, streaming, as OpenAI and all the compatible servers speak it:
//! `POST /v1/chat/completions`.
//!
//! Servers differ; what is understood: no usage; tool calls whole or in pieces, with or without index and id,
//! arguments as an object; reasoning as `reasoning_content` or `reasoning`; content as parts; the word `stop`
//! after calls. The gateways (OpenRouter, Vercel) send reasoning also as `reasoning_details`, with seals, and want
//! those back.

mod calls;
mod decode;
mod details;
mod history;
mod request;
mod wire;

use crate::client::Prepared;
use crate::metadata::{OPENAI, OPENAI_COMPAT, OPENROUTER, VERCEL};
use crate::{ModelRequest, ProviderKind};

/// The request for Chat Completions.
pub(crate) fn prepare(kind: ProviderKind, request: &ModelRequest) -> Prepared {
    Prepared {
        body: request::body(kind, request),
        decoder: Box::new(decode::ChatDecoder::new(kind, request.messages.len())),
    }
}

/// The key of the metadata that answers of this provider carry.
const fn metadata_key(kind: ProviderKind) -> &'static str {
    match kind {
        ProviderKind::Azure | ProviderKind::Openai => OPENAI,
        ProviderKind::Openrouter => OPENROUTER,
        ProviderKind::Vercel => VERCEL,
        ProviderKind::Anthropic
        | ProviderKind::Bedrock
        | ProviderKind::Google
        | ProviderKind::OpenaiCompat => OPENAI_COMPAT,
    }
}

/// Whether reasoning goes back to this provider. OpenAI keeps none in this protocol.
const fn replays_reasoning(kind: ProviderKind) -> bool {
    match kind {
        ProviderKind::OpenaiCompat | ProviderKind::Openrouter | ProviderKind::Vercel => true,
        ProviderKind::Anthropic
        | ProviderKind::Azure
        | ProviderKind::Bedrock
        | ProviderKind::Google
        | ProviderKind::Openai => false,
    }
}
