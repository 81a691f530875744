//! A clock that starts at a fixed moment and stands still until the test moves it.

use std::sync::Arc;

use chrono::{DateTime, Duration};
use ropewalk_model::{Clock, ManualClock, Timestamp};

/// Where every [`TestClock`] starts, in seconds since 1970: 2026-01-01 00:00:00 UTC.
pub const START_SECS: i64 = 1_767_225_600;

/// A [`ManualClock`] to hand out: all clones show the same time.
#[derive(Debug, Clone)]
pub struct TestClock(Arc<ManualClock>);

impl TestClock {
    /// A clock that shows 2026-01-01 00:00:00 UTC.
    #[must_use]
    pub fn new() -> Self {
        Self(Arc::new(ManualClock::at(DateTime::UNIX_EPOCH + Duration::seconds(START_SECS))))
    }

    /// Moves the clock on.
    pub fn advance(&self, step: Duration) {
        self.0.advance(step);
    }

    /// The clock as components take it.
    #[must_use]
    pub fn shared(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.0) as Arc<dyn Clock>
    }
}

impl Default for TestClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        self.0.now()
    }
}

#[cfg(test)]
mod tests {
    use chrono::Duration;
    use ropewalk_model::Clock;

    use super::TestClock;

    #[test]
    fn all_clones_move_together() {
        let clock = TestClock::new();
        let (shared, clone) = (clock.shared(), clock.clone());
        assert_eq!(clock.now().to_rfc3339(), "2026-01-01T00:00:00+00:00");
        clock.advance(Duration::minutes(90));
        assert_eq!(shared.now().to_rfc3339(), "2026-01-01T01:30:00+00:00");
        assert_eq!(clone.now(), shared.now());
    }
}
