//! A price of tokens: exact decimals, because sums of them are money (chats-api.md 2.1 point 7).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

const DECIMALS: u32 = 6;
const SCALE: u64 = 10_u64.pow(DECIMALS);

/// US dollars per million tokens, with at most six decimals. JSON: written as a string, such as `"0.25"`; read from a
/// string or a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ToSchema)]
#[schema(value_type = String, example = "2.5")]
pub struct PricePerMillion(
    /// In micro-dollars per million tokens.
    u64,
);

/// Why a text is no price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PriceError {
    /// Not a decimal number of at least 0.
    NotANumber,
    /// More than six decimals that are not 0.
    TooFine,
    /// A million dollars or more.
    TooLarge,
}

impl fmt::Display for PriceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "must be a decimal number of at least 0, in US dollars per million tokens",
            Self::TooFine => "must have at most six decimals",
            Self::TooLarge => "must be less than a million US dollars per million tokens",
        })
    }
}

impl std::error::Error for PriceError {}

impl PricePerMillion {
    /// A price in micro-dollars per million tokens.
    #[must_use]
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// The price in micro-dollars per million tokens. The cost of `n` tokens in micro-dollars is `n * this / 1,000,000`.
    #[must_use]
    pub const fn micros(self) -> u64 {
        self.0
    }

    /// Reads a decimal number such as `2.5`.
    ///
    /// # Errors
    /// See [`PriceError`].
    pub fn parse(text: &str) -> Result<Self, PriceError> {
        let text = text.trim();
        let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !is_digits(whole) || !is_digits(fraction) {
            return Err(PriceError::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > DECIMALS as usize {
            return Err(PriceError::TooFine);
        }
        let whole = whole.trim_start_matches('0');
        if whole.len() > 6 {
            return Err(PriceError::TooLarge);
        }
        let read = |digits: &str| digits.bytes().fold(0_u64, |sum, byte| sum * 10 + u64::from(byte - b'0'));
        let missing = DECIMALS - u32::try_from(fraction.len()).unwrap_or(DECIMALS);
        Ok(Self(read(whole) * SCALE + read(fraction) * 10_u64.pow(missing)))
    }
}

impl fmt::Display for PricePerMillion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fraction = format!("{:06}", self.0 % SCALE);
        let fraction = fraction.trim_end_matches('0');
        let whole = self.0 / SCALE;
        if fraction.is_empty() { write!(f, "{whole}") } else { write!(f, "{whole}.{fraction}") }
    }
}

impl Serialize for PricePerMillion {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PricePerMillion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PriceVisitor)
    }
}

struct PriceVisitor;

impl serde::de::Visitor<'_> for PriceVisitor {
    type Value = PricePerMillion;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a price in US dollars per million tokens, as a decimal string or a number")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Self::Value, E> {
        PricePerMillion::parse(text).map_err(E::custom)
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<Self::Value, E> {
        self.visit_str(&number.to_string())
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<Self::Value, E> {
        // The shortest text that reads back as this number is what the client wrote.
        self.visit_str(&number.to_string())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{PriceError, PricePerMillion};

    #[test]
    fn prices_are_read_from_strings_and_numbers_and_written_as_strings() {
        for (given, written) in [
            (json!("2.50"), "2.5"),
            (json!(0.1), "0.1"),
            (json!(15), "15"),
            (json!("0"), "0"),
            (json!(".075"), "0.075"),
            (json!("0.000001"), "0.000001"),
            (json!("999999.999999"), "999999.999999"),
        ] {
            let price: PricePerMillion = serde_json::from_value(given.clone()).unwrap();
            assert_eq!(serde_json::to_value(price).unwrap(), json!(written), "{given}");
        }
    }

    #[test]
    fn what_is_no_price_is_refused() {
        for (text, error) in [
            ("", PriceError::NotANumber),
            (".", PriceError::NotANumber),
            ("-1", PriceError::NotANumber),
            ("1e3", PriceError::NotANumber),
            ("1,5", PriceError::NotANumber),
            ("0.0000001", PriceError::TooFine),
            ("1000000", PriceError::TooLarge),
        ] {
            assert_eq!(PricePerMillion::parse(text), Err(error), "{text:?}");
        }
        assert!(serde_json::from_value::<PricePerMillion>(json!(true)).is_err());
    }
}
