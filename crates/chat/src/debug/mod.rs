//! Debug records: what was asked of models and what they answered (chat-engine.md 6.7).
//!
//! What must stay true: recording never fails or delays a chat (SV-45d). Whoever takes a step hands over what is to be written and goes on;
//! one task writes it, in the order of the handing over, and gives up on what takes too long. When more is handed over than it can write,
//! records are dropped and counted in the log, never the step.

mod normalize;
mod redact;
mod step;
mod writer;

pub(crate) use step::RecordedStep;
pub(crate) use writer::Recorder;
