//! Sends the operations of a turn as the body of a response: frames, pauses, gates, and the way it breaks off.

use std::collections::VecDeque;
use std::io;
use std::sync::Arc;

use axum::body::{Body, Bytes};
use futures::stream;

use super::render::Op;
use super::script::Cut;
use super::state::Shared;

/// A body that plays the operations. Dropping it early (the client went away) counts as aborted.
pub(super) fn body(ops: Vec<Op>, cut: Option<Cut>, shared: Arc<Shared>) -> Body {
    let playback = Playback {
        ops: cut_ops(ops, cut).into(),
        resets: matches!(cut, Some(Cut::ResetAfterFrames(_))),
        outcome: Outcome { shared, is_finished: false },
    };
    Body::from_stream(stream::unfold(playback, Playback::next))
}

/// The operations before the cut.
pub(super) fn cut_ops(ops: Vec<Op>, cut: Option<Cut>) -> Vec<Op> {
    match cut {
        None => ops,
        Some(Cut::AfterFrames(frames) | Cut::ResetAfterFrames(frames)) => first_frames(ops, frames),
        Some(Cut::AfterBytes(bytes)) => first_bytes(ops, bytes),
    }
}

fn first_frames(ops: Vec<Op>, frames: usize) -> Vec<Op> {
    let mut left = frames;
    let mut kept = Vec::new();
    for op in ops {
        if matches!(op, Op::Frame(_)) {
            if left == 0 {
                break;
            }
            left -= 1;
        }
        kept.push(op);
    }
    kept
}

fn first_bytes(ops: Vec<Op>, bytes: usize) -> Vec<Op> {
    let mut left = bytes;
    let mut kept = Vec::new();
    for op in ops {
        match op {
            Op::Frame(frame) | Op::Raw(frame) if frame.len() > left => {
                kept.push(Op::Frame(frame.slice(..left)));
                break;
            }
            Op::Frame(frame) | Op::Raw(frame) => {
                left -= frame.len();
                kept.push(Op::Frame(frame));
            }
            Op::Delay(_) | Op::Gate(_) | Op::Hang => kept.push(op),
        }
    }
    kept
}

struct Playback {
    ops: VecDeque<Op>,
    resets: bool,
    outcome: Outcome,
}

impl Playback {
    async fn next(mut self) -> Option<(io::Result<Bytes>, Self)> {
        let stop = self.outcome.shared.stop.clone();
        loop {
            match self.ops.pop_front() {
                Some(Op::Frame(frame) | Op::Raw(frame)) => return Some((Ok(frame), self)),
                Some(Op::Delay(pause)) => tokio::time::sleep(pause).await,
                Some(Op::Gate(name)) => {
                    if !self.outcome.shared.pass_gate(&name).await {
                        self.outcome.shared.note_violation(format!("nobody opened the gate {name:?}"));
                        return None;
                    }
                }
                Some(Op::Hang) => {
                    stop.cancelled().await;
                    return None;
                }
                None if self.resets => {
                    self.resets = false;
                    self.outcome.is_finished = true;
                    return Some((Err(io::Error::from(io::ErrorKind::ConnectionReset)), self));
                }
                None => {
                    self.outcome.is_finished = true;
                    return None;
                }
            }
        }
    }
}

/// Counts how the stream ended when it is dropped.
struct Outcome {
    shared: Arc<Shared>,
    is_finished: bool,
}

impl Drop for Outcome {
    fn drop(&mut self) {
        let is_finished = self.is_finished;
        self.shared.progress.send_modify(|it| {
            if is_finished {
                it.finished += 1;
            } else {
                it.aborted += 1;
            }
        });
    }
}
