//! Skills: directories with a file that says what they are for. Only that is read here; the rest is read when a chat asks for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ropewalk_wire::agent::AgentContextPart;
use serde::Deserialize;

use super::clean::clean;
use super::{SKILL_META_BYTES_MAX, SKILLS_MAX, read_beginning};

/// The longest name of a skill, in bytes.
const NAME_BYTES_MAX: usize = 64;
/// The longest description that is told, in characters.
const DESCRIPTION_CHARS_MAX: usize = 1024;

/// What stands in front of a skill's text.
#[derive(Deserialize)]
struct FrontMatter {
    name: String,
    #[serde(default)]
    description: String,
}

/// The skills below `dirs`, by name within each; the first of a name wins.
pub(super) fn read(dirs: &[PathBuf], meta_file: &str) -> Vec<AgentContextPart> {
    let mut seen = BTreeSet::new();
    let mut parts = Vec::new();
    for dir in dirs.iter().flat_map(|dir| subdirectories(dir)) {
        let Some((name, description)) = describe(&dir, meta_file) else { continue };
        if parts.len() < SKILLS_MAX && seen.insert(name.clone()) {
            parts.push(AgentContextPart::Skill {
                skill_name: name,
                skill_description: description,
                skill_dir: dir.to_string_lossy().into_owned(),
                context_file_skill_meta_file: meta_file.to_owned(),
            });
        }
    }
    parts
}

fn subdirectories(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    let mut found: Vec<PathBuf> =
        entries.filter_map(Result::ok).map(|it| it.path()).filter(|it| it.is_dir()).collect();
    found.sort();
    found
}

/// Name and description of the skill in `dir`. Its name must be that of the directory.
fn describe(dir: &Path, meta_file: &str) -> Option<(String, String)> {
    let (text, _) = read_beginning(&dir.join(meta_file), SKILL_META_BYTES_MAX)?;
    let FrontMatter { name, description } = serde_saphyr::from_str(front_matter(&text)?).ok()?;
    let is_named_so = dir.file_name().and_then(|it| it.to_str()) == Some(name.as_str());
    let description: String = clean(&description)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(DESCRIPTION_CHARS_MAX)
        .collect();
    (is_named_so && is_name(&name)).then_some((name, description))
}

/// What stands between the lines of three hyphens at the beginning.
fn front_matter(text: &str) -> Option<&str> {
    let text = text.trim_start_matches('\u{FEFF}');
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"))?;
    let end = rest.match_indices("\n---").find(|(at, _)| {
        let after = &rest[at + 4..];
        after.is_empty() || after.starts_with('\n') || after.starts_with("\r\n")
    })?;
    Some(&rest[..end.0])
}

/// A name that a model can say back.
fn is_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= NAME_BYTES_MAX
        && !name.starts_with('.')
        && name.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}
