//! What the server says to the person who started it: on standard output, in plain words, next to the log
//! on standard error. The first URL on a line of its own is the one to open; scripts read it.

use std::time::Duration;

use ropewalk_telemetry::Secret;
use tokio::time::Instant;
use url::Url;

use crate::print::Printer;

/// Says what happens, with the time since the start.
#[derive(Clone, Copy)]
pub(super) struct News {
    printer: Printer,
    start: Instant,
}

impl News {
    pub(super) fn new(printer: Printer) -> Self {
        Self { printer, start: Instant::now() }
    }

    /// A step of the start or the stop.
    pub(super) fn step(&self, text: &str) {
        self.printer.data_line(&format!("  {:>5.1} s  {text}", self.start.elapsed().as_secs_f64()));
    }

    /// The server answers.
    pub(super) fn ready(&self, access_url: &Url, setup_token: Option<&Secret>, reachable: Reachable) {
        self.printer.data_line("");
        self.printer.data_line(&format!(
            "Ropewalk is ready after {}: open {access_url}",
            seconds(self.start.elapsed())
        ));
        match (setup_token, reachable) {
            (None, _) => {}
            (Some(_), Reachable::FromThisMachine) => {
                self.printer.data_line("Nobody has an account yet: the first one you make owns this server.");
            }
            (Some(token), Reachable::FromOtherMachines) => {
                self.printer.data_line(
                    "Nobody has an account yet. Other machines reach this server, so the first account needs",
                );
                self.printer.data_line(&format!("this set-up token, good for one use: {}", token.expose()));
            }
        }
        self.printer.data_line("Stop it with Ctrl-C. Workspaces go on without it.");
    }

    /// What goes on without the server.
    pub(super) fn still_running(&self, names: &[String]) {
        if names.is_empty() {
            return;
        }
        self.printer.data_line(&format!("These workspaces still run: {}", names.join(", ")));
        self.printer.data_line(
            "They reconnect when the server is back. To end one: start the server and run `ropewalk workspaces stop NAME`.",
        );
    }
}

/// From where the server can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reachable {
    FromThisMachine,
    FromOtherMachines,
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}
