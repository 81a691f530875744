//! A message takes the chat that it makes runnable for the worker of the server that it reached, when that has a free slot: the
//! model is asked one statement sooner (chat-state-machine.md 6.2, ADR 0015).
//!
//! What must stay true: a chat that was taken gets its runner whether or not somebody still waits for the answer to the message. Should
//! the answer to the statement be lost, the slot is freed, and a look of the worker takes the chat again.

use std::sync::Arc;

use ropewalk_model::chat::Message;
use ropewalk_platform::UseCaseError;
use ropewalk_store::Store;
use ropewalk_store::chats::{Committed, Taker, TransitionError};

use super::transition_error;
use crate::engine::{Engine, Slot};
use crate::worker::start_runner;

impl Engine {
    /// Makes a transition that may take its chat, and starts the runner if it did. `history` is what it gave of the chat's messages: all
    /// that are not deleted, or nothing.
    pub(super) async fn and_take<T, F, P>(
        &self,
        transition: F,
        history: fn(&mut T) -> Option<Vec<Message>>,
    ) -> Result<Committed<T>, UseCaseError>
    where
        T: Send + 'static,
        F: FnOnce(Store, Option<Taker>) -> P,
        P: Future<Output = Result<Committed<T>, TransitionError>> + Send + 'static,
    {
        let context = Arc::clone(&self.context);
        let slot = if context.shutdown.is_cancelled() {
            None
        } else {
            context.holds.reserve(&*context.tool_deps.entropy)
        };
        let worker = context.worker_id();
        let taker = slot.as_ref().map(|slot| Taker { worker, runner: slot.runner_id() });
        let transition = transition(context.store.clone(), taker);
        let seen_through = self.context.tasks.spawn(async move {
            let mut committed = transition.await?;
            let is_taken = |slot: &Slot| committed.chat.runner_id == Some(slot.runner_id());
            if let Some(slot) = slot.filter(is_taken) {
                let history = history(&mut committed.value);
                start_runner(&context, slot, committed.chat.clone(), history);
            }
            Ok(committed)
        });
        match seen_through.await {
            Ok(committed) => committed.map_err(transition_error),
            Err(ended) => match ended.try_into_panic() {
                Ok(panic) => std::panic::resume_unwind(panic),
                Err(_cancelled) => Err(UseCaseError::conflict("The server stops. Try again in a moment.")),
            },
        }
    }
}
