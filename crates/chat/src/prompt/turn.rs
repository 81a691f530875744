//! What a model is told anew in each step, after the leading system messages (chat-engine.md 5.2): so that a change counts from the
//! next step on, in old chats too.
//!
//! What must stay true: the order is that of the specification; blank blocks are left out (PR-5).

use ropewalk_llm::{Content, Message, Role};
use ropewalk_model::chat as model;
use ropewalk_model::skill::SkillHead;

use super::context::{has_workspace_skills, hidden_instructions, skill_index};
use super::overlays;
use crate::tools::{Need, ToolMode};

/// What is told besides the history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct TurnPrompts {
    /// What the chat's owner tells all of their chats.
    pub(crate) user: Option<String>,
    /// What administrators tell chats that plan; only in a turn that plans.
    pub(crate) plan: Option<String>,
    /// Where the plan of a turn that plans is written; none when its workspace cannot be asked.
    pub(crate) plan_path: Option<String>,
    /// Whether the chat has an advisor.
    pub(crate) has_advisor: bool,
    /// The skills that the chat's owner keeps, by name.
    pub(crate) user_skills: Vec<SkillHead>,
}

impl TurnPrompts {
    /// What tools can need and this chat has.
    pub(crate) fn met_needs(&self, history: &[model::Message]) -> Vec<Need> {
        let of_workspace = has_workspace_skills(history);
        let mut met = Vec::new();
        if of_workspace || !self.user_skills.is_empty() {
            met.push(Need::Skills);
        }
        if of_workspace {
            met.push(Need::WorkspaceSkills);
        }
        if self.has_advisor {
            met.push(Need::Advisor);
        }
        met
    }

    /// `messages`, which `history` of `chat` was converted to, with the blocks of this turn.
    pub(crate) fn insert(
        &self,
        chat: &model::Chat,
        mut messages: Vec<Message>,
        history: &[model::Message],
    ) -> Vec<Message> {
        let user = not_blank(self.user.as_deref());
        let mut blocks = vec![
            chat.parent_chat_id.map(|_| overlays::SUBAGENT.to_owned()),
            hidden_instructions(history),
            skill_index(history, &self.user_skills),
            user.map(|text| format!("<user-instructions>\n{text}\n</user-instructions>")),
        ];
        match ToolMode::of(chat) {
            ToolMode::Root => blocks.push(self.has_advisor.then(|| overlays::ADVISOR.to_owned())),
            ToolMode::General | ToolMode::Computer => {}
            ToolMode::Explore => blocks.push(Some(overlays::EXPLORE.to_owned())),
            ToolMode::PlanChild => blocks.push(Some(overlays::PLAN_CHILD.to_owned())),
            ToolMode::RootPlan => blocks.extend([
                Some(overlays::PLAN.to_owned()),
                not_blank(self.plan.as_deref()).map(str::to_owned),
                self.plan_path.as_deref().map(overlays::plan_path),
            ]),
        }
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
    use ropewalk_model::chat::{self as stored, Chat, ChatMode, NewMessage, Part, Visibility};
    use ropewalk_model::{ChatId, MessageId, Timestamp};

    use super::TurnPrompts;
    use crate::chat_fixture::chat;
    use crate::prompt::overlays;

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
        let prompts = TurnPrompts {
            user: Some(" Speak Latin.\n".into()),
            plan: Some("Plan well.".into()),
            plan_path: Some("/h/PLAN.md".into()),
            ..TurnPrompts::default()
        };
        let acting = chat();
        let with = prompts.insert(&acting, messages(), &[context(true)]);
        let before = ["be kind", "Source: /AGENTS.md", "- deploy: Ships it.", "Speak Latin."];
        assert_eq!(texts(&with), [&before[..], &["hi", "late"]].concat());
        let shown = prompts.insert(&acting, messages(), &[context(false)]);
        assert_eq!(texts(&shown)[1], "- deploy: Ships it.", "the file stands in the history");
        let planning = Chat { turn_plan_mode: true, ..chat() };
        let with = prompts.insert(&planning, messages(), &[context(true)]);
        let path = overlays::plan_path("/h/PLAN.md");
        let plan = [overlays::PLAN, "Plan well.", path.lines().nth(1).expect("the path")];
        assert_eq!(texts(&with), [&before[..], &plan, &["hi", "late"]].concat());
        for nothing in [None, Some(String::new()), Some(" \n".into())] {
            let prompts = TurnPrompts { user: nothing.clone(), plan: nothing, ..TurnPrompts::default() };
            assert_eq!(prompts.insert(&acting, messages(), &[]), messages());
        }
    }

    #[test]
    fn what_a_child_is_told_of_its_place() {
        let prompts = TurnPrompts { plan: Some("Plan well.".into()), ..TurnPrompts::default() };
        let told = |chat: Chat| texts(&prompts.insert(&chat, vec![says(Role::User, "hi")], &[]));
        let child = || Chat { parent_chat_id: Some(ChatId::NIL), ..chat() };
        assert_eq!(told(child()), [overlays::SUBAGENT, "hi"]);
        let explores = Chat { mode: Some(ChatMode::Explore), ..child() };
        assert_eq!(told(explores), [overlays::SUBAGENT, overlays::EXPLORE, "hi"]);
        let plans = Chat { turn_plan_mode: true, ..child() };
        assert_eq!(told(plans), [overlays::SUBAGENT, overlays::PLAN_CHILD, "hi"]);
    }
}
