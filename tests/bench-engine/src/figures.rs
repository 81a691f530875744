//! Percentiles.

/// Times in microseconds.
#[derive(Default)]
pub(crate) struct Times(Vec<i64>);

impl Times {
    pub(crate) fn add(&mut self, micros: i64) {
        self.0.push(micros);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// `p50 …, p90 …, p99 …, most …` in milliseconds.
    pub(crate) fn summary(&mut self) -> String {
        self.0.sort_unstable();
        let at = |percent: usize| {
            let index = (self.0.len() * percent / 100).min(self.0.len().saturating_sub(1));
            self.0.get(index).map_or(f64::NAN, |micros| *micros as f64 / 1000.0)
        };
        format!("p50 {:.2} ms, p90 {:.2} ms, p99 {:.2} ms, most {:.2} ms", at(50), at(90), at(99), at(100))
    }
}
