//! What a file is, by its bytes. What its sender says of it is only compared with that.

use ropewalk_model::chat::FileMediaType;
use serde::de::IgnoredAny;

/// The beginnings that tell a type. WebP stands apart: its mark comes after a length.
const MAGIC: [(&[u8], FileMediaType); 5] = [
    (b"GIF87a", FileMediaType::Gif),
    (b"GIF89a", FileMediaType::Gif),
    (b"\xFF\xD8\xFF", FileMediaType::Jpeg),
    (b"\x89PNG\r\n\x1A\n", FileMediaType::Png),
    (b"%PDF-", FileMediaType::Pdf),
];

/// Why a file cannot be stored: the rest of a sentence that begins with "it".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Undetected {
    /// There are no bytes.
    #[error("is empty")]
    Empty,
    /// An SVG can hold scripts.
    #[error("is an SVG image, which is not taken: convert it to PNG")]
    Svg,
    /// Anything else.
    #[error("is neither text, JSON, CSV, Markdown or PDF nor a GIF, JPEG, PNG or WebP image")]
    Unknown,
}

/// The type of `content`. Text is told apart further by the ending of `name`.
pub(crate) fn detect(content: &[u8], name: &str) -> Result<FileMediaType, Undetected> {
    if content.is_empty() {
        return Err(Undetected::Empty);
    }
    if let Some((_, media_type)) = MAGIC.into_iter().find(|(magic, _)| content.starts_with(magic)) {
        return Ok(media_type);
    }
    if content.starts_with(b"RIFF") && content.get(8..12) == Some(b"WEBP") {
        return Ok(FileMediaType::Webp);
    }
    if content.iter().any(|byte| is_binary(*byte)) {
        return Err(Undetected::Unknown);
    }
    if is_svg(content) {
        return Err(Undetected::Svg);
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    Ok(match ending.as_str() {
        "json" if serde_json::from_slice::<IgnoredAny>(content).is_ok() => FileMediaType::Json,
        "md" | "markdown" => FileMediaType::Markdown,
        "csv" => FileMediaType::Csv,
        _ => FileMediaType::Plain,
    })
}

/// Bytes that no text has (the WHATWG's list of binary data bytes, which browsers use to tell text).
const fn is_binary(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F)
}

/// Whether the root element of an XML text is `svg`: after a byte order mark, a declaration, comments and a document type.
fn is_svg(content: &[u8]) -> bool {
    let text = String::from_utf8_lossy(content);
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    loop {
        let after = if let Some(comment) = rest.strip_prefix("<!--") {
            comment.split_once("-->")
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            rest.split_once('>')
        } else {
            break;
        };
        let Some((_, after)) = after else { return false };
        rest = after.trim_start();
    }
    let Some(name) = rest.strip_prefix('<') else { return false };
    let name: String = name.chars().take_while(|it| it.is_alphanumeric() || *it == ':').collect();
    let local = name.rsplit(':').next().unwrap_or_default();
    local.eq_ignore_ascii_case("svg")
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::FileMediaType as Type;

    use super::{Undetected, detect};

    #[test]
    fn the_bytes_decide() {
        for (content, name, found) in [
            (b"GIF89a..".as_slice(), "a.png", Ok(Type::Gif)),
            (b"\xFF\xD8\xFF\xE0", "a", Ok(Type::Jpeg)),
            (b"\x89PNG\r\n\x1A\n..", "a.txt", Ok(Type::Png)),
            (b"RIFF\x01\x02\x03\x04WEBPVP8 ", "a", Ok(Type::Webp)),
            (b"RIFF\x01\x02\x03\x04WAVE", "a", Err(Undetected::Unknown)),
            (b"%PDF-1.7", "a.md", Ok(Type::Pdf)),
            (b"{\"a\": 1}", "a.json", Ok(Type::Json)),
            (b"{\"a\": 1}", "a.txt", Ok(Type::Plain)),
            (b"{\"a\": ", "a.JSON", Ok(Type::Plain)),
            (b"# hi", "README.md", Ok(Type::Markdown)),
            (b"a,b", "x.CSV", Ok(Type::Csv)),
            (b"<html></html>", "index.html", Ok(Type::Plain)),
            (b"fn main() {}", "main", Ok(Type::Plain)),
            (b"caf\xE9", "latin.txt", Ok(Type::Plain)),
            (b"\x1B[31mred\x1B[0m", "log", Ok(Type::Plain)),
            (b"", "a.txt", Err(Undetected::Empty)),
            (b"a\0b", "a.txt", Err(Undetected::Unknown)),
            (b"PK\x03\x04", "a.zip", Err(Undetected::Unknown)),
        ] {
            assert_eq!(detect(content, name), found, "{name}");
        }
    }

    #[test]
    fn an_svg_is_found_behind_what_may_stand_before_it() {
        for svg in [
            "<svg xmlns='x'/>",
            "\u{FEFF}<?xml version='1.0'?>\n<!-- <html> -->\n<!DOCTYPE svg PUBLIC 'x' 'y'>\n<svg:SVG>",
            "  \n<SVG>",
        ] {
            assert_eq!(detect(svg.as_bytes(), "a.txt"), Err(Undetected::Svg), "{svg}");
        }
        for text in ["<svgfoo/>", "x <svg/>", "<!-- never ends <svg/>", "<p><svg/></p>"] {
            assert_eq!(detect(text.as_bytes(), "a.txt"), Ok(Type::Plain), "{text}");
        }
    }
}
