//! Measures the model client against a bare reader of the same bytes: `cargo xtask bench llm`.
//!
//! A thread serves a stream of one protocol over loopback. The client runs on one thread; its own processor time is what
//! counts, so that neither the server nor other work on the machine is part of the figure. Then ordinary steps, by the clock: what the
//! client adds to the provider's time. A package of its own, so that
//! a release build of it needs no database and no web server.

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

mod client;
mod os;
mod server;

use std::time::{Duration, Instant};

use anyhow::Context;

use client::Readers;
use server::{Protocol, StreamServer};

/// Events of one measured stream.
const EVENTS: usize = 300_000;
/// Events of the stream whose memory is compared with that of a tenth of it.
const LONG: usize = 2_000_000;
/// Events of an ordinary step, and how many such steps are measured: each by both readers, one right after the other, with what the
/// provider takes in both.
const STEP_EVENTS: usize = 200;
const STEPS: usize = 500;

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
        let readers = Readers::new(&StreamServer::start(protocol)?)?;
        // The first pass warms allocator and caches.
        runtime.block_on(readers.read_events(EVENTS / 10))?;
        let (bytes, bare) = measured(|| runtime.block_on(readers.read_bytes(EVENTS)))?;
        let (_, parsed) = measured(|| runtime.block_on(readers.read_events(EVENTS)))?;
        let short = peak(|| runtime.block_on(readers.read_events(LONG / 10)))?;
        let long = peak(|| runtime.block_on(readers.read_events(LONG)))?;
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
    println!(
        "\n| Protocol | A step of {STEP_EVENTS} events, bare reader, p50 | Client adds, p50 | p90 | p99 |"
    );
    println!("|---|---|---|---|---|");
    for protocol in Protocol::ALL {
        let readers = Readers::new(&StreamServer::start(protocol)?)?;
        let (mut bare, mut added) = (Vec::new(), Vec::new());
        for _ in 0..STEPS {
            let alone = timed(|| runtime.block_on(readers.read_bytes(STEP_EVENTS)))?;
            let whole = timed(|| runtime.block_on(readers.read_events(STEP_EVENTS)))?;
            bare.push(alone);
            added.push(whole - alone);
        }
        println!(
            "| {} | {:.2} ms | {:.2} ms | {:.2} ms | {:.2} ms |",
            protocol.name(),
            percentile(&mut bare, 50),
            percentile(&mut added, 50),
            percentile(&mut added, 90),
            percentile(&mut added, 99)
        );
    }
    Ok(())
}

/// How long `work` takes, in ms.
fn timed(work: impl FnOnce() -> anyhow::Result<usize>) -> anyhow::Result<f64> {
    let began = Instant::now();
    work()?;
    Ok(began.elapsed().as_secs_f64() * 1000.0)
}

fn percentile(times: &mut [f64], percent: usize) -> f64 {
    times.sort_unstable_by(f64::total_cmp);
    let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(place).copied().unwrap_or(f64::NAN)
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
