//! Google's Gemini API, streaming: `POST /v1beta/models/{model}:streamGenerateContent?alt=sse`.
//!
//! Thoughts carry signatures that Google wants back on the very parts that it sent them on; newer models refuse a
//! history whose calls lack them (<https://ai.google.dev/gemini-api/docs/thought-signatures>).

mod decode;
mod history;
mod request;
mod wire;

use crate::ModelRequest;
use crate::client::Prepared;

/// The tool by which the answer's grounding is shown.
const SEARCH: &str = "web_search";

/// The request for the Gemini API.
pub(crate) fn prepare(request: &ModelRequest) -> Prepared {
    Prepared {
        body: request::body(request),
        decoder: Box::new(decode::GoogleDecoder::new(request.messages.len())),
    }
}

/// Whether a model is of the third generation or later: it demands signatures, gives calls ids, and searches
/// beside our tools. Names that tell no generation (tuned models, aliases) count as older.
fn is_generation_3(model: &str) -> bool {
    let name = model.rsplit('/').next().unwrap_or(model);
    let Some(version) = name.strip_prefix("gemini-") else { return false };
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse::<u32>().is_ok_and(|it| it >= 3)
}

#[cfg(test)]
mod tests {
    use super::is_generation_3;

    #[test]
    fn generations_are_told_by_the_name() {
        for new in ["gemini-3-pro-preview", "gemini-3.1-flash", "models/gemini-3-pro", "gemini-10-pro"] {
            assert!(is_generation_3(new), "{new}");
        }
        for old in ["gemini-2.5-pro", "gemini-flash-latest", "gemma-3-27b-it", "tunedModels/x"] {
            assert!(!is_generation_3(old), "{old}");
        }
    }
}
