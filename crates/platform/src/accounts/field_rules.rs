//! The rules for the fields of accounts. All problems are told at once, so that nobody fixes them one by one.

use ropewalk_model::names::check_name;
use ropewalk_telemetry::Secret;

use super::password_problem;
use crate::{FieldProblem, UseCaseError};

const EMAIL_MAX_BYTES: usize = 254;
const DISPLAY_NAME_MAX_CHARS: usize = 128;

/// The fields of a new account. Build it with what was given, then ask [`AccountFields::check`].
pub(super) struct AccountFields<'a> {
    pub(super) email: &'a str,
    pub(super) username: &'a str,
    pub(super) name: &'a str,
    /// `None` for accounts without a password.
    pub(super) password: Option<&'a Secret>,
}

impl AccountFields<'_> {
    /// Checks all fields.
    pub(super) fn check(&self) -> Result<(), UseCaseError> {
        let problems: Vec<FieldProblem> = [
            email_problem(self.email).map(|it| FieldProblem::new("email", it)),
            username_problem(self.username).map(|it| FieldProblem::new("username", it)),
            display_name_problem(self.name).map(|it| FieldProblem::new("name", it)),
            self.password
                .and_then(|it| password_problem(it.expose(), &[self.username, self.email]))
                .map(|it| FieldProblem::new("password", it)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
    }
}

/// Only what is surely wrong: whether an address exists, nobody can tell from its text.
fn email_problem(email: &str) -> Option<String> {
    let looks_right = email.len() <= EMAIL_MAX_BYTES
        && !email.chars().any(|it| it.is_whitespace() || it.is_control())
        && email.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
    (!looks_right).then(|| "must be an e-mail address".to_owned())
}

fn username_problem(username: &str) -> Option<String> {
    if username.eq_ignore_ascii_case("me") {
        return Some("is reserved".to_owned());
    }
    check_name(username).err().map(|problem| problem.to_string())
}

/// What is wrong with a name for people.
pub(crate) fn display_name_problem(name: &str) -> Option<String> {
    if name.chars().count() > DISPLAY_NAME_MAX_CHARS {
        Some("must be at most 128 characters long".to_owned())
    } else if name.trim() != name || name.chars().any(char::is_control) {
        Some("must not begin or end with a space, nor hold control characters".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_telemetry::Secret;

    use super::AccountFields;
    use crate::UseCaseError;

    #[test]
    fn all_bad_fields_are_named_at_once() {
        let password = Secret::new("x");
        let fields = AccountFields { email: "ada", username: "me", name: " Ada", password: Some(&password) };
        let Err(UseCaseError::Invalid { validations, .. }) = fields.check() else {
            panic!("must be refused")
        };
        let names: Vec<&str> = validations.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(names, ["email", "username", "name", "password"]);
    }

    #[test]
    fn good_fields_pass() {
        let password = Secret::new("correct horse");
        for email in ["ada@example.com", "a@b", "\"odd@local\"@example.com"] {
            let fields =
                AccountFields { email, username: "ada-1", name: "Ada L.", password: Some(&password) };
            assert!(fields.check().is_ok(), "{email}");
        }
    }
}
