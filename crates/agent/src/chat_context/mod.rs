//! What a workspace tells the chats that work in it: instruction files and skills (agent-and-provisioning.md 2.12). Everything here
//! blocks; the handler calls it off the runtime's threads.
//!
//! What must stay true: the files belong to whoever writes to the workspace, so nothing in them is trusted: sizes and counts are
//! bounded, and what people do not see is taken out before a model reads it.

mod clean;
mod instructions;
mod skills;

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use ropewalk_wire::agent::AgentContextPart;

/// The largest instruction file that is given whole, in bytes; of a longer one its beginning is.
const INSTRUCTIONS_BYTES_MAX: usize = 64 * 1024;
/// The most skills that are named.
const SKILLS_MAX: usize = 200;
/// The largest file of a skill's description that is looked at, in bytes.
const SKILL_META_BYTES_MAX: usize = 64 * 1024;

/// Where instructions and skills are looked for. Paths may begin with `~`; relative ones start at the working directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContextPlaces {
    /// Directories whose instruction file counts, before that of the working directory.
    pub instructions_dirs: Vec<String>,
    /// The name of an instruction file, in any case.
    pub instructions_file: String,
    /// Directories of skills; the first skill of a name wins.
    pub skills_dirs: Vec<String>,
    /// The name of the file that describes a skill.
    pub skill_meta_file: String,
}

impl Default for ContextPlaces {
    fn default() -> Self {
        Self {
            instructions_dirs: vec!["~/.coder".to_owned()],
            instructions_file: "AGENTS.md".to_owned(),
            skills_dirs: vec!["~/.coder/skills".to_owned(), ".agents/skills".to_owned()],
            skill_meta_file: "SKILL.md".to_owned(),
        }
    }
}

impl ContextPlaces {
    /// What the variables `CODER_AGENT_EXP_…` say (2.1); lists are separated by commas. They are taken out of `environment`, so that
    /// nothing that the agent starts sees them.
    pub fn take(environment: &mut BTreeMap<OsString, OsString>) -> Self {
        let mut given = |name: &str| {
            let value = environment.remove(OsStr::new(&format!("CODER_AGENT_EXP_{name}")))?;
            value.into_string().ok().map(|it| it.trim().to_owned()).filter(|it| !it.is_empty())
        };
        let list = |text: String| -> Vec<String> {
            text.split(',').map(|it| it.trim().to_owned()).filter(|it| !it.is_empty()).collect()
        };
        let default = Self::default();
        Self {
            instructions_dirs: given("INSTRUCTIONS_DIRS").map_or(default.instructions_dirs, list),
            instructions_file: given("INSTRUCTIONS_FILE").unwrap_or(default.instructions_file),
            skills_dirs: given("SKILLS_DIRS").map_or(default.skills_dirs, list),
            skill_meta_file: given("SKILL_META_FILE").unwrap_or(default.skill_meta_file),
        }
    }

    /// What is found now, instructions first. What cannot be read is passed over: a chat does without.
    pub(crate) fn read(&self, home: &Path, directory: &Path) -> Vec<AgentContextPart> {
        let place = |text: &String| placed(text, home, directory);
        let mut dirs: Vec<PathBuf> = self.instructions_dirs.iter().map(place).collect();
        dirs.push(directory.to_owned());
        let mut parts = instructions::read(&dirs, &self.instructions_file);
        let skills: Vec<PathBuf> = self.skills_dirs.iter().map(place).collect();
        parts.extend(skills::read(&skills, &self.skill_meta_file));
        parts
    }
}

fn placed(text: &str, home: &Path, directory: &Path) -> PathBuf {
    match Path::new(text).strip_prefix("~") {
        Ok(rest) => home.join(rest),
        Err(_no_tilde) => directory.join(text),
    }
}

/// The beginning of a file, at most `limit` bytes of it, and whether there is more. `None`: no file, or one that cannot be read.
fn read_beginning(path: &Path, limit: usize) -> Option<(String, bool)> {
    use std::io::Read;
    let file = std::fs::File::open(path).ok().filter(|it| it.metadata().is_ok_and(|it| it.is_file()))?;
    let mut bytes = Vec::new();
    let one_more = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(one_more).read_to_end(&mut bytes).ok()?;
    let is_cut = bytes.len() > limit;
    bytes.truncate(limit);
    // A character that the limit cut in two is left out; other bytes that are no text become U+FFFD.
    let whole = match std::str::from_utf8(&bytes) {
        Err(error) if is_cut && error.error_len().is_none() => error.valid_up_to(),
        Ok(_) | Err(_) => bytes.len(),
    };
    Some((String::from_utf8_lossy(&bytes[..whole]).into_owned(), is_cut))
}

#[cfg(test)]
mod tests;
