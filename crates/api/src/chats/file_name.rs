//! The file's name in a `Content-Disposition` (RFC 6266), both ways.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What `filename*` may hold unescaped (RFC 8187 `attr-char`), as far as names need it.
const ATTR_CHAR: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The name, of `filename*` where it can be read, else of `filename`; empty when there is none. Bytes that are not UTF-8 are
/// replaced.
pub(super) fn file_name(disposition: &[u8]) -> String {
    let text = String::from_utf8_lossy(disposition);
    let parameters = parameters(&text);
    let of =
        |wanted: &str| parameters.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let extended = of("filename*").and_then(decode_extended);
    extended.or_else(|| of("filename").map(str::to_owned)).unwrap_or_default()
}

/// A `Content-Disposition` of this kind with a name that every client can read.
pub(super) fn disposition(kind: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|it| if it.is_ascii_graphic() && !matches!(it, '"' | '\\') || it == ' ' { it } else { '_' })
        .collect();
    let extended = utf8_percent_encode(name, ATTR_CHAR);
    format!("{kind}; filename=\"{plain}\"; filename*=UTF-8''{extended}")
}

/// The parameters after the type: names in lower case, values without their quotes.
fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches([' ', '\t', ';']).to_lowercase();
        let (value, next) = match after.trim_start().strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let (value, next) = after.split_once(';').unwrap_or((after, ""));
                (value.trim().to_owned(), next)
            }
        };
        found.push((name, value));
        rest = next;
    }
    found
}

/// The value of a quoted string whose opening quote was taken, and what comes after it.
fn unquote(quoted: &str) -> (String, &str) {
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(letters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}

/// `UTF-8''na%C3%AFve.txt`.
fn decode_extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, encoded) = rest.split_once('\'')?;
    if !charset.eq_ignore_ascii_case("utf-8") {
        return None;
    }
    percent_decode_str(encoded).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::{disposition, file_name};

    #[test]
    fn names_are_found() {
        for (header, name) in [
            ("attachment; filename=\"a b.txt\"", "a b.txt"),
            ("inline; FileName=plain.txt", "plain.txt"),
            ("attachment; filename=\"x;y=\\\"z\\\".txt\"; size=3", "x;y=\"z\".txt"),
            ("attachment; filename=\"fallback\"; filename*=UTF-8''na%C3%AFve%20file.md", "naïve file.md"),
            ("attachment; filename*=latin1''x; filename=good", "good"),
            ("attachment; filename=\"never ends", "never ends"),
            ("attachment", ""),
            ("", ""),
        ] {
            assert_eq!(file_name(header.as_bytes()), name, "{header}");
        }
    }

    #[test]
    fn every_name_comes_back() {
        for name in ["a.txt", "naïve \"quoted\" \\ file.md", "日本.png", "a;b=c.csv", "100%.txt"] {
            let header = disposition("inline", name);
            assert!(header.is_ascii(), "{header}");
            assert_eq!(file_name(header.as_bytes()), name, "{header}");
        }
    }
}
