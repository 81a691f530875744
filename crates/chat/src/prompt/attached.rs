//! Files that people attach, as a model is shown them (chat-engine.md 5.4, PR-11): images and PDFs as they are, everything that is
//! text as text, for every provider alike, so that none drops it and a chat can change its model.

use ropewalk_llm::Content;
use ropewalk_model::FileId;
use ropewalk_model::chat::{ChatFile, FileClass};

use super::convert::text;
use crate::files::FileContents;

/// How much of a pasted text is shown, in bytes.
const PASTED_BYTES_MAX: usize = 128 * 1024;

/// What the model is shown of a file that a user message names.
pub(super) fn content(
    id: FileId,
    media_type: &str,
    name: Option<&str>,
    files: &FileContents,
) -> Option<Content> {
    let Some((file, bytes)) = files.get(id) else {
        let name = name.unwrap_or("without a name");
        return Some(text(format!(
            "[A file that was attached here ({name}, {media_type}) is no longer available. \
             Ask the user to upload it again if you need it.]"
        )));
    };
    match file.media_type.class() {
        FileClass::Image | FileClass::Pdf => Some(Content::File {
            media_type: file.media_type.as_str().to_owned(),
            data: bytes.clone(),
            name: Some(file.name.clone()),
        }),
        FileClass::Text => inline(file, bytes),
    }
}

/// A file that is text; `None` when it is blank.
fn inline(file: &ChatFile, bytes: &[u8]) -> Option<Content> {
    let whole = String::from_utf8_lossy(bytes);
    let said = whole.trim_start_matches('\u{FEFF}');
    if said.trim().is_empty() {
        return None;
    }
    if !is_pasted(&file.name) {
        return Some(text(format!("[attached file] {} ({})\n{said}", file.name, file.media_type)));
    }
    let prefix = format!("[pasted text] The user pasted this text; it is kept as {}.", file.name);
    let kept = &said[..said.floor_char_boundary(PASTED_BYTES_MAX)];
    let notice = if kept.len() < said.len() {
        format!("\n[The pasted text was cut here: {} of {} bytes are shown.]", kept.len(), said.len())
    } else {
        String::new()
    };
    Some(text(format!("{prefix}\n{kept}{notice}")))
}

/// Whether it is a text that a client made a file of when it was pasted: `pasted-text-YYYY-MM-DD-HH-MM-SS.txt`.
fn is_pasted(name: &str) -> bool {
    const SHAPE: &str = "0000-00-00-00-00-00";
    let stamp = name.strip_prefix("pasted-text-").and_then(|rest| rest.strip_suffix(".txt"));
    stamp.is_some_and(|stamp| {
        stamp.len() == SHAPE.len()
            && stamp
                .bytes()
                .zip(SHAPE.bytes())
                .all(|(it, shape)| if shape == b'0' { it.is_ascii_digit() } else { it == shape })
    })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use ropewalk_llm::Content;
    use ropewalk_model::chat::{ChatFile, FileMediaType};
    use ropewalk_model::{FileId, OrganizationId, UserId};

    use super::content;
    use crate::files::FileContents;

    const ID: FileId = FileId::NIL;

    fn shown(name: &str, media_type: FileMediaType, bytes: &[u8]) -> Option<Content> {
        let file = ChatFile {
            id: ID,
            organization_id: OrganizationId::NIL,
            owner_id: UserId::NIL,
            name: name.to_owned(),
            media_type,
            size_bytes: bytes.len() as u64,
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        let files = FileContents::of([(file, Bytes::copy_from_slice(bytes))]);
        content(ID, "text/plain", None, &files)
    }

    fn said(content: Option<Content>) -> String {
        let Some(Content::Text { text, .. }) = content else { panic!("{content:?} is no text") };
        text
    }

    #[test]
    fn images_and_documents_go_as_they_are() {
        let Some(Content::File { media_type, data, name }) = shown("a.png", FileMediaType::Png, b"png")
        else {
            panic!("a file")
        };
        assert_eq!(
            (media_type.as_str(), &data[..], name.as_deref()),
            ("image/png", &b"png"[..], Some("a.png"))
        );
    }

    #[test]
    fn text_is_shown_as_text() {
        let json = said(shown("a.json", FileMediaType::Json, b"{\"a\": 1}"));
        assert_eq!(json, "[attached file] a.json (application/json)\n{\"a\": 1}");
        assert!(said(shown("l.txt", FileMediaType::Plain, b"caf\xE9")).ends_with("caf\u{FFFD}"));
        assert_eq!(shown("blank.txt", FileMediaType::Plain, b" \n"), None);
    }

    #[test]
    fn a_pasted_text_is_named_and_cut() {
        let name = "pasted-text-2026-11-26-10-20-30.txt";
        let short = said(shown(name, FileMediaType::Plain, b"hello"));
        assert!(short.starts_with("[pasted text]") && short.ends_with("\nhello"), "{short}");
        let long = said(shown(name, FileMediaType::Plain, "ä".repeat(70_000).as_bytes()));
        assert!(long.ends_with("131072 of 140000 bytes are shown.]"), "{}", &long[long.len() - 90..]);
        let other = said(shown("pasted-text-2026-11-26.txt", FileMediaType::Plain, b"hello"));
        assert!(other.starts_with("[attached file]"));
    }

    #[test]
    fn what_is_gone_is_told() {
        let gone = said(content(ID, "image/png", Some("a.png"), &FileContents::default()));
        assert!(gone.contains("a.png") && gone.contains("no longer available"), "{gone}");
    }
}
