//! Reads the arguments of a call. A model can send anything; what is wrong is told with the field's name, so
//! that it can send the call again, corrected.
//!
//! Lenient where only one meaning is possible: null means absent, `10.0` and `"10"` are numbers, `"true"` is
//! true. Unknown fields are ignored.

use std::time::Duration;

use serde_json::{Map, Value};

/// What is wrong with the arguments: a sentence for the model.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct BadArgs(pub(crate) String);

impl BadArgs {
    /// A problem of `field`: the rest of a sentence that starts with its name.
    pub(crate) fn field(field: &str, problem: impl std::fmt::Display) -> Self {
        Self(format!("The argument `{field}` {problem}."))
    }
}

/// The arguments of one call, or one object within them.
#[derive(Clone, Copy)]
pub(crate) struct Args<'a> {
    object: &'a Map<String, Value>,
    prefix: &'a str,
}

impl<'a> Args<'a> {
    /// The arguments of a call.
    pub(crate) fn of(args: &'a Value) -> Result<Self, BadArgs> {
        match args {
            Value::Object(object) => Ok(Self { object, prefix: "" }),
            Value::String(_) => Err(BadArgs(
                "The arguments are not a JSON object; perhaps they were cut off. Send the call again with complete, valid JSON."
                    .to_owned(),
            )),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                Err(BadArgs("The arguments must be a JSON object.".to_owned()))
            }
        }
    }

    /// An object inside the arguments; `prefix` such as `edits[2].` stands before its fields' names.
    pub(crate) const fn nested(object: &'a Map<String, Value>, prefix: &'a str) -> Self {
        Self { object, prefix }
    }

    /// The raw value; null counts as absent.
    pub(crate) fn get(&self, field: &str) -> Option<&'a Value> {
        self.object.get(field).filter(|value| !value.is_null())
    }

    fn bad(&self, field: &str, problem: impl std::fmt::Display) -> BadArgs {
        BadArgs::field(&format!("{}{field}", self.prefix), problem)
    }

    /// A string that may be empty.
    pub(crate) fn optional_text(&self, field: &str) -> Result<Option<&'a str>, BadArgs> {
        match self.get(field) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.bad(field, format_args!("must be a string, not {}", kind_of(other)))),
        }
    }

    /// A string that must be there and may be empty.
    pub(crate) fn text(&self, field: &str) -> Result<&'a str, BadArgs> {
        self.optional_text(field)?.ok_or_else(|| self.bad(field, "is missing"))
    }

    /// A string that must be there; trimmed, and then not empty.
    pub(crate) fn word(&self, field: &str) -> Result<&'a str, BadArgs> {
        let text = self.text(field)?.trim();
        if text.is_empty() { Err(self.bad(field, "must not be empty")) } else { Ok(text) }
    }

    /// A string, trimmed; empty counts as absent.
    pub(crate) fn optional_word(&self, field: &str) -> Result<Option<&'a str>, BadArgs> {
        Ok(self.optional_text(field)?.map(str::trim).filter(|text| !text.is_empty()))
    }

    /// A whole number from 1.
    pub(crate) fn optional_count(&self, field: &str) -> Result<Option<u64>, BadArgs> {
        let Some(value) = self.get(field) else { return Ok(None) };
        match whole_number(value) {
            Some(number) if number >= 1 => Ok(Some(number.unsigned_abs())),
            Some(_) | None => {
                Err(self.bad(field, format_args!("must be a whole number from 1, not {value}")))
            }
        }
    }

    /// A whole number of any sign.
    pub(crate) fn optional_integer(&self, field: &str) -> Result<Option<i64>, BadArgs> {
        let Some(value) = self.get(field) else { return Ok(None) };
        whole_number(value)
            .map(Some)
            .ok_or_else(|| self.bad(field, format_args!("must be a whole number, not {value}")))
    }

    /// A flag; absent = false.
    pub(crate) fn flag(&self, field: &str) -> Result<bool, BadArgs> {
        match self.get(field) {
            None => Ok(false),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("true") => Ok(true),
            Some(Value::String(text)) if text.eq_ignore_ascii_case("false") => Ok(false),
            Some(other) => Err(self.bad(field, format_args!("must be true or false, not {other}"))),
        }
    }

    /// A duration such as `30s`, `1m30s`, `500ms` or `2h`.
    pub(crate) fn optional_duration(&self, field: &str) -> Result<Option<Duration>, BadArgs> {
        let Some(value) = self.get(field) else { return Ok(None) };
        value.as_str().and_then(parse_duration).map(Some).ok_or_else(|| {
            self.bad(field, format_args!("must be a duration such as \"30s\" or \"5m\", not {value}"))
        })
    }
}

/// What a value is, in a word.
pub(crate) const fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn whole_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| {
            let float = number.as_f64()?;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "integral and far within i64, as just checked"
            )]
            (float.fract() == 0.0 && float.abs() < 1e15).then_some(float as i64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Numbers with units, one after the other: `1h30m`, `1.5s`, `0s`. No sign: a negative duration means nothing here.
fn parse_duration(text: &str) -> Option<Duration> {
    let mut rest = text.trim();
    if rest.is_empty() {
        return None;
    }
    let mut seconds = 0.0_f64;
    while !rest.is_empty() {
        let number_end = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
        let number: f64 = rest[..number_end].parse().ok()?;
        let after = &rest[number_end..];
        let unit_end = after.find(|c: char| c.is_ascii_digit() || c == '.').unwrap_or(after.len());
        let unit_seconds = match &after[..unit_end] {
            "h" => 3600.0,
            "m" => 60.0,
            "s" => 1.0,
            "ms" => 1e-3,
            "us" | "µs" => 1e-6,
            "ns" => 1e-9,
            _ => return None,
        };
        seconds += number * unit_seconds;
        rest = &after[unit_end..];
    }
    Duration::try_from_secs_f64(seconds).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use serde_json::{Value, json};

    use super::{Args, parse_duration};

    #[test]
    fn durations() {
        for (text, millis) in [
            ("30s", Some(30_000)),
            ("1m30s", Some(90_000)),
            ("1.5s", Some(1_500)),
            ("500ms", Some(500)),
            ("4h", Some(14_400_000)),
            ("0s", Some(0)),
            (" 2m ", Some(120_000)),
            ("", None),
            ("30", None),
            ("s", None),
            ("-5s", None),
            ("1d", None),
            ("1..5s", None),
            ("99999999999999999999h", None),
        ] {
            assert_eq!(parse_duration(text), millis.map(Duration::from_millis), "{text}");
        }
    }

    #[test]
    fn errors_name_the_field() {
        let args = json!({"path": " ", "limit": 0, "flag": "maybe", "timeout": 30, "text": 1, "null": null});
        let args = Args::of(&args).unwrap();
        let problems = [
            args.word("path").unwrap_err(),
            args.word("absent").unwrap_err(),
            args.word("null").unwrap_err(),
            args.optional_count("limit").unwrap_err(),
            args.flag("flag").unwrap_err(),
            args.optional_duration("timeout").unwrap_err(),
            args.text("text").unwrap_err(),
        ];
        for (problem, field) in
            problems.iter().zip(["path", "absent", "null", "limit", "flag", "timeout", "text"])
        {
            assert!(problem.0.contains(&format!("`{field}`")), "{problem}");
        }
    }

    #[test]
    fn one_meaning_is_enough() {
        let args = json!({"a": 10.0, "b": "7", "c": "TRUE", "d": null});
        let args = Args::of(&args).unwrap();
        assert_eq!(args.optional_count("a").unwrap(), Some(10));
        assert_eq!(args.optional_integer("b").unwrap(), Some(7));
        assert!(args.flag("c").unwrap());
        assert_eq!(args.optional_text("d").unwrap(), None);
        assert_eq!(args.optional_count("d").unwrap(), None);
    }

    #[test]
    fn what_is_no_object_is_refused() {
        for value in [json!("{\"cut"), json!([]), Value::Null, json!(1)] {
            assert!(Args::of(&value).is_err(), "{value}");
        }
    }
}
