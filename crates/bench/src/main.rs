//! Measures the model client against a bare reader of the same bytes: `cargo xtask bench llm`.
//!
//! A thread serves a stream of one protocol over loopback. The client runs on one thread; its own processor time is what
//! counts, so that neither the server nor other work on the machine is part of the figure. A package of its own, so that
//! a release build of it needs no database and no web server.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod client;
mod os;
mod server;

use std::time::Duration;

use anyhow::Context;

use server::{Protocol, StreamServer};

/// Events of one measured stream.
const EVENTS: usize = 300_000;
/// Events of the stream whose memory is compared with that of a tenth of it.
const LONG: usize = 2_000_000;

fn main() -> anyhow::Result<()> {
    rustls::crypto::ring::default_provider()
        .install_default()
        .map_err(|_| anyhow::anyhow!("a TLS provider is installed already"))?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("no runtime")?;
    println!(
        "| Protocol | Events | Bytes per event | Bare reader, CPU | Client, CPU | Ratio | Events per second of one core | Peak memory, {} events | Peak memory, {} events |",
        LONG / 10,
        LONG
    );
    println!("|---|---|---|---|---|---|---|---|---|");
    for protocol in Protocol::ALL {
        let server = StreamServer::start(protocol)?;
        // The first pass warms allocator and caches.
        runtime.block_on(client::read_events(&server, EVENTS / 10))?;
        let (bytes, bare) = measured(|| runtime.block_on(client::read_bytes(&server, EVENTS)))?;
        let (_, parsed) = measured(|| runtime.block_on(client::read_events(&server, EVENTS)))?;
        let short = peak(|| runtime.block_on(client::read_events(&server, LONG / 10)))?;
        let long = peak(|| runtime.block_on(client::read_events(&server, LONG)))?;
        println!(
            "| {} | {EVENTS} | {} | {} ms | {} ms | {:.1} | {:.0} | {:.1} MB | {:.1} MB |",
            protocol.name(),
            bytes / EVENTS,
            bare.as_millis(),
            parsed.as_millis(),
            parsed.as_secs_f64() / bare.as_secs_f64(),
            per_second(EVENTS, parsed),
            short,
            long,
        );
    }
    Ok(())
}

/// What `work` gives, and the processor time of this thread that it took.
fn measured<T>(work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<(T, Duration)> {
    let before = os::thread_time()?;
    let made = work()?;
    Ok((made, os::thread_time()? - before))
}

/// The most memory that the process held during `work`, in MB.
fn peak(work: impl FnOnce() -> anyhow::Result<usize>) -> anyhow::Result<f64> {
    os::reset_peak()?;
    work()?;
    os::peak_mb()
}

#[expect(clippy::cast_precision_loss, reason = "counts of events are far below 2^52")]
fn per_second(events: usize, time: Duration) -> f64 {
    events as f64 / time.as_secs_f64()
}
