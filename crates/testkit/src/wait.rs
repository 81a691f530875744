//! Waiting for a condition, with a deadline and a clear word when it does not come true.

use std::time::{Duration, Instant};

/// The pause between two looks at the condition.
const POLL_INTERVAL: Duration = Duration::from_millis(10);

/// Polls `condition` until it is true.
///
/// # Panics
/// When `deadline` passes first: "after 5 s this was still not so: {what}".
pub async fn wait_until<F, C>(what: &str, deadline: Duration, mut condition: F)
where
    F: FnMut() -> C,
    C: Future<Output = bool>,
{
    wait_for(what, deadline, || {
        let looking = condition();
        async move { looking.await.then_some(()) }
    })
    .await;
}

/// Polls `find` until it gives something, and returns that.
///
/// # Panics
/// When `deadline` passes first.
pub async fn wait_for<T, F, C>(what: &str, deadline: Duration, mut find: F) -> T
where
    F: FnMut() -> C,
    C: Future<Output = Option<T>>,
{
    // The machine's clock, not tokio's: a test with a paused clock still waits for real I/O.
    let start = Instant::now();
    loop {
        let left = deadline.saturating_sub(start.elapsed());
        match tokio::time::timeout(left.max(POLL_INTERVAL), find()).await {
            Ok(Some(found)) => return found,
            Ok(None) => {}
            Err(_elapsed) => {
                panic!("after {:?} this was still not so (the look at it hangs): {what}", start.elapsed())
            }
        }
        assert!(start.elapsed() < deadline, "after {deadline:?} this was still not so: {what}");
        tokio::time::sleep(POLL_INTERVAL).await;
    }
}

#[cfg(test)]
mod tests {
    use std::{cell::Cell, time::Duration};

    use super::{wait_for, wait_until};

    #[tokio::test]
    async fn it_returns_when_the_condition_comes_true() {
        let looks = Cell::new(0);
        let third = wait_for("three looks", Duration::from_secs(5), || {
            looks.set(looks.get() + 1);
            let seen = looks.get();
            async move { (seen == 3).then_some(seen) }
        });
        assert_eq!(third.await, 3);
    }

    #[tokio::test]
    #[should_panic(expected = "after 30ms this was still not so: the impossible")]
    async fn it_says_what_did_not_come_true() {
        wait_until("the impossible", Duration::from_millis(30), || async { false }).await;
    }
}
