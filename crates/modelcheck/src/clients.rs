//! What clients ask for. Each request is one transaction, so two clients are two sources of requests in any order; a
//! client that acts on an old page asks for something that the table may refuse by now.

use ropewalk_model::chat::{State, Transition};

use crate::broken::Stop;
use crate::fences;
use crate::rules::Rules;
use crate::world::{CallKind, History, World};

/// A request. Numbers are places: in the queue, or among the user messages of the history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    SendQueue,
    SendInterrupt,
    Edit(u8),
    DeleteQueued(u8),
    MoveToHead(u8),
    Promote(u8),
    Interrupt,
    AnswerDynamicTools,
    Compaction,
    ClearContext,
    Archive,
    Unarchive,
}

/// What may be asked for: everything; the table refuses what does not exist.
pub(crate) fn requests(world: &World, each: &mut impl FnMut(Request)) {
    use Request as R;
    for request in [
        R::SendQueue,
        R::SendInterrupt,
        R::Interrupt,
        R::AnswerDynamicTools,
        R::Compaction,
        R::ClearContext,
        R::Archive,
        R::Unarchive,
    ] {
        each(request);
    }
    for place in 0..u8::try_from(world.row.queue.len()).unwrap_or(0) {
        each(R::DeleteQueued(place));
        each(R::MoveToHead(place));
        each(R::Promote(place));
    }
    for place in 0..u8::try_from(world.past.users.len()).unwrap_or(0) {
        each(R::Edit(place));
    }
}

impl World {
    pub(crate) fn ask(&mut self, rules: &Rules, request: Request) -> Result<(), Stop> {
        match request {
            Request::SendQueue => self.send(rules, Transition::SendMessageQueue),
            Request::SendInterrupt => self.send(rules, Transition::SendMessageInterrupt),
            Request::Edit(place) => self.edit(rules, usize::from(place)),
            Request::DeleteQueued(place) => self.delete_queued(rules, usize::from(place)),
            Request::MoveToHead(place) => {
                let open = self.begin(Transition::ChangeQueuedMessage)?;
                self.move_to_head(usize::from(place))?;
                self.commit(rules, &open)
            }
            Request::Promote(place) => self.promote(rules, usize::from(place)),
            Request::Interrupt => {
                let open = self.begin(Transition::Interrupt)?;
                if open.effects.cancel_pending_calls {
                    self.answer_open_calls(rules)?;
                }
                self.commit(rules, &open)
            }
            Request::AnswerDynamicTools => self.answer_dynamic_tools(rules),
            Request::Compaction => self.plain(rules, Transition::RequestCompaction),
            Request::ClearContext => {
                let open = self.begin(Transition::ClearContext)?;
                // What came before is out of the model's sight; the messages stay.
                self.answer_open_calls(rules)?;
                self.past = History { users: self.past.users, ..History::default() };
                self.message_changed();
                self.commit(rules, &open)
            }
            Request::Archive => self.plain(rules, Transition::Archive),
            Request::Unarchive => self.plain(rules, Transition::Unarchive),
        }
    }

    fn plain(&mut self, rules: &Rules, transition: Transition) -> Result<(), Stop> {
        let open = self.begin(transition)?;
        self.commit(rules, &open)
    }

    fn send(&mut self, rules: &Rules, transition: Transition) -> Result<(), Stop> {
        let open = self.begin(transition)?;
        if open.effects.cancel_pending_calls {
            self.answer_open_calls(rules)?;
        }
        let id = self.new_message()?;
        if open.effects.enqueue {
            if open.effects.promote_head && self.row.queue.is_full() {
                // The program appends first and takes the head after; here there is no room for both at once.
                self.promote_head(rules)?;
                self.row.queue.push(id).map_err(|_| Stop::Impossible)?;
                return self.commit(rules, &open);
            }
            self.row.queue.push(id).map_err(|_| Stop::Impossible)?;
        } else {
            self.insert_user(id)?;
        }
        if open.effects.promote_head {
            self.promote_head(rules)?;
        }
        self.commit(rules, &open)
    }

    fn edit(&mut self, rules: &Rules, place: usize) -> Result<(), Stop> {
        let open = self.begin(Transition::EditMessage)?;
        for id in self.past.users[place..].iter().chain(self.row.queue.iter()) {
            self.accepted &= !(1 << id);
        }
        let mut users = self.past.users;
        users.truncate(place);
        self.past = History { users, ..History::default() };
        self.row.queue.truncate(0);
        let id = self.new_message()?;
        self.insert_user(id)?;
        self.commit(rules, &open)
    }

    fn delete_queued(&mut self, rules: &Rules, place: usize) -> Result<(), Stop> {
        let open = self.begin(Transition::DeleteQueuedMessage)?;
        let id = self.row.queue.remove(place);
        self.accepted &= !(1 << id);
        self.commit(rules, &open)
    }

    /// With a dead owner the same request ends the interruption as well (chat-state-machine.md 3, rule 3).
    fn promote(&mut self, rules: &Rules, place: usize) -> Result<(), Stop> {
        let open = self.begin(Transition::PromoteQueuedMessage)?;
        self.move_to_head(place)?;
        if open.effects.cancel_pending_calls {
            self.answer_open_calls(rules)?;
        }
        if open.effects.promote_head {
            self.promote_head(rules)?;
        }
        self.commit(rules, &open)?;
        if self.state()? == State::I1 && !self.has_live_owner() {
            let open = self.begin(Transition::FinishInterruption)?;
            self.answer_open_calls(rules)?;
            self.promote_head(rules)?;
            self.commit(rules, &open)?;
        }
        Ok(())
    }

    fn move_to_head(&mut self, place: usize) -> Result<(), Stop> {
        let id = self.row.queue.remove(place);
        let mut queue = self.row.queue;
        self.row.queue.truncate(0);
        for it in std::iter::once(&id).chain(queue.iter()) {
            self.row.queue.push(*it).map_err(|_| Stop::Impossible)?;
        }
        queue.truncate(0);
        Ok(())
    }

    fn answer_dynamic_tools(&mut self, rules: &Rules) -> Result<(), Stop> {
        let open = self.begin(Transition::CompleteRequiresAction)?;
        for call in fences::open(self).iter() {
            if self.calls[usize::from(*call)].kind == CallKind::Dynamic {
                self.insert_result(*call)?;
            }
        }
        self.commit(rules, &open)
    }
}
