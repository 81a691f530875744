//! Turns what a client sends as a message into parts (chats-api.md 2.6), naming each bad field.

use ropewalk_model::chat::Part;
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_wire::chats::ChatInputPart;

/// The parts of a message; at least one.
///
/// # Errors
/// 400 with `content`, or with `content[i].field` for each part that is not right.
pub(super) fn parts_of(content: Vec<ChatInputPart>) -> Result<Vec<Part>, UseCaseError> {
    if content.is_empty() {
        return Err(UseCaseError::invalid_field("content", "must hold at least one part"));
    }
    let mut problems = Vec::new();
    let mut parts = Vec::with_capacity(content.len());
    for (index, input) in content.into_iter().enumerate() {
        match part_of(input) {
            Ok(part) => parts.push(part),
            Err((field, detail)) => {
                problems.push(FieldProblem::new(format!("content[{index}].{field}"), detail))
            }
        }
    }
    if problems.is_empty() { Ok(parts) } else { Err(UseCaseError::invalid_fields(problems)) }
}

fn part_of(input: ChatInputPart) -> Result<Part, (&'static str, String)> {
    match input.kind.trim().to_lowercase().as_str() {
        "text" if input.text.trim().is_empty() => Err(("text", "must not be blank".to_owned())),
        "text" => Ok(Part::text(input.text.trim())),
        "file-reference" if input.file_name.trim().is_empty() => {
            Err(("file_name", "must not be empty".to_owned()))
        }
        "file-reference" => Ok(Part::FileReference {
            file_name: input.file_name,
            start_line: input.start_line,
            end_line: input.end_line,
            content: input.content,
        }),
        // there is no upload yet, so no id can name a stored file
        "file" => {
            Err(("file_id", "must name an uploaded file; this server does not take uploads".to_owned()))
        }
        "" => Err(("type", "is missing; it must be text or file-reference".to_owned())),
        other => Err(("type", format!("must be text or file-reference, not {other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::Part;
    use ropewalk_platform::UseCaseError;
    use ropewalk_wire::chats::ChatInputPart;

    use super::parts_of;

    fn part(kind: &str) -> ChatInputPart {
        ChatInputPart { kind: kind.to_owned(), ..ChatInputPart::default() }
    }

    #[test]
    fn good_parts() {
        let text = ChatInputPart { kind: " Text ".to_owned(), ..ChatInputPart::text(" hi\n") };
        let reference =
            ChatInputPart { file_name: "a.rs".to_owned(), start_line: 1, ..part("file-reference") };
        let parts = parts_of(vec![text, reference]).unwrap();
        assert_eq!(parts[0], Part::text("hi"));
        assert!(
            matches!(&parts[1], Part::FileReference { file_name, start_line: 1, .. } if file_name == "a.rs")
        );
    }

    #[test]
    fn every_bad_part_is_named() {
        let bad = vec![part("text"), part("file"), part("file-reference"), part("video"), part("")];
        let Err(UseCaseError::Invalid { validations, .. }) = parts_of(bad) else { panic!("must be refused") };
        let fields: Vec<&str> = validations.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "content[0].text",
                "content[1].file_id",
                "content[2].file_name",
                "content[3].type",
                "content[4].type"
            ]
        );
        let Err(UseCaseError::Invalid { validations, .. }) = parts_of(Vec::new()) else {
            panic!("must be refused")
        };
        assert_eq!(validations[0].field, "content");
    }
}
