//! RecordGenerationAttempt: a try at a step begins; its number is the fence of everything that the try commits.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{StepFence, Transition};
use ropewalk_model::skill::SkillHead;
use serde::Deserialize;
use serde_json::Value;

use crate::chats::TransitionError;
use crate::chats::locked::Committed;
use crate::chats::row::chat_query;
use crate::chats::running::{running_query, settle, stays};
use crate::spend::{Admission, admission};
use crate::{Step, Store, StoreError};

/// A try that was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BegunTry {
    /// The fence of what the try commits.
    pub fence: StepFence,
    /// Whether it may call the model (chat-engine.md 6.8).
    pub admission: Admission,
    /// Whether its owner has their chats recorded (6.7).
    pub is_recorded: bool,
    /// The owner's own instructions for their chats (5.2).
    pub user_prompt: Option<String>,
    /// What administrators tell chats that plan; only of one that does (5.2, PR-6).
    pub plan_prompt: Option<String>,
    /// Whether chats have an advisor (6.2).
    pub has_advisor: bool,
    /// What the skills that the owner keeps are for, by name (5.3).
    pub user_skills: Vec<SkillHead>,
    /// The context window of the model that writes summaries, in tokens, where another than the chat's does (5.7, PR-33).
    pub summary_limit: Option<i64>,
}

/// What the statement gives beside the row.
#[derive(Deserialize)]
struct Answer {
    admission: Value,
    is_recorded: bool,
    user_prompt: Option<String>,
    plan_prompt: Option<String>,
    has_advisor: bool,
    user_skills: Vec<SkillHead>,
    summary_limit: Option<i64>,
}

impl Store {
    /// Begins the next try, and asks whether it may spend what a model call costs. `fence` names the try before it (0 = none yet). One statement.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.record_attempt", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn record_generation_attempt(
        &self,
        fence: &StepFence,
        now: Timestamp,
    ) -> Result<Committed<BegunTry>, TransitionError> {
        let transition = Transition::RecordGenerationAttempt;
        let effects = stays(transition)?;
        let row = running_query!(
            fence,
            effects,
            "generation_attempt = generation_attempt + 1",
            "",
            "jsonb_build_object(
                 'admission', chat_admit_model_call(c.id, c.owner_id, c.root_chat_id, c.last_model_config_id,
                                                    c.history_version, $8),
                 'is_recorded', chat_debug_is_on(c.owner_id),
                 'user_prompt', (select u.value from user_settings u
                                  where u.user_id = c.owner_id and u.key = 'chat_prompt'),
                 'plan_prompt', (select s.value from site_settings s
                                  where c.turn_plan_mode and s.key = 'chat_plan_prompt'),
                 'has_advisor', exists (select from site_settings s
                                         where s.key = 'chat_advisor_enabled' and s.value = 'true'),
                 'user_skills', (select coalesce(jsonb_agg(jsonb_build_object('name', k.name, 'description', k.description)
                                                           order by k.name), '[]')
                                   from user_skills k where k.user_id = c.owner_id),
                 'summary_limit', (select m.context_limit from site_settings s
                                     join chat_model_configs m on m.id::text = s.value and m.enabled and not m.deleted
                                    where s.key = 'agents_chat_compaction_model_override'))",
            now,
        )
        .fetch_optional(self.pool())
        .await
        .step("count a try at a step")?;
        let (read, answer) = settle(self, row, fence, transition, now).await?;
        let fence =
            StepFence { fence: fence.fence, generation_attempt: read.chat.versions.generation_attempt };
        let answer: Answer = serde_json::from_value(answer)
            .map_err(|source| StoreError::corrupt("answer to the try at a step", read.chat.id, source))?;
        let admission = admission(read.chat.id, answer.admission)?;
        let Answer { is_recorded, user_prompt, plan_prompt, has_advisor, user_skills, summary_limit, .. } =
            answer;
        let value = BegunTry {
            fence,
            admission,
            is_recorded,
            user_prompt,
            plan_prompt,
            has_advisor,
            user_skills,
            summary_limit,
        };
        Ok(Committed { chat: read.chat, value })
    }
}
