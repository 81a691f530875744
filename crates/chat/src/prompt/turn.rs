//! What a model is told anew in each step, after the leading system messages (chat-engine.md 5.2): so that a change counts from the
//! next step on, in old chats too.
//!
//! What must stay true: the order is that of the specification; blank blocks are left out (PR-5). The blocks for sub-chats, explore
//! chats, the plan's own overlay and the advisor take their places here with those.

use ropewalk_llm::{Content, Message, Role};
use ropewalk_model::chat as model;

use super::context::{hidden_instructions, skill_index};

/// What is told besides the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TurnPrompts {
    /// What the chat's owner tells all of their chats.
    pub(crate) user: Option<String>,
    /// What administrators tell chats that plan; only in a turn that plans.
    pub(crate) plan: Option<String>,
}

impl TurnPrompts {
    /// `messages`, which `history` was converted to, with the blocks of this turn.
    pub(crate) fn insert(&self, mut messages: Vec<Message>, history: &[model::Message]) -> Vec<Message> {
        let user = not_blank(self.user.as_deref());
        let blocks = [
            hidden_instructions(history),
            skill_index(history),
            user.map(|text| format!("<user-instructions>\n{text}\n</user-instructions>")),
            not_blank(self.plan.as_deref()).map(str::to_owned),
        ];
        let place = messages.iter().take_while(|message| message.role == Role::System).count();
        let block = |text| Message {
            role: Role::System,
            content: vec![Content::Text { text, provider_metadata: None }],
        };
        messages.splice(place..place, blocks.into_iter().flatten().map(block));
        messages
    }
}

fn not_blank(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::{Content, Message, Role};
    use ropewalk_model::chat::{self as stored, NewMessage, Part, Visibility};
    use ropewalk_model::{ChatId, MessageId, Timestamp};

    use super::TurnPrompts;

    fn says(role: Role, text: &str) -> Message {
        Message { role, content: vec![Content::Text { text: text.to_owned(), provider_metadata: None }] }
    }

    fn context(compressed: bool) -> stored::Message {
        let parts = vec![
            Part::ContextFile {
                context_file_path: "/AGENTS.md".into(),
                context_file_content: "Be kind.".into(),
                context_file_truncated: false,
                context_file_agent_id: None,
                context_file_os: None,
                context_file_directory: None,
            },
            Part::Skill {
                skill_name: "deploy".into(),
                skill_description: Some("Ships it.".into()),
                skill_dir: None,
                context_file_skill_meta_file: None,
            },
        ];
        stored::Message {
            id: MessageId(1),
            chat_id: ChatId::NIL,
            revision: 1,
            deleted: false,
            compressed,
            created_at: Timestamp::default(),
            body: NewMessage::new(stored::Role::User, Visibility::Both, parts),
        }
    }

    fn texts(messages: &[Message]) -> Vec<String> {
        let text = |content: &Content| {
            let Content::Text { text, .. } = content else { panic!("{content:?}") };
            text.lines().nth(1).unwrap_or(text).to_owned()
        };
        messages.iter().flat_map(|it| &it.content).map(text).collect()
    }

    #[test]
    fn the_blocks_stand_in_their_order_after_the_leading_system_messages() {
        let messages =
            || vec![says(Role::System, "be kind"), says(Role::User, "hi"), says(Role::System, "late")];
        let prompts = TurnPrompts { user: Some(" Speak Latin.\n".into()), plan: Some("Plan well.".into()) };
        let with = prompts.insert(messages(), &[context(true)]);
        assert_eq!(
            texts(&with),
            [
                "be kind",
                "Source: /AGENTS.md",
                "- deploy: Ships it.",
                "Speak Latin.",
                "Plan well.",
                "hi",
                "late"
            ]
        );
        let shown = prompts.insert(messages(), &[context(false)]);
        assert_eq!(texts(&shown)[1], "- deploy: Ships it.", "the file stands in the history");
        for nothing in [None, Some(String::new()), Some(" \n".into())] {
            let prompts = TurnPrompts { user: nothing.clone(), plan: nothing };
            assert_eq!(prompts.insert(messages(), &[]), messages());
        }
    }
}
