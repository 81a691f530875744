//! The short way from a chat that waits for a worker to the worker of the same process.
//!
//! Every replica is told over PostgreSQL. The one that made the chat runnable need not wait for its own notification: it is woken at
//! once, and what comes back over PostgreSQL is known by its payload and not taken for a second call. A hint like any other: the
//! worker's ticker is the net under it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// How many hints are remembered until they come back.
const REMEMBERED: usize = 256;

/// Where the worker of this process is woken.
#[derive(Debug, Default)]
pub(crate) struct LocalWake {
    notify: Notify,
    told: Mutex<VecDeque<String>>,
}

impl LocalWake {
    /// A chat waits for a worker; `payload` is what the others are told.
    pub(super) fn tell(&self, payload: &str) {
        let mut told = self.told();
        if told.len() == REMEMBERED {
            told.pop_front();
        }
        told.push_back(payload.to_owned());
        drop(told);
        self.notify.notify_one();
    }

    /// Waits for the next call; one that came while nobody waited is not lost.
    pub(crate) async fn told_now(&self) {
        self.notify.notified().await;
    }

    /// Whether `payload` is the echo of a call of this process. Each call has one echo.
    pub(crate) fn is_echo(&self, payload: &str) -> bool {
        let mut told = self.told();
        let place = told.iter().position(|it| it == payload);
        place.and_then(|place| told.remove(place)).is_some()
    }

    fn told(&self) -> MutexGuard<'_, VecDeque<String>> {
        // No panic can leave the list half-changed.
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{LocalWake, REMEMBERED};

    #[tokio::test]
    async fn a_call_wakes_once_and_its_echo_is_known_once() {
        let wake = LocalWake::default();
        wake.tell("a");
        wake.told_now().await;
        assert!(!wake.is_echo("b"));
        assert!(wake.is_echo("a"));
        assert!(!wake.is_echo("a"), "the same payload again is another's");
        for n in 0..=REMEMBERED {
            wake.tell(&n.to_string());
        }
        assert!(!wake.is_echo("0"), "the oldest is forgotten");
        assert!(wake.is_echo(&REMEMBERED.to_string()));
    }
}
