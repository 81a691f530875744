//! Names of files, as they are stored.

/// The longest name, in bytes.
const NAME_BYTES_MAX: usize = 255;

/// `name` without control characters and outer spaces, cut at a character's border; empty when nothing is left.
pub(crate) fn clean(name: &str) -> String {
    let without_control: String = name.chars().filter(|it| !it.is_control()).collect();
    let mut cleaned = without_control.trim().to_owned();
    while cleaned.len() > NAME_BYTES_MAX {
        cleaned.pop();
    }
    cleaned
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean(" a\u{7}b\n.txt "), "ab.txt");
        assert_eq!(clean("\n\t"), "");
        let long = "ä".repeat(200);
        assert_eq!(clean(&long), "ä".repeat(127));
    }
}
