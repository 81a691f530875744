//! The chat engine: worker, runner, generation, tools, prompt, parts, stream.

pub mod prompt;
pub mod stream;
pub mod tools;
