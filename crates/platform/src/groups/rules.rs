//! The rules for the fields of groups.

use ropewalk_model::names::check_name;

use crate::accounts::display_name_problem;
use crate::{FieldProblem, UseCaseError};

const AVATAR_URL_MAX_BYTES: usize = 2048;

/// The fields of a group that are given; `None` = not given.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct GroupFields<'a> {
    pub(super) name: Option<&'a str>,
    pub(super) display_name: Option<&'a str>,
    pub(super) avatar_url: Option<&'a str>,
    pub(super) quota_allowance: Option<i32>,
}

impl GroupFields<'_> {
    /// Checks them; all problems are told at once.
    pub(super) fn check(self) -> Result<(), UseCaseError> {
        let problem =
            |field: &'static str, detail: Option<String>| detail.map(|it| FieldProblem::new(field, it));
        let problems: Vec<FieldProblem> = [
            problem("name", self.name.and_then(name_problem)),
            problem("display_name", self.display_name.and_then(display_name_problem)),
            problem("avatar_url", self.avatar_url.and_then(avatar_url_problem)),
            problem(
                "quota_allowance",
                self.quota_allowance.filter(|it| *it < 0).map(|_| "must not be negative".to_owned()),
            ),
        ]
        .into_iter()
        .flatten()
        .collect();
        if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
    }
}

fn name_problem(name: &str) -> Option<String> {
    if name.eq_ignore_ascii_case("everyone") {
        return Some("is reserved: it is the group of all members".to_owned());
    }
    check_name(name).err().map(|problem| problem.to_string())
}

/// A picture is a path of this server, or a URL.
fn avatar_url_problem(url: &str) -> Option<String> {
    let is_path = url.starts_with('/') && !url.starts_with("//");
    let is_url = url::Url::parse(url).is_ok_and(|it| matches!(it.scheme(), "http" | "https"));
    if url.is_empty() {
        None
    } else if url.len() > AVATAR_URL_MAX_BYTES {
        Some(format!("must be at most {AVATAR_URL_MAX_BYTES} bytes long"))
    } else if url.chars().any(|it| it.is_control() || it.is_whitespace()) || !(is_path || is_url) {
        Some("must be an http or https URL, or a path that begins with /".to_owned())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::GroupFields;
    use crate::UseCaseError;

    #[test]
    fn all_bad_fields_are_named_at_once() {
        for (name, avatar_url) in
            [("everyone", "javascript:alert(1)"), ("a b", "//elsewhere/x.png"), ("", "no url")]
        {
            let fields = GroupFields {
                name: Some(name),
                display_name: Some(" x"),
                avatar_url: Some(avatar_url),
                quota_allowance: Some(-1),
            };
            let Err(UseCaseError::Invalid { validations, .. }) = fields.check() else {
                panic!("must be refused")
            };
            let names: Vec<&str> = validations.iter().map(|it| it.field.as_str()).collect();
            assert_eq!(names, ["name", "display_name", "avatar_url", "quota_allowance"]);
        }
    }

    #[test]
    fn good_fields_pass() {
        for avatar_url in ["", "/icon/group.svg", "https://example.com/a.png"] {
            let fields = GroupFields {
                name: Some("devs-1"),
                display_name: Some("The developers"),
                avatar_url: Some(avatar_url),
                quota_allowance: Some(0),
            };
            assert!(fields.check().is_ok(), "{avatar_url}");
        }
    }
}
