//! What a person tells all of their chats (chat-engine.md 5.2, block 4).
//!
//! It is inserted per turn and not stored with the chat: a change counts from the next step on, in old chats too.

use ropewalk_llm::{Content, Message, Role};

/// `messages` with the person's own instructions after the leading system messages. Blank ones are left out (PR-5).
pub(crate) fn with_user_prompt(mut messages: Vec<Message>, prompt: Option<&str>) -> Vec<Message> {
    let Some(prompt) = prompt.map(str::trim).filter(|text| !text.is_empty()) else { return messages };
    let place = messages.iter().take_while(|message| message.role == Role::System).count();
    let text = format!("<user-instructions>\n{prompt}\n</user-instructions>");
    let content = vec![Content::Text { text, provider_metadata: None }];
    messages.insert(place, Message { role: Role::System, content });
    messages
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::{Content, Message, Role};

    use super::with_user_prompt;

    fn says(role: Role, text: &str) -> Message {
        Message { role, content: vec![Content::Text { text: text.to_owned(), provider_metadata: None }] }
    }

    #[test]
    fn it_stands_after_the_leading_system_messages() {
        let messages =
            || vec![says(Role::System, "be kind"), says(Role::User, "hi"), says(Role::System, "late")];
        let with = with_user_prompt(messages(), Some(" Speak Latin.\n"));
        assert_eq!(with.len(), 4);
        assert_eq!(with[1], says(Role::System, "<user-instructions>\nSpeak Latin.\n</user-instructions>"));
        assert_eq!(with[2], says(Role::User, "hi"));
        for nothing in [None, Some(""), Some(" \n")] {
            assert_eq!(with_user_prompt(messages(), nothing), messages());
        }
    }
}
