//! What a provider takes of files, checked before it is asked (chat-engine.md 5.6): what it would refuse anyway ends the turn
//! with words that name the file, instead of the provider's.

use ropewalk_llm::ProviderKind;
use ropewalk_model::chat::{ChatFile, FileClass, INLINE_IMAGE_CAPS};

/// The most bytes of files in one request, where the provider names no smaller size: what this server holds per chat.
const REQUEST_BYTES: u64 = 64 * MIB;
/// Of Anthropic's API: 32 MiB of body (PR-22).
const ANTHROPIC_REQUEST_BYTES: u64 = 32 * MIB;
/// Of Bedrock: 20 MiB of body (PR-22).
const BEDROCK_REQUEST_BYTES: u64 = 20 * MIB;
const MIB: u64 = 1024 * 1024;

/// Checks what a request would hold; the error is a sentence for people.
pub(crate) fn check(provider: ProviderKind, who: &str, files: &[ChatFile]) -> Result<(), String> {
    let Limits { image_bytes, request_bytes } = limits(provider);
    if let Some(limit) = image_bytes {
        let image =
            files.iter().find(|it| it.media_type.class() == FileClass::Image && it.size_bytes >= limit);
        if let Some(file) = image {
            return Err(format!(
                "{who} takes images of less than {limit} bytes, and {} has {}. Make it smaller, edit the message \
                 that it is attached to, or choose a model of another provider.",
                file.name, file.size_bytes
            ));
        }
    }
    let sent: u64 = files.iter().map(sent_bytes).sum();
    if sent > request_bytes {
        return Err(format!(
            "The files of this chat take {} MiB in a request to {who}, and {} MiB is the most. Edit a message that has \
             large files, or clear the context.",
            sent.div_ceil(MIB),
            request_bytes / MIB
        ));
    }
    Ok(())
}

/// What a provider takes.
struct Limits {
    /// From how many bytes on an image is too large.
    image_bytes: Option<u64>,
    /// The most bytes of one request.
    request_bytes: u64,
}

fn limits(provider: ProviderKind) -> Limits {
    let cap = INLINE_IMAGE_CAPS.into_iter().find(|(name, _)| *name == provider.name());
    let request_bytes = match provider {
        ProviderKind::Anthropic => ANTHROPIC_REQUEST_BYTES,
        ProviderKind::Bedrock => BEDROCK_REQUEST_BYTES,
        ProviderKind::Azure
        | ProviderKind::Google
        | ProviderKind::Openai
        | ProviderKind::OpenaiCompat
        | ProviderKind::Openrouter
        | ProviderKind::Vercel => REQUEST_BYTES,
    };
    Limits { image_bytes: cap.map(|(_, bytes)| bytes), request_bytes }
}

/// How much of a request a file is: base64 makes four bytes of three, text goes as it is.
const fn sent_bytes(file: &ChatFile) -> u64 {
    match file.media_type.class() {
        FileClass::Image | FileClass::Pdf => file.size_bytes.div_ceil(3) * 4,
        FileClass::Text => file.size_bytes,
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::ProviderKind;
    use ropewalk_model::chat::{ChatFile, FileMediaType};
    use ropewalk_model::{FileId, OrganizationId, UserId};

    use super::check;

    fn file(name: &str, media_type: FileMediaType, size_bytes: u64) -> ChatFile {
        ChatFile {
            id: FileId::NIL,
            organization_id: OrganizationId::NIL,
            owner_id: UserId::NIL,
            name: name.to_owned(),
            media_type,
            size_bytes,
            created_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    #[test]
    fn a_large_image_is_refused_where_the_provider_refuses_it() {
        let image = [file("big.png", FileMediaType::Png, 5_242_880)];
        for provider in [ProviderKind::Anthropic, ProviderKind::Bedrock] {
            let problem = check(provider, "Anthropic", &image).unwrap_err();
            assert!(problem.contains("big.png") && problem.contains("5242880"), "{problem}");
        }
        assert_eq!(check(ProviderKind::Openai, "OpenAI", &image), Ok(()));
        assert_eq!(
            check(ProviderKind::Anthropic, "x", &[file("a.png", FileMediaType::Png, 5_242_879)]),
            Ok(())
        );
        assert_eq!(
            check(ProviderKind::Anthropic, "x", &[file("a.pdf", FileMediaType::Pdf, 9_000_000)]),
            Ok(())
        );
    }

    #[test]
    fn all_files_together_fit_a_request() {
        let pdf = || file("a.pdf", FileMediaType::Pdf, 9 * 1024 * 1024);
        assert_eq!(check(ProviderKind::Anthropic, "x", &[pdf(), pdf()]), Ok(()));
        assert!(check(ProviderKind::Bedrock, "x", &[pdf(), pdf()]).is_err());
        assert!(check(ProviderKind::Anthropic, "x", &[pdf(), pdf(), pdf()]).is_err());
        assert_eq!(check(ProviderKind::Google, "x", &[pdf(), pdf(), pdf()]), Ok(()));
    }
}
