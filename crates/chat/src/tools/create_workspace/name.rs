//! Names for workspaces that the model did not name, or named in a way that no name may be (chat-engine.md 4.4, 5).

use uuid::Uuid;

/// The longest base, in characters: with a dash and four hex digits it makes 32, the longest name.
const BASE_CHARS_MAX: usize = 27;

/// A name made from `base` and the call's key: the same call always makes the same name.
pub(super) fn generated(base: &str, key: Uuid) -> String {
    let key = key.simple().to_string();
    let words: Vec<String> = base
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let joined: String = words.join("-").chars().take(BASE_CHARS_MAX).collect();
    let base = joined.trim_end_matches('-');
    // nothing of the base can stand in a name: the key alone names it
    let base = if base.is_empty() { format!("workspace-{}", &key[4..12]) } else { base.to_owned() };
    format!("{base}-{}", &key[..4])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ropewalk_model::names::check_name;
    use uuid::Uuid;

    use super::generated;

    #[test]
    fn names_tell_what_they_were_made_from() {
        let key = Uuid::from_u128(0x1234_5678_9abc_def0_0000_0000_0000_0000);
        assert_eq!(generated("local", key), "local-1234");
        assert_eq!(generated("My  cool_workspace!", key), "my-cool-workspace-1234");
        assert_eq!(generated("ä", key), "workspace-56789abc-1234");
    }

    proptest! {
        #[test]
        fn every_name_is_allowed(base in ".{0,60}", key in any::<u128>()) {
            let name = generated(&base, Uuid::from_u128(key));
            prop_assert_eq!(check_name(&name), Ok(()), "{}", name);
        }
    }
}
