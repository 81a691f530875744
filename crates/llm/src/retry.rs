//! How long to wait before the next try (chat-engine.md 3.6). Pure: who waits, and how often, is the chat
//! engine's.

use std::time::Duration;

const FIRST_DELAY: Duration = Duration::from_secs(1);
const LONGEST_DELAY: Duration = Duration::from_secs(60);

/// The wait after failure number `n`, from 0: one second, doubled each time, at most a minute; a longer wish of
/// the provider wins, whatever its length.
#[must_use]
pub fn delay(n: u32, retry_after: Option<Duration>) -> Duration {
    let factor = 2_u32.checked_pow(n).unwrap_or(u32::MAX);
    let own = FIRST_DELAY.saturating_mul(factor).min(LONGEST_DELAY);
    retry_after.map_or(own, |it| it.max(own))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::delay;

    #[test]
    fn the_delay_doubles_to_a_minute() {
        let secs: Vec<u64> = (0..8).map(|n| delay(n, None).as_secs()).collect();
        assert_eq!(secs, [1, 2, 4, 8, 16, 32, 60, 60]);
        assert_eq!(delay(u32::MAX, None).as_secs(), 60);
    }

    #[test]
    fn a_longer_wish_of_the_provider_wins() {
        let secs = Duration::from_secs;
        assert_eq!(delay(2, Some(secs(3))), secs(4));
        assert_eq!(delay(2, Some(secs(300))), secs(300));
        assert_eq!(delay(0, Some(Duration::ZERO)), secs(1));
    }
}
