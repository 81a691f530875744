//! What a model call costs (chat-engine.md 6.8, SV-60).
//!
//! A price in dollars per million tokens times a number of tokens is a number of micro-dollars, so no scaling is needed;
//! prices are kept as decimals, because binary fractions round the wrong way at the ceiling.

use ropewalk_model::chat::Usage;

/// Decimal digits that a price keeps behind the point.
const SCALE_DIGITS: usize = 12;
const SCALE: i128 = 10_i128.pow(SCALE_DIGITS as u32);

/// A price in dollars per million tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price(i128);

impl Price {
    /// Reads a decimal such as `0.075`, `15` or `2.5e-1`. `None`: not a number, negative, or beyond all reason.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const MAX_WHOLE: i128 = 1_000_000_000;
        let text = text.trim();
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
            return None;
        }
        // 40 digits never overflow the steps below; longer ones are no prices.
        let digits = format!("{whole}{fraction}");
        let digits = digits.trim_start_matches('0');
        if digits.len() > 30 {
            return None;
        }
        let value: i128 = if digits.is_empty() { 0 } else { digits.parse().ok()? };
        let shift = i32::try_from(SCALE_DIGITS).ok()? + exponent - i32::try_from(fraction.len()).ok()?;
        let scaled = match u32::try_from(shift) {
            Ok(up) if value == 0 || up <= 30 => value.checked_mul(10_i128.checked_pow(up)?)?,
            Ok(_) => return None,
            Err(_) => {
                let down = shift.unsigned_abs();
                10_i128.checked_pow(down).map_or(0, |divisor| value / divisor)
            }
        };
        (scaled <= MAX_WHOLE * SCALE).then_some(Self(scaled))
    }
}

/// The prices of a model; none = unknown, zero = free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prices {
    /// Of input that was neither read from nor written to the cache.
    pub input: Option<Price>,
    /// Of output, reasoning included.
    pub output: Option<Price>,
    /// Of input read from the cache.
    pub cache_read: Option<Price>,
    /// Of input written to the cache.
    pub cache_write: Option<Price>,
}

/// The cost in micro-dollars, rounded up. `None` when there was no usage, or nothing that was used has a price.
#[must_use]
pub fn cost_micros(usage: &Usage, prices: &Prices) -> Option<i64> {
    let used = [
        (usage.input_tokens, prices.input),
        (usage.output_tokens, prices.output),
        (usage.cache_read_tokens, prices.cache_read),
        (usage.cache_creation_tokens, prices.cache_write),
    ];
    let mut total: Option<i128> = None;
    for (tokens, price) in used {
        if let (1.., Some(Price(price))) = (tokens, price) {
            total = Some(total.unwrap_or(0) + i128::from(tokens) * price);
        }
    }
    total.map(|total| i64::try_from((total + SCALE - 1) / SCALE).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::Usage;

    use super::{Price, Prices, SCALE, cost_micros};

    fn price(text: &str) -> Option<Price> {
        Some(Price::parse(text).expect("a price"))
    }

    #[test]
    fn decimals_are_read_exactly() {
        for (text, expected) in
            [("3", 3 * SCALE), ("0.075", SCALE * 75 / 1000), (".5", SCALE / 2), ("2.5e-1", SCALE / 4), ("0", 0)]
        {
            assert_eq!(Price::parse(text), Some(Price(expected)), "{text}");
        }
        for bad in ["", "-1", "x", "1.2.3", "1e99", "99999999999999", "NaN"] {
            assert_eq!(Price::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn the_cost_is_the_sum_rounded_up() {
        let prices =
            Prices { input: price("3"), output: price("15"), cache_read: price("0.3"), cache_write: price("3.75") };
        let usage = Usage {
            input_tokens: 1000,
            output_tokens: 7,
            cache_read_tokens: 1,
            cache_creation_tokens: 2,
            ..Usage::default()
        };
        // 3000 + 105 + 0.3 + 7.5
        assert_eq!(cost_micros(&usage, &prices), Some(3113));
    }

    #[test]
    fn unknown_is_not_free() {
        let usage = Usage { input_tokens: 5, ..Usage::default() };
        assert_eq!(cost_micros(&usage, &Prices::default()), None);
        assert_eq!(cost_micros(&usage, &Prices { output: price("1"), ..Prices::default() }), None);
        assert_eq!(cost_micros(&usage, &Prices { input: price("0"), ..Prices::default() }), Some(0));
        assert_eq!(cost_micros(&Usage::default(), &Prices { input: price("1"), ..Prices::default() }), None);
    }
}
