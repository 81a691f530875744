//! The chat engine: worker, runner, generation, tools, prompt, parts, stream.
