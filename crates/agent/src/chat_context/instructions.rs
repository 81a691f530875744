//! Instruction files: `AGENTS.md`, in any case, of each place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ropewalk_wire::agent::AgentContextPart;

use super::clean::clean;
use super::{INSTRUCTIONS_BYTES_MAX, read_beginning};

/// The files called `name` in `dirs`, in their order, each once.
pub(super) fn read(dirs: &[PathBuf], name: &str) -> Vec<AgentContextPart> {
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    for path in dirs.iter().filter_map(|dir| find(dir, name)) {
        let real = path.canonicalize().unwrap_or_else(|_| path.clone());
        if !seen.insert(real) {
            continue;
        }
        let Some((text, truncated)) = read_beginning(&path, INSTRUCTIONS_BYTES_MAX) else { continue };
        let content = clean(&text);
        if !content.is_empty() {
            parts.push(AgentContextPart::ContextFile {
                context_file_path: path.to_string_lossy().into_owned(),
                context_file_content: content,
                context_file_truncated: truncated,
            });
        }
    }
    parts
}

/// The file of this name; without one, the first of the same letters in another case.
fn find(dir: &Path, name: &str) -> Option<PathBuf> {
    let exact = dir.join(name);
    if exact.is_file() {
        return Some(exact);
    }
    let entries = std::fs::read_dir(dir).ok()?.filter_map(Result::ok);
    let is_it = |it: &PathBuf| {
        it.file_name().and_then(|it| it.to_str()).is_some_and(|it| it.eq_ignore_ascii_case(name))
            && it.is_file()
    };
    let mut found: Vec<PathBuf> = entries.map(|it| it.path()).filter(is_it).collect();
    found.sort();
    found.into_iter().next()
}
