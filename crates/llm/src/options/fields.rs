//! Lenient reading of one provider's options.

use serde_json::{Map, Value};

/// The options under one key; without them, every field is unset.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(Option<&'a Map<String, Value>>);

impl<'a> Fields<'a> {
    /// The options of the provider with this key.
    pub(super) fn under(options: Option<&'a Value>, key: &str) -> Self {
        Self(options.and_then(|it| it.get(key)).and_then(Value::as_object))
    }

    /// The object inside this field.
    pub(super) fn inner(self, name: &str) -> Self {
        Self(self.value(name).and_then(Value::as_object))
    }

    pub(super) fn value(self, name: &str) -> Option<&'a Value> {
        self.0?.get(name).filter(|it| !it.is_null())
    }

    pub(super) fn flag(self, name: &str) -> Option<bool> {
        self.value(name)?.as_bool()
    }

    pub(super) fn number(self, name: &str) -> Option<u32> {
        u32::try_from(self.value(name)?.as_u64()?).ok()
    }

    pub(super) fn signed(self, name: &str) -> Option<i32> {
        i32::try_from(self.value(name)?.as_i64()?).ok()
    }

    /// The objects of a list.
    pub(super) fn objects(self, name: &str) -> impl Iterator<Item = Self> {
        let elements = self.value(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        elements.iter().filter_map(Value::as_object).map(|it| Self(Some(it)))
    }

    pub(super) fn text(self, name: &str) -> Option<String> {
        let text = self.value(name)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// One of these words, in any case.
    pub(super) fn word(self, name: &str, known: &[&'static str]) -> Option<&'static str> {
        let word = self.text(name)?;
        known.iter().copied().find(|it| it.eq_ignore_ascii_case(&word))
    }

    /// The texts of a list, without blank ones.
    pub(super) fn texts(self, name: &str) -> Vec<String> {
        let elements = self.value(name).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let text = |it: &Value| it.as_str().map(|it| it.trim().to_owned());
        elements.iter().filter_map(text).filter(|it| !it.is_empty()).collect()
    }

    /// A map with something in it.
    pub(super) fn object(self, name: &str) -> Option<Value> {
        let value = self.value(name)?;
        value.as_object().is_some_and(|it| !it.is_empty()).then(|| value.clone())
    }
}
