//! The rules for names of users, organizations, templates and workspaces (platform.md 1.7).

/// The longest name, in characters.
pub const NAME_MAX_CHARS: usize = 32;

/// Why a name is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Nothing was given.
    #[error("must not be empty")]
    Empty,
    /// Longer than [`NAME_MAX_CHARS`].
    #[error("must be at most 32 characters long")]
    TooLong,
    /// Something else than letters and digits in groups joined by single dashes.
    #[error("may hold letters and digits, in groups joined by single dashes")]
    Shape,
    /// `new` and `create` are words of the URL space.
    #[error("is reserved")]
    Reserved,
}

/// Checks a name: letters and digits in groups joined by single dashes, at most 32 characters.
///
/// # Errors
/// Says which rule is broken, as the rest of a sentence that starts with the field's name.
pub fn check_name(name: &str) -> Result<(), NameError> {
    if name.is_empty() {
        return Err(NameError::Empty);
    }
    if name.chars().count() > NAME_MAX_CHARS {
        return Err(NameError::TooLong);
    }
    let group_is_fine = |group: &str| !group.is_empty() && group.chars().all(|c| c.is_ascii_alphanumeric());
    if !name.split('-').all(group_is_fine) {
        return Err(NameError::Shape);
    }
    if name.eq_ignore_ascii_case("new") || name.eq_ignore_ascii_case("create") {
        return Err(NameError::Reserved);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{NameError, check_name};

    #[test]
    fn names_follow_the_rules() {
        for good in ["a", "A1", "my-workspace", "a-b-c", &"x".repeat(32)] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        assert_eq!(check_name(""), Err(NameError::Empty));
        assert_eq!(check_name(&"x".repeat(33)), Err(NameError::TooLong));
        for bad in ["-a", "a-", "a--b", "a_b", "a b", "ä"] {
            assert_eq!(check_name(bad), Err(NameError::Shape), "{bad}");
        }
        assert_eq!(check_name("New"), Err(NameError::Reserved));
    }
}
