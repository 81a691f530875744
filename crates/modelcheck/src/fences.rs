//! The program's own fences and its own rule of open calls, asked for the modelled chat.
//!
//! Nothing is decided here: the modelled row is put into the types of `ropewalk_model`, and their answer is taken.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use ropewalk_model::chat::{
    Chat, ClientType, Fence, Message, NewMessage, Part, Role, StepFence, Versions, Visibility, open_calls,
};
use ropewalk_model::{ChatId, MessageId, ModelConfigId, OrganizationId, RunnerId, Timestamp, UserId};
use uuid::Uuid;

use crate::few::Few;
use crate::world::{ChatRow, Task, World};

/// Whether a task's writes need the number of its try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holds {
    /// Runner, status and history.
    Task,
    /// And the try.
    Try,
}

fn runner_id(runner: u8) -> RunnerId {
    Uuid::from_u128(u128::from(runner)).into()
}

/// Whether the row is what `task` of `runner` was started for, by the program's own fence.
pub(crate) fn holds(row: &ChatRow, runner: u8, task: &Task, what: Holds) -> bool {
    let chat = chat(row);
    let fence = Fence {
        chat_id: chat.id,
        runner_id: runner_id(runner),
        status: task.seen.status,
        history_version: i64::from(task.seen.history),
    };
    match what {
        Holds::Task => chat.satisfies(&fence),
        Holds::Try => chat.satisfies_step(&StepFence { fence, generation_attempt: i64::from(task.attempt) }),
    }
}

fn chat(row: &ChatRow) -> Chat {
    Chat {
        id: ChatId::NIL,
        organization_id: OrganizationId::NIL,
        owner_id: UserId::NIL,
        parent_chat_id: None,
        root_chat_id: ChatId::NIL,
        title: String::new(),
        workspace_id: None,
        build_id: None,
        agent_id: None,
        last_model_config_id: ModelConfigId::NIL,
        last_reasoning_effort: None,
        mode: None,
        plan_mode: false,
        turn_plan_mode: false,
        client_type: ClientType::Api,
        has_dynamic_tools: true,
        labels: BTreeMap::new(),
        pin_order: 0,
        last_turn_summary: None,
        last_read_message_id: None,
        status: row.status,
        archived: row.archived,
        worker_id: row.owner.map(|owner| Uuid::from_u128(u128::from(owner.worker)).into()),
        runner_id: row.owner.map(|owner| runner_id(owner.runner)),
        last_error: None,
        retry_state: None,
        requires_action_deadline_at: None,
        compaction_requested_at: None,
        versions: Versions {
            snapshot: i64::from(row.snapshot),
            history: i64::from(row.history),
            queue: 0,
            retry_state: 0,
            generation_attempt: i64::from(row.attempt),
        },
        created_at: Timestamp::default(),
        updated_at: Timestamp::default(),
    }
}

/// The calls of the last step that have no result, by the program's own rule, as indexes into [`World::calls`].
pub(crate) fn open(world: &World) -> Few<u8, 2> {
    let mut open = Few::default();
    if world.past.calls.is_empty() {
        return open;
    }
    let results = |place: usize| {
        let call = world.past.calls.get(place);
        call.map_or(0, |call| usize::from(world.calls[usize::from(*call)].results.min(2)))
    };
    let is_open = ANSWERS.get_or_init(answers)[world.past.calls.len()][results(0)][results(1)];
    for (call, _) in world.past.calls.iter().zip(is_open).filter(|(_, is_open)| *is_open) {
        // At most as many calls are open as there are.
        let _fits = open.push(*call);
    }
    open
}

/// Which calls of a step of 0 to 2 calls are open, with 0 to 2 results for each.
type Answers = [[[[bool; 2]; 3]; 3]; 3];

/// The rule is asked once for each of the few cases: it is asked millions of times.
static ANSWERS: OnceLock<Answers> = OnceLock::new();

fn answers() -> Answers {
    let mut all = Answers::default();
    for (calls, of_calls) in (0_u8..).zip(&mut all) {
        for (first, of_first) in all_results(of_calls) {
            for (second, is_open) in all_results(of_first) {
                *is_open = ask(calls, [first, second]);
            }
        }
    }
    all
}

fn all_results<T>(of: &mut [T; 3]) -> impl Iterator<Item = (u8, &mut T)> {
    (0_u8..).zip(of)
}

fn ask(calls: u8, results: [u8; 2]) -> [bool; 2] {
    let mut messages = vec![message(Role::Assistant, (0..calls).map(call_part).collect())];
    for (call, count) in (0..calls).zip(results) {
        messages.extend((0..count).map(|_| message(Role::Tool, vec![result_part(call)])));
    }
    let open = open_calls(&messages);
    [0_u8, 1].map(|call| open.iter().any(|it| it.tool_call_id == call.to_string()))
}

fn message(role: Role, parts: Vec<Part>) -> Message {
    Message {
        id: MessageId(1),
        chat_id: ChatId::NIL,
        revision: 1,
        deleted: false,
        compressed: false,
        created_at: Timestamp::default(),
        body: NewMessage::new(role, Visibility::Both, parts),
    }
}

fn call_part(call: u8) -> Part {
    Part::ToolCall {
        tool_call_id: call.to_string(),
        tool_name: String::new(),
        args: Default::default(),
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    }
}

fn result_part(call: u8) -> Part {
    Part::ToolResult {
        tool_call_id: call.to_string(),
        tool_name: String::new(),
        result: Default::default(),
        is_error: false,
        is_media: false,
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    }
}
