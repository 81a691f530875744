//! `read-file-lines`: numbered lines of a text file, for a model (agent-and-provisioning.md 2.10).
//!
//! Too much is an error that tells how to page, never a silent cut: a model would take a cut file for the whole.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use ropewalk_wire::agent::{ReadFileLinesQuery, ReadFileLinesResponse};

use super::error::{Doing, FileError};
use super::path::absolute;

const FILE_BYTES_DEFAULT: u64 = 1 << 20;
/// The whole file is read into memory, so there is a limit that no caller can raise.
const FILE_BYTES_MAX: u64 = 16 << 20;
const LINE_BYTES_DEFAULT: u64 = 1024;
const RESPONSE_LINES_DEFAULT: u64 = 2000;
const RESPONSE_BYTES_DEFAULT: u64 = 32 << 10;

/// Reads the lines; an error is part of the answer.
pub(crate) fn read_file_lines(query: &ReadFileLinesQuery) -> ReadFileLinesResponse {
    let limit = query.max_file_size.filter(|&limit| limit > 0).unwrap_or(FILE_BYTES_DEFAULT);
    match read_text(&query.path, limit.min(FILE_BYTES_MAX)) {
        Ok(content) => select(query, &content),
        Err(error) => ReadFileLinesResponse { error: error.to_string(), ..ReadFileLinesResponse::default() },
    }
}

fn read_text(path: &str, limit: u64) -> Result<Vec<u8>, FileError> {
    let path = absolute(path)?;
    let content = read_regular(&path, limit)?;
    // Text in other encodings is shown as well as it can be; NUL is what tells programs and pictures.
    if content.contains(&0) { Err(FileError::NotText(path)) } else { Ok(content) }
}

/// Reads a regular file of at most `limit` bytes.
pub(super) fn read_regular(path: &Path, limit: u64) -> Result<Vec<u8>, FileError> {
    let io = |source| FileError::io(path, Doing::Read, source);
    // Looked at before it is opened: to open a pipe would wait for a writer.
    let metadata = std::fs::metadata(path).map_err(io)?;
    if metadata.is_dir() {
        return Err(FileError::IsDirectory(path.to_owned()));
    }
    if !metadata.is_file() {
        return Err(FileError::NotRegular(path.to_owned()));
    }
    let too_large = |size| FileError::TooLarge { path: path.to_owned(), size, limit };
    if metadata.len() > limit {
        return Err(too_large(metadata.len()));
    }
    let mut content = Vec::new();
    // Files of /proc say that they are empty, and others grow.
    File::open(path).map_err(io)?.take(limit + 1).read_to_end(&mut content).map_err(io)?;
    let size = content.len() as u64;
    if size > limit { Err(too_large(size)) } else { Ok(content) }
}

fn select(query: &ReadFileLinesQuery, content: &[u8]) -> ReadFileLinesResponse {
    let file_size = content.len() as u64;
    let mut lines: Vec<&[u8]> = content.split(|&byte| byte == b'\n').collect();
    // The end of the last line begins no new one.
    if lines.last().is_some_and(|line| line.is_empty()) {
        lines.pop();
    }
    let total_lines = lines.len() as u64;
    let answer = ReadFileLinesResponse { file_size, total_lines, ..ReadFileLinesResponse::default() };
    match numbered(query, &lines) {
        Ok((lines_read, content)) => ReadFileLinesResponse { success: true, lines_read, content, ..answer },
        Err(error) => ReadFileLinesResponse { error, ..answer },
    }
}

fn numbered(query: &ReadFileLinesQuery, lines: &[&[u8]]) -> Result<(u64, String), String> {
    let given = |value: Option<u64>, default| value.filter(|&value| value > 0).unwrap_or(default);
    let total = lines.len() as u64;
    let offset = query.offset.unwrap_or(1);
    if offset == 0 {
        return Err("offset counts lines from 1.".to_owned());
    }
    if offset > total.max(1) {
        return Err(format!("offset {offset} is past the end: the file has {total} lines."));
    }
    let rest = (total + 1).saturating_sub(offset);
    let wanted = given(query.limit, rest).min(rest);
    let lines_max = given(query.max_response_lines, RESPONSE_LINES_DEFAULT);
    if wanted > lines_max {
        return Err(format!(
            "These are {wanted} lines, and at most {lines_max} come in one answer: the file has {total} \
             lines. Read it in parts with offset and limit, beginning with offset={offset} and \
             limit={lines_max}."
        ));
    }
    let bytes_max = given(query.max_response_bytes, RESPONSE_BYTES_DEFAULT);
    let line_max = given(query.max_line_bytes, LINE_BYTES_DEFAULT);
    let mut content = String::new();
    let selected = (offset..).zip(lines.iter().skip(as_index(offset - 1)).take(as_index(wanted)));
    for (count, (number, line)) in (0_u64..).zip(selected) {
        if count > 0 {
            content.push('\n');
        }
        content.push_str(&format!("{number}\t{}", shown(line, as_index(line_max))));
        if content.len() as u64 > bytes_max {
            return Err(format!(
                "The lines {offset} to {} are more than the {bytes_max} bytes that come in one answer. Read \
                 fewer lines at once with offset and limit, for example offset={offset} and limit={}.",
                offset + wanted - 1,
                count.max(1)
            ));
        }
    }
    Ok((wanted, content))
}

/// A count of lines as an index; what does not fit is past every end.
fn as_index(count: u64) -> usize {
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// A line without its CR, cut at `max` bytes.
fn shown(line: &[u8], max: usize) -> String {
    let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
    if line.len() <= max {
        return line.into_owned();
    }
    let end = (0..=max).rev().find(|&at| line.is_char_boundary(at)).unwrap_or(0);
    format!("{} [... {} more bytes in this line]", &line[..end], line.len() - end)
}

#[cfg(test)]
mod tests {
    use super::{ReadFileLinesQuery, ReadFileLinesResponse, read_file_lines};

    fn read(content: &[u8], change: impl FnOnce(&mut ReadFileLinesQuery)) -> ReadFileLinesResponse {
        let dir = tempfile::tempdir().expect("tempdir");
        let path = dir.path().join("file");
        std::fs::write(&path, content).expect("write");
        let mut query = ReadFileLinesQuery {
            path: path.to_str().expect("path").to_owned(),
            ..ReadFileLinesQuery::default()
        };
        change(&mut query);
        read_file_lines(&query)
    }

    #[test]
    fn lines_are_numbered_from_one() {
        let answer = read(b"a\r\nb\n\nd", |_| {});
        assert_eq!(
            answer,
            ReadFileLinesResponse {
                success: true,
                file_size: 7,
                total_lines: 4,
                lines_read: 4,
                content: "1\ta\n2\tb\n3\t\n4\td".to_owned(),
                error: String::new(),
            }
        );
        let answer = read(b"a\nb\nc\n", |query| (query.offset, query.limit) = (Some(2), Some(1)));
        assert_eq!((answer.content.as_str(), answer.lines_read, answer.total_lines), ("2\tb", 1, 3));
        let empty = read(b"", |_| {});
        assert_eq!((empty.success, empty.content.as_str(), empty.total_lines), (true, "", 0));
    }

    #[test]
    fn too_much_is_an_error_that_tells_how_to_page() {
        let many = "x\n".repeat(2001);
        let answer = read(many.as_bytes(), |_| {});
        assert!(!answer.success && answer.content.is_empty());
        assert!(answer.error.contains("offset=1 and limit=2000"), "{}", answer.error);
        assert_eq!(answer.total_lines, 2001);
        let wide = format!("{}\n", "y".repeat(1000)).repeat(40);
        let answer = read(wide.as_bytes(), |_| {});
        assert!(answer.error.contains("offset=1 and limit=32."), "{}", answer.error);
        let answer = read(wide.as_bytes(), |query| query.limit = Some(32));
        assert!(answer.success, "{}", answer.error);
        let answer = read(&vec![b'z'; (1 << 20) + 1], |_| {});
        assert!(answer.error.contains("1048577 bytes; at most 1048576"), "{}", answer.error);
    }

    #[test]
    fn long_lines_are_cut_with_a_marker() {
        let answer = read(format!("{}\nshort", "ä".repeat(600)).as_bytes(), |_| {});
        let first = answer.content.lines().next().expect("line");
        assert_eq!(first, format!("1\t{} [... 176 more bytes in this line]", "ä".repeat(512)));
        assert!(answer.content.ends_with("\n2\tshort"));
    }

    #[test]
    fn bad_requests_are_explained() {
        let past = read(b"a\n", |query| query.offset = Some(2));
        assert!(past.error.contains("past the end: the file has 1 lines"), "{}", past.error);
        assert!(read(b"a\n", |query| query.offset = Some(0)).error.contains("from 1"));
        assert!(read(b"a\0b", |_| {}).error.contains("not UTF-8 text"));
        assert!(read(b"", |query| query.path = "relative".to_owned()).error.contains("not absolute"));
        assert!(read(b"", |query| query.path.push_str("-gone")).error.contains("does not exist"));
        assert!(read(b"", |query| query.path = "/".to_owned()).error.contains("is a directory"));
        assert!(read(b"", |query| query.path = "/dev/null".to_owned()).error.contains("not a regular file"));
    }
}
