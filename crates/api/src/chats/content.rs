//! Turns what a client sends as a message into parts (chats-api.md 2.6), naming each bad field.

use std::collections::BTreeMap;

use ropewalk_model::FileId;
use ropewalk_model::chat::{ChatFile, Part};
use ropewalk_platform::accounts::Caller;
use ropewalk_platform::{FieldProblem, UseCaseError};
use ropewalk_wire::chats::ChatInputPart;

use crate::ApiState;

/// What is wrong with one part: the field and the rest of a sentence that begins with it.
type BadPart = (&'static str, String);

/// A part as it was read.
enum InputPart {
    /// It needs nothing else.
    Whole(Part),
    /// It names a file, which must be looked up.
    File(FileId),
}

/// The parts of a message; at least one. Files are looked up among those that the caller may see.
///
/// # Errors
/// 400 with `content`, or with `content[i].field` for each part that is not right.
pub(super) async fn parts_of(
    state: &ApiState,
    caller: &Caller,
    content: Vec<ChatInputPart>,
) -> Result<Vec<Part>, UseCaseError> {
    if content.is_empty() {
        return Err(UseCaseError::invalid_field("content", "must hold at least one part"));
    }
    let read: Vec<Result<InputPart, BadPart>> = content.into_iter().map(part_of).collect();
    let ids: Vec<FileId> = read
        .iter()
        .filter_map(|part| if let Ok(InputPart::File(id)) = part { Some(*id) } else { None })
        .collect();
    let files = state.chat.readable_files(&caller.subject, &ids).await?;
    let files = files.into_iter().map(|file| (file.id, file)).collect();
    whole(read, &files)
}

fn whole(
    read: Vec<Result<InputPart, BadPart>>,
    files: &BTreeMap<FileId, ChatFile>,
) -> Result<Vec<Part>, UseCaseError> {
    let mut problems = Vec::new();
    let mut parts = Vec::with_capacity(read.len());
    for (index, part) in read.into_iter().enumerate() {
        let part = part.and_then(|part| match part {
            InputPart::Whole(part) => Ok(part),
            InputPart::File(id) => file_part(id, files),
        });
        match part {
            Ok(part) => parts.push(part),
            Err((field, detail)) => {
                problems.push(FieldProblem::new(format!("content[{index}].{field}"), detail))
            }
        }
    }
    if problems.is_empty() { Ok(parts) } else { Err(UseCaseError::invalid_fields(problems)) }
}

fn file_part(id: FileId, files: &BTreeMap<FileId, ChatFile>) -> Result<Part, BadPart> {
    let file = files.get(&id).ok_or_else(|| ("file_id", "names no file that you may see".to_owned()))?;
    Ok(Part::File {
        file_id: id,
        media_type: file.media_type.as_str().to_owned(),
        name: Some(file.name.clone()),
    })
}

fn part_of(input: ChatInputPart) -> Result<InputPart, BadPart> {
    match input.kind.trim().to_lowercase().as_str() {
        "text" if input.text.trim().is_empty() => Err(("text", "must not be blank".to_owned())),
        "text" => Ok(InputPart::Whole(Part::text(input.text.trim()))),
        "file-reference" if input.file_name.trim().is_empty() => {
            Err(("file_name", "must not be empty".to_owned()))
        }
        "file-reference" => Ok(InputPart::Whole(Part::FileReference {
            file_name: input.file_name,
            start_line: input.start_line,
            end_line: input.end_line,
            content: input.content,
        })),
        "file" => match input.file_id.filter(|id| *id != FileId::NIL) {
            Some(id) => Ok(InputPart::File(id)),
            None => Err(("file_id", "must name an uploaded file".to_owned())),
        },
        "" => Err(("type", "is missing; it must be text, file or file-reference".to_owned())),
        other => Err(("type", format!("must be text, file or file-reference, not {other:?}"))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use ropewalk_model::FileId;
    use ropewalk_model::chat::{ChatFile, FileMediaType, Part};
    use ropewalk_model::{OrganizationId, UserId};
    use ropewalk_platform::UseCaseError;
    use ropewalk_wire::chats::ChatInputPart;
    use uuid::Uuid;

    use super::{part_of, whole};

    fn part(kind: &str) -> ChatInputPart {
        ChatInputPart { kind: kind.to_owned(), ..ChatInputPart::default() }
    }

    fn parts(content: Vec<ChatInputPart>) -> Result<Vec<Part>, UseCaseError> {
        let file = ChatFile {
            id: FileId::from(Uuid::from_u128(7)),
            organization_id: OrganizationId::NIL,
            owner_id: UserId::NIL,
            name: "notes.md".to_owned(),
            media_type: FileMediaType::Markdown,
            size_bytes: 3,
            created_at: chrono::DateTime::UNIX_EPOCH,
        };
        whole(content.into_iter().map(part_of).collect(), &BTreeMap::from([(file.id, file)]))
    }

    #[test]
    fn good_parts() {
        let text = ChatInputPart { kind: " Text ".to_owned(), ..ChatInputPart::text(" hi\n") };
        let reference =
            ChatInputPart { file_name: "a.rs".to_owned(), start_line: 1, ..part("file-reference") };
        let file = ChatInputPart { file_id: Some(Uuid::from_u128(7).into()), ..part("file") };
        let parts = parts(vec![text, reference, file]).unwrap();
        assert_eq!(parts[0], Part::text("hi"));
        assert!(
            matches!(&parts[1], Part::FileReference { file_name, start_line: 1, .. } if file_name == "a.rs")
        );
        assert!(matches!(&parts[2], Part::File { media_type, name, .. }
            if media_type == "text/markdown" && name.as_deref() == Some("notes.md")));
    }

    #[test]
    fn every_bad_part_is_named() {
        let unknown = ChatInputPart { file_id: Some(Uuid::from_u128(8).into()), ..part("file") };
        let nil = ChatInputPart { file_id: Some(FileId::NIL), ..part("file") };
        let bad =
            vec![part("text"), part("file"), part("file-reference"), part("video"), part(""), unknown, nil];
        let Err(UseCaseError::Invalid { validations, .. }) = parts(bad) else { panic!("must be refused") };
        let fields: Vec<&str> = validations.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(
            fields,
            [
                "content[0].text",
                "content[1].file_id",
                "content[2].file_name",
                "content[3].type",
                "content[4].type",
                "content[5].file_id",
                "content[6].file_id"
            ]
        );
    }
}
