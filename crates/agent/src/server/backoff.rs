//! How long to wait before the next try: doubling, with jitter, without end (agent-and-provisioning.md 2.1).

use std::time::Duration;

use ropewalk_model::Entropy;

/// Doubling waits between two limits.
#[derive(Clone, Debug)]
pub(crate) struct Backoff {
    min: Duration,
    max: Duration,
    next: Duration,
}

impl Backoff {
    pub(crate) const fn new(min: Duration, max: Duration) -> Self {
        Self { min, max, next: min }
    }

    /// Begins again at the shortest wait.
    pub(crate) const fn reset(&mut self) {
        self.next = self.min;
    }

    /// The next wait: between half of the step and all of it, so that many agents do not come back at once.
    pub(crate) fn next(&mut self, entropy: &dyn Entropy) -> Duration {
        let step = self.next;
        self.next = (self.next * 2).min(self.max);
        jittered(step, entropy)
    }
}

/// Between half of `step` and all of it.
pub(crate) fn jittered(step: Duration, entropy: &dyn Entropy) -> Duration {
    step.mul_f64(f64::midpoint(1.0, entropy.fraction()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use ropewalk_model::SeededEntropy;

    use super::Backoff;

    #[test]
    fn waits_double_up_to_the_limit_with_jitter() {
        let entropy = SeededEntropy::new(1);
        let mut backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(10));
        let mut step = 100;
        for _ in 0..20 {
            let wait = backoff.next(&entropy).as_millis();
            assert!((step / 2..=step).contains(&wait), "{wait} for a step of {step}");
            step = (step * 2).min(10_000);
        }
        backoff.reset();
        assert!(backoff.next(&entropy) <= Duration::from_millis(100));
    }
}
