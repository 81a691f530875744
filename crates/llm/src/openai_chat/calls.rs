//! The tool calls of one answer, put together from their pieces.
//!
//! A piece belongs to the call of its index; without an index to the call of its id; without either to the
//! last call, unless it names a tool and so begins a new one. A new id or a repeated name under a used index
//! begins a new call too: some servers give every call the index 0.

use std::collections::BTreeMap;

use serde_json::Value;

use super::wire::CallDelta;
use crate::StreamEvent;
use crate::decode::{DecodeError, Events, call_args};
use crate::request::wire_call_id;

pub(super) struct Calls {
    calls: Vec<Call>,
    /// The newest call of each index.
    by_index: BTreeMap<u64, usize>,
    /// What makes the ids that we have to invent unique within the conversation.
    history_len: usize,
}

struct Call {
    id: String,
    /// The id that the server gave, if any.
    given_id: Option<String>,
    name: String,
    args: String,
}

impl Calls {
    pub(super) const fn new(history_len: usize) -> Self {
        Self { calls: Vec::new(), by_index: BTreeMap::new(), history_len }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.calls.is_empty()
    }

    /// Takes a piece.
    pub(super) fn push(
        &mut self,
        delta: CallDelta,
        response_id: Option<&str>,
        events: &mut Events,
    ) -> Result<(), DecodeError> {
        let id = delta.id.filter(|it| !it.is_empty());
        let function = delta.function.unwrap_or_default();
        let name = function.name.filter(|it| !it.is_empty());
        let place = match self.place_of(delta.index, id.as_deref(), name.as_deref()) {
            Some(place) => place,
            None => self.begin(delta.index, id, name, response_id, events)?,
        };
        let piece = match function.arguments {
            Value::Null => return Ok(()),
            Value::String(text) => text,
            object @ (Value::Object(_) | Value::Array(_) | Value::Bool(_) | Value::Number(_)) => {
                object.to_string()
            }
        };
        if let Some(call) = self.calls.get_mut(place).filter(|_| !piece.is_empty()) {
            call.args.push_str(&piece);
            events.push_back(StreamEvent::ToolInputDelta { id: call.id.clone(), delta: piece });
        }
        Ok(())
    }

    /// The call that a piece continues.
    fn place_of(&self, index: Option<u64>, id: Option<&str>, name: Option<&str>) -> Option<usize> {
        if let Some(index) = index {
            let place = *self.by_index.get(&index)?;
            let call = self.calls.get(place)?;
            return match (id, name) {
                (Some(id), _) if call.given_id.as_deref() == Some(id) => Some(place),
                // A new id; or, without ids, a name although the call has its arguments already.
                (Some(_), Some(_)) => None,
                (None, Some(_)) if call.given_id.is_none() && !call.args.is_empty() => None,
                (_, _) => Some(place),
            };
        }
        match (id, name) {
            (Some(id), _) => self.calls.iter().rposition(|it| it.given_id.as_deref() == Some(id)),
            (None, Some(_)) => None,
            (None, None) => self.calls.len().checked_sub(1),
        }
    }

    fn begin(
        &mut self,
        index: Option<u64>,
        given_id: Option<String>,
        name: Option<String>,
        response_id: Option<&str>,
        events: &mut Events,
    ) -> Result<usize, DecodeError> {
        let name = name.ok_or_else(|| DecodeError::Malformed("a tool call without a name".to_owned()))?;
        let place = self.calls.len();
        let invented = || {
            let answer = wire_call_id(response_id.unwrap_or("answer"));
            format!("call_{answer}_{}_{place}", self.history_len)
        };
        let id = given_id.clone().unwrap_or_else(invented);
        events.push_back(StreamEvent::ToolInputStart {
            id: id.clone(),
            tool_name: name.clone(),
            provider_executed: false,
        });
        self.calls.push(Call { id, given_id, name, args: String::new() });
        if let Some(index) = index {
            self.by_index.insert(index, place);
        }
        Ok(place)
    }

    /// Completes all calls, in their order.
    pub(super) fn finish(&mut self, events: &mut Events) {
        for call in self.calls.drain(..) {
            events.push_back(StreamEvent::ToolInputEnd { id: call.id.clone() });
            events.push_back(StreamEvent::ToolCall {
                id: call.id,
                tool_name: call.name,
                args: call_args(&call.args),
                provider_executed: false,
                provider_metadata: None,
            });
        }
    }
}
