//! The tools that the model can use, and the contract between them and the generation loop.

mod bound;
mod contract;

pub use bound::{Bounded, bound_outcome, result_budget_bytes};
pub use contract::{Recovery, Scheduling, Tool, ToolCallContext, ToolDeps, ToolOutcome, Toolset};
