//! What the page may attach, from the constants that the server checks with (chat-engine.md PR-20, PR-21): one source for both.

use std::fmt::Write as _;

use ropewalk_model::chat::{CHAT_FILE_BYTES_MAX, CHAT_FILE_LINK_LIMIT, FileMediaType, INLINE_IMAGE_CAPS};

/// The TypeScript file.
pub(super) fn generate() -> String {
    let mut text =
        "// Written by `cargo xtask gen` from crates/model/src/chat/file.rs. Do not edit.\n\n".to_owned();
    text.push_str("/** The types that the server stores, and the endings of names that files of each usually have. */\n");
    text.push_str(
        "export const FILE_TYPES: readonly { mediaType: string; extensions: readonly string[] }[] = [\n",
    );
    for media_type in FileMediaType::ALL {
        let extensions: Vec<String> = media_type.extensions().iter().map(|it| format!("\"{it}\"")).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "  {{ mediaType: \"{}\", extensions: [{}] }},",
            media_type.as_str(),
            extensions.join(", ")
        );
    }
    text.push_str("];\n\n/** The largest file, in bytes. */\n");
    let _ = writeln!(text, "export const FILE_BYTES_MAX = {CHAT_FILE_BYTES_MAX};\n");
    text.push_str("/** The most files that one chat is linked with. */\n");
    let _ = writeln!(text, "export const FILE_LINK_LIMIT = {CHAT_FILE_LINK_LIMIT};\n");
    text.push_str(
        "/** From how many bytes on an image is too large, for the providers that have such a limit. */\n",
    );
    text.push_str("export const INLINE_IMAGE_CAPS: readonly { provider: string; bytes: number }[] = [\n");
    for (provider, bytes) in INLINE_IMAGE_CAPS {
        let _ = writeln!(text, "  {{ provider: \"{provider}\", bytes: {bytes} }},");
    }
    text.push_str("];\n");
    text
}
