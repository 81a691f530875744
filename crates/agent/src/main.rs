//! The small agent program: nothing but the agent, for machines where the whole of Ropewalk is too much.

use clap::FromArgMatches;
use ropewalk_agent::{AgentArgs, command, run};

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let args = AgentArgs::from_arg_matches(&command().get_matches())?;
    run(args).await
}
