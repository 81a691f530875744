//! The call that asks the advisor (chat-engine.md SV-15 to SV-18): one answer, without tools, to a question with the end of the conversation before it.

use std::sync::Arc;
use std::time::Duration;

use ropewalk_llm::{Content, LlmError, Message, ModelRequest, Role, ToolChoice, retry};
use ropewalk_model::MessageId;
use ropewalk_model::chat::{Chat, GENERATION_ATTEMPT_LIMIT, Part, current_turn};
use ropewalk_platform::chat_models::ResolvedModel;
use ropewalk_store::chats::SideCallKind;
use ropewalk_store::settings::UserSettingKey;
use ropewalk_telemetry::ErrorChain;

use super::ask::{ask, record};
use crate::advisor::AdvisorSettings;
use crate::engine::{CallWaits, Context, WaitReason};
use crate::files::FileContents;
use crate::generation::{PrepareError, ReadyModel, files, scaled, whole_request};
use crate::prompt::{TurnPrompts, question};
use crate::runner::History;
use crate::tools::Need;

/// How long one try may take.
const PATIENCE: Duration = Duration::from_secs(10 * 60);
/// How much of the conversation is shown: so many messages, and so many bytes of them.
const MESSAGES_MAX: usize = 20;
const BYTES_MAX: usize = 12_000;

const CONTRACT: &str = "You advise an agent that works for a person. You see the end of their conversation and then a question of the agent. \
    Answer the question: say what you would do and why, what speaks against it, what to check first, and what the agent has overlooked. \
    Be concrete and short. You have no tools and change nothing; the agent decides. Do not repeat what it knows.";

/// Stands where the conversation does not begin with its beginning.
const LEFT_OUT: &str = "(Earlier parts of the conversation are left out.)";

/// Asks for advice on behalf of one call of a tool.
#[derive(Clone)]
pub struct Counsel {
    context: Arc<Context>,
}

/// What came of a question.
pub(crate) enum Advice {
    /// An answer.
    Given {
        /// What it says.
        text: String,
        /// Who says it.
        model: String,
        /// How often more it can be asked in this turn.
        remaining_uses: u32,
    },
    /// It was asked as often as it may be.
    LimitReached,
    /// There is none; it does not count as a use.
    Failed {
        /// Why, for the model.
        why: String,
        /// How often it can be asked in this turn.
        remaining_uses: u32,
    },
}

impl Counsel {
    pub(crate) const fn new(context: Arc<Context>) -> Self {
        Self { context }
    }

    /// Asks. `call` is the message that holds the call: what stands before it is shown.
    pub(crate) async fn advise(
        &self,
        chat: &Chat,
        call: MessageId,
        asked: &str,
        waits: &CallWaits,
    ) -> Advice {
        let context = &self.context;
        let read = async {
            let settings = AdvisorSettings::read(&context.store).await?;
            Ok::<_, ropewalk_store::StoreError>((settings, context.store.chat_history(chat.id).await?))
        };
        let (settings, mut messages) = match read.await {
            Ok(read) => read,
            Err(error) => {
                tracing::warn!(chat.id = %chat.id, "The advisor of a chat was not asked: {}", ErrorChain(&error));
                let why = "The server could not read the conversation. Go on without advice.".to_owned();
                return Advice::Failed { why, remaining_uses: 0 };
            }
        };
        if !settings.enabled {
            let why = "There is no advisor any more. Go on without advice.".to_owned();
            return Advice::Failed { why, remaining_uses: 0 };
        }
        let is_advice = |part: &&Part| {
            matches!(part, Part::ToolResult { tool_name, result, .. }
                if tool_name == "advisor" && result["type"] == "advice")
        };
        let used = current_turn(&messages).iter().flat_map(|it| &it.body.parts).filter(is_advice).count();
        let left = settings.uses().saturating_sub(u32::try_from(used).unwrap_or(u32::MAX));
        if left == 0 {
            return Advice::LimitReached;
        }
        if let Err(error) = context.tool_deps.platform.admit_message(chat.owner_id).await {
            return Advice::Failed { why: error.to_string(), remaining_uses: left };
        }
        messages.retain(|it| it.id < call);
        match self.ask(chat, History::read(chat.clone(), messages), asked, &settings, waits).await {
            Ok((text, model)) if !text.is_empty() => Advice::Given { text, model, remaining_uses: left - 1 },
            Ok(_) => Advice::Failed { why: "The advisor said nothing.".to_owned(), remaining_uses: left },
            Err(why) => Advice::Failed { why, remaining_uses: left },
        }
    }

    /// The advice and who gave it; the error is a sentence for the model.
    async fn ask(
        &self,
        chat: &Chat,
        mut history: History,
        asked: &str,
        settings: &AdvisorSettings,
        waits: &CallWaits,
    ) -> Result<(String, String), String> {
        let context = &self.context;
        let resolved = self.model(chat, settings).await?;
        let not_prepared = |error: PrepareError| error.to_string();
        history.files = files(context, &history.messages, FileContents::default(), &resolved)
            .await
            .map_err(not_prepared)?;
        let store = &context.store;
        let skills = store.user_skills(chat.owner_id).await.unwrap_or_default();
        let prompts = TurnPrompts {
            user: store.user_setting(chat.owner_id, UserSettingKey::ChatPrompt).await.unwrap_or_default(),
            user_skills: skills.into_iter().map(|it| it.head).collect(),
            ..TurnPrompts::default()
        };
        let request = self.request(&history, &prompts, &resolved, settings, asked);
        let name = format!("{}/{}", resolved.provider.name(), resolved.model);
        let model = ReadyModel::new(context, resolved);
        let reason = WaitReason::Model { model: model.resolved.model.clone() };
        let _note = waits.note(reason, context.now(), PATIENCE);
        let mut failures = 0;
        loop {
            match ask(context, &request, &model, PATIENCE, "took too long to give advice").await {
                Ok(said) => {
                    record(context, chat.id, SideCallKind::Advice, &model, &said).await;
                    return Ok((said.text, name));
                }
                Err(error) => self.pause(chat, error, failures).await?,
            }
            failures += 1;
        }
    }

    /// Waits for the next try; the error: there is none.
    async fn pause(&self, chat: &Chat, error: LlmError, failures: u32) -> Result<(), String> {
        tracing::info!(chat.id = %chat.id, "The advisor of a chat failed: {}", ErrorChain(&error));
        if !error.retryable || i64::from(failures) + 1 >= GENERATION_ATTEMPT_LIMIT {
            return Err(format!("The advisor cannot be asked. {}", error.message));
        }
        let delay = retry::delay(failures, error.retry_after);
        tokio::time::sleep(scaled(delay, self.context.settings.retry_unit)).await;
        Ok(())
    }

    /// The model that is set, else the chat's own (SV-15).
    async fn model(&self, chat: &Chat, settings: &AdvisorSettings) -> Result<ResolvedModel, String> {
        let platform = &self.context.tool_deps.platform;
        if let Some(id) = settings.model_config_id {
            match platform.resolve_model(Some(id), chat.owner_id).await {
                Ok(resolved) if resolved.id == id => return Ok(resolved),
                Ok(_) => {
                    tracing::warn!(model_config.id = %id, "The model that was set for the advisor is gone, and is passed over");
                }
                Err(why) => {
                    tracing::warn!(model_config.id = %id, "The model that was set for the advisor is passed over: {why}");
                }
            }
        }
        let own = platform.resolve_model(Some(chat.last_model_config_id), chat.owner_id).await;
        own.map_err(|why| format!("The advisor cannot be asked. {why}"))
    }

    /// What the chat's model is told, then the advisor's own instructions, the end of the conversation, and the question. The tools are those of
    /// the chat, because providers refuse calls in a history without them; none may be called.
    fn request(
        &self,
        history: &History,
        prompts: &TurnPrompts,
        model: &ResolvedModel,
        settings: &AdvisorSettings,
        asked: &str,
    ) -> ModelRequest {
        let tools = self.context.tools.for_chat(&history.chat);
        let mut met = prompts.met_needs(&history.messages);
        met.push(Need::Advisor);
        let tools = tools.definitions(&met);
        let mut request = whole_request(history, prompts, model, tools);
        let (mut messages, rest): (Vec<Message>, Vec<Message>) =
            request.messages.into_iter().partition(|it| it.role == Role::System);
        messages.push(system(CONTRACT));
        messages.extend(ending(rest));
        messages.push(question(&format!("The agent asks:\n\n{asked}")));
        request.messages = messages;
        request.tool_choice = ToolChoice::None;
        request.settings = model.settings(settings.reasoning_effort.or(history.chat.last_reasoning_effort));
        request.settings = request.settings.without_web_search();
        request.settings.max_output_tokens = Some(settings.output_tokens());
        request
    }
}

fn system(text: &str) -> Message {
    let text = Content::Text { text: text.to_owned(), provider_metadata: None };
    Message { role: Role::System, content: vec![text] }
}

/// The latest messages that fit, without results whose calls do not (SV-17).
fn ending(messages: Vec<Message>) -> Vec<Message> {
    let (mut bytes, mut first) = (0, messages.len());
    for message in messages.iter().rev().take(MESSAGES_MAX) {
        bytes += message.content.iter().map(Content::size_bytes).sum::<usize>();
        if bytes > BYTES_MAX {
            break;
        }
        first -= 1;
    }
    let is_cut = first > 0;
    let fits = messages.into_iter().skip(first).skip_while(|it| it.role == Role::Tool);
    let begins = is_cut.then(|| question(LEFT_OUT));
    begins.into_iter().chain(fits).collect()
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::{Content, Message, Role};

    use super::{BYTES_MAX, LEFT_OUT, MESSAGES_MAX, ending};

    fn says(role: Role, text: &str) -> Message {
        Message { role, content: vec![Content::Text { text: text.into(), provider_metadata: None }] }
    }

    fn texts(messages: &[Message]) -> Vec<&str> {
        let text = |it: &'_ Content| -> Option<usize> {
            if let Content::Text { text, .. } = it { Some(text.len()) } else { None }
        };
        assert!(messages.iter().flat_map(|it| &it.content).all(|it| text(it).is_some()));
        messages
            .iter()
            .flat_map(|it| &it.content)
            .filter_map(|it| if let Content::Text { text, .. } = it { Some(text.as_str()) } else { None })
            .collect()
    }

    #[test]
    fn a_short_conversation_is_shown_whole_and_a_long_one_by_its_end() {
        let short = vec![says(Role::User, "a"), says(Role::Assistant, "b")];
        assert_eq!(ending(short.clone()), short);

        let many: Vec<Message> = (0..50).map(|_| says(Role::User, "x")).collect();
        let shown = ending(many);
        assert_eq!((shown.len(), texts(&shown)[0]), (MESSAGES_MAX + 1, LEFT_OUT));

        let large = "y".repeat(BYTES_MAX);
        let shown =
            ending(vec![says(Role::User, &large), says(Role::Tool, "orphan"), says(Role::Assistant, "end")]);
        assert_eq!(texts(&shown), [LEFT_OUT, "end"]);
    }
}
