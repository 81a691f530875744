//! The transactions on the chat: lock, ask the table, write, commit, tell. The shape of `store::chats::locked`.
//!
//! What must stay true: which state follows and what a transition does besides is asked of the program's table
//! (`effects`, `target`); what is written here are the bodies, which in the program are SQL. Each looks after the
//! properties that it can break.

use ropewalk_model::chat::{Effects, QueueAfter, State, Status, Transition};

use crate::asked::{effects, target};
use crate::broken::{Property, Stop, broken};
use crate::fences;
use crate::rules::{Fault, Rules};
use crate::world::{Call, CallKind, Health, History, LastRole, Ledger, Lock, Place, Update, World};

/// A transaction that is open.
pub(crate) struct Open {
    transition: Transition,
    from: State,
    before: Update,
    pub(crate) effects: Effects,
}

impl World {
    /// The state of the row.
    pub(crate) fn state(&self) -> Result<State, Stop> {
        State::of(self.row.status, !self.row.queue.is_empty(), self.row.archived)
            .map_err(|invalid| broken(Property::ValidState, invalid.to_string()))
    }

    /// Takes the row lock, raises the snapshot, asks the table.
    pub(crate) fn begin(&mut self, transition: Transition) -> Result<Open, Stop> {
        if self.lock == Lock::Held {
            return Err(Stop::Impossible);
        }
        let from = self.state()?;
        let effects = effects(transition, from)?;
        let before = self.update();
        self.row.snapshot += 1;
        if effects.clear_error {
            self.row.has_error = false;
        }
        if effects.clear_retry_state {
            self.row.has_retry_state = false;
        }
        Ok(Open { transition, from, before, effects })
    }

    /// Moves the row to where the table says, commits and tells.
    pub(crate) fn commit(&mut self, rules: &Rules, open: &Open) -> Result<(), Stop> {
        let after = if self.row.queue.is_empty() { QueueAfter::Empty } else { QueueAfter::NonEmpty };
        let to = target(open.transition, open.from, after)?;
        let no_row = || broken(Property::ValidState, format!("{:?} leads to {to}", open.transition));
        self.row.status = to.status().ok_or_else(no_row)?;
        self.row.archived = to.is_archived();
        self.check_row()?;
        self.note(open.transition, open.from, to);
        self.tell(rules, open.before);
        self.wake(rules);
        Ok(())
    }

    /// Notes what was made, for the walk's count.
    pub(crate) fn note(&mut self, transition: Transition, from: State, to: State) {
        // A request makes at most two transitions.
        let _fits = self.made.push(Some((transition, from, to)));
    }

    fn check_row(&self) -> Result<(), Stop> {
        self.state()?;
        let is_error = self.row.status == Status::Error;
        if self.row.has_error != is_error {
            return Err(broken(
                Property::ValidState,
                "an error stands in a chat that has not failed, or none in one that has",
            ));
        }
        if self.row.has_retry_state && self.row.status != Status::Running {
            return Err(broken(Property::ValidState, "a retry state stands in a chat that does not run"));
        }
        for id in 0..16_u8 {
            let is_it = |it: &&u8| **it == id;
            let there =
                self.past.users.iter().filter(is_it).count() + self.row.queue.iter().filter(is_it).count();
            let wanted = usize::from(self.accepted & (1 << id) != 0);
            if there != wanted {
                let detail = format!("message {id} is there {there} times instead of {wanted}");
                return Err(broken(Property::NoMessageLost, detail));
            }
        }
        Ok(())
    }

    /// Sends `chat:update`; what was sent before may still be on the wire.
    pub(crate) fn tell(&mut self, rules: &Rules, before: Update) {
        if self.wire.len() >= rules.wire && !self.wire.is_empty() {
            self.wire.remove(0);
        }
        if rules.wire > 0 {
            // There is room: one was just taken out.
            let _fits = self.wire.push(before);
        }
        if !rules.has_poller() {
            for runner in self.replicas.iter_mut().flat_map(|it| it.runners.iter_mut()) {
                runner.is_notified = true;
            }
        }
    }

    /// Sends `chat:ownership` when the chat waits for a worker.
    pub(crate) fn wake(&mut self, rules: &Rules) {
        let waits = self.row.status.needs_worker() && !self.row.archived && !self.has_live_owner();
        if waits && !rules.has_ticker() {
            for replica in self.replicas.iter_mut().filter(|it| it.health == Health::Live) {
                replica.is_woken = true;
            }
        }
    }

    /// Gives every open call a result: the ledger's where there is one, else a synthetic one; then closes the calls.
    pub(crate) fn answer_open_calls(&mut self, rules: &Rules) -> Result<(), Stop> {
        if rules.breaks(Fault::NoSyntheticResults) {
            return Ok(());
        }
        for call in fences::open(self).iter() {
            self.insert_result(*call)?;
            self.calls[usize::from(*call)].ledger = Ledger::Finished;
        }
        Ok(())
    }

    /// The history gets a version that it never had.
    pub(crate) fn message_changed(&mut self) {
        let mut last = self.wire.iter().fold(self.row.history, |last, it| last.max(it.history));
        for task in self.tasks_mut() {
            last = last.max(task.seen.history);
            if let Place::Done(update) = task.place {
                last = last.max(update.history);
            }
        }
        self.row.history = last + 1;
        self.row.attempt = 0;
    }

    fn nothing_dangles(&self, what: &str) -> Result<(), Stop> {
        if fences::open(self).is_empty() {
            return Ok(());
        }
        Err(broken(Property::NoDanglingCall, format!("{what} follows a call without a result")))
    }

    /// A message id that no message has.
    pub(crate) fn new_message(&mut self) -> Result<u8, Stop> {
        let id = (0..16_u8).find(|id| {
            !self.past.users.contains(id) && !self.row.queue.contains(id) && self.accepted & (1 << id) == 0
        });
        let id = id.ok_or(Stop::Impossible)?;
        self.accepted |= 1 << id;
        Ok(id)
    }

    pub(crate) fn insert_user(&mut self, id: u8) -> Result<(), Stop> {
        self.nothing_dangles("a user message")?;
        let mut users = self.past.users;
        users.push(id).map_err(|_| Stop::Impossible)?;
        self.past = History { users, last: LastRole::User, ..History::default() };
        self.message_changed();
        Ok(())
    }

    pub(crate) fn insert_step(&mut self, shape: &[CallKind]) -> Result<(), Stop> {
        self.nothing_dangles("the next step")?;
        self.past.calls.truncate(0);
        for kind in shape {
            let index = u8::try_from(self.calls.len()).map_err(|_| Stop::Impossible)?;
            let call = Call { kind: *kind, ..Call::default() };
            self.calls.push(call).map_err(|_| Stop::Impossible)?;
            self.past.calls.push(index).map_err(|_| Stop::Impossible)?;
        }
        self.past.steps += 1;
        self.past.last = LastRole::Assistant;
        self.message_changed();
        Ok(())
    }

    pub(crate) fn insert_result(&mut self, call: u8) -> Result<(), Stop> {
        if !self.past.calls.contains(&call) {
            return Err(broken(
                Property::NoOrphanResult,
                "a result is stored for a call that is not in the last step",
            ));
        }
        let known = &mut self.calls[usize::from(call)];
        known.results += 1;
        if known.results > 1 {
            return Err(broken(Property::OneResultPerCall, "a second result of the same call is stored"));
        }
        self.past.last = LastRole::Tool;
        self.message_changed();
        Ok(())
    }

    /// The head of the queue becomes the next user message.
    pub(crate) fn promote_head(&mut self, rules: &Rules) -> Result<(), Stop> {
        let head = *self.row.queue.first().ok_or(Stop::Impossible)?;
        if !rules.breaks(Fault::PromotedMessageStays) {
            self.row.queue.remove(0);
        }
        self.insert_user(head)
    }

    /// The tool's effect happens, unless the agent's journal knows the call's key.
    pub(crate) fn effect(&mut self, rules: &Rules, call: u8) -> Result<(), Stop> {
        let known = &mut self.calls[usize::from(call)];
        let is_known_to_the_agent = known.effects > 0 && known.kind == CallKind::Keyed;
        if !is_known_to_the_agent || rules.breaks(Fault::NewKeyOnTakeover) {
            known.effects += 1;
        }
        if known.effects > 1 {
            return Err(broken(Property::OneEffectPerCall, "the tool did its work a second time"));
        }
        Ok(())
    }
}
