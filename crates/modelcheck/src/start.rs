//! Where every walk begins: a client has created the chat, and both replicas are up.

use ropewalk_model::chat::{QueueAfter, State, Status, Transition, target};

use crate::few::Few;
use crate::rules::Rules;
use crate::world::{ChatRow, Health, History, LastRole, Lock, Replica, World};

impl World {
    pub(crate) fn start(rules: &Rules) -> Self {
        let created = target(Transition::Create, State::N, QueueAfter::Empty).ok().and_then(State::status);
        let replica =
            Replica { health: Health::Live, is_woken: !rules.has_ticker(), runners: Few::default() };
        let health = if rules.replicas > 1 { Health::Live } else { Health::Down };
        let second = Replica { health, is_woken: replica.is_woken && rules.replicas > 1, ..replica };
        let mut users = Few::default();
        // There is room: it is empty.
        let _fits = users.push(0);
        Self {
            row: ChatRow {
                // A table without Create would show at once: the chat would rest for ever.
                status: created.unwrap_or(Status::Waiting),
                archived: false,
                queue: Few::default(),
                owner: None,
                snapshot: 1,
                history: 1,
                attempt: 0,
                has_retry_state: false,
                has_error: false,
            },
            past: History { users, last: LastRole::User, ..History::default() },
            calls: Few::default(),
            accepted: 1,
            replicas: [replica, second],
            loose: Few::default(),
            wire: Few::default(),
            lock: Lock::Free,
            left: rules.budget,
            made: Few::default(),
        }
    }
}
