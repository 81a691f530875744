//! Measures the real binary against a model server of its own, both on this machine. Nothing here asserts a time.
#![expect(clippy::print_stdout, reason = "the figures are the output")]

mod engine;
mod figures;
mod model_server;
mod server;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Measures Ropewalk")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Latency, throughput and cost of the chat engine.
    Engine {
        /// The binary to measure.
        #[arg(long)]
        server: PathBuf,
        /// Only these measurements, by number: 1 latency alone, 2 latency beside live chats, 3 one viewer, 4 twenty
        /// viewers, 5 many streams.
        #[arg(long, value_delimiter = ',', default_values_t = [1, 2, 3, 4, 5])]
        only: Vec<u8>,
        /// Where the servers' logs go; by default they go with the servers.
        #[arg(long)]
        log: Option<PathBuf>,
        /// How many chats are live while latency is measured.
        #[arg(long, default_value_t = 500)]
        live_chats: usize,
        /// How many messages are sent for it.
        #[arg(long, default_value_t = 1000)]
        messages: usize,
        /// How many chats stream at once, with a viewer each.
        #[arg(long, default_value_t = 1000)]
        streams: usize,
        /// How many pieces of an answer each of them gets per second.
        #[arg(long, default_value_t = 10)]
        pieces_per_second: u64,
        /// For how long, in seconds.
        #[arg(long, default_value_t = 30)]
        seconds: u64,
    },
    /// The model server: Anthropic's protocol, answers as the prompt says. Prints its address; ends with its standard input.
    Model,
}

fn main() -> anyhow::Result<()> {
    let _already_set = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    match Cli::parse().command {
        Command::Engine { server, only, log, live_chats, messages, streams, pieces_per_second, seconds } => {
            let plan = engine::Plan { only, log, live_chats, messages, streams, pieces_per_second, seconds };
            runtime.block_on(engine::run(&server, &plan))
        }
        Command::Model => runtime.block_on(model_server::run()),
    }
}
