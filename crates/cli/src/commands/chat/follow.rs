//! Follows a chat over lost connections and restarts of the server until its work ends.

use std::time::Duration;

use anyhow::bail;
use ropewalk_client::{ChatFrames, Client, ClientError};
use ropewalk_model::ChatId;
use ropewalk_wire::chats::ChatStreamEvent;
use tokio::time::Instant;

use super::transcript::{Show, Transcript};
use super::{Outcome, WasStopped, outcome_of};
use crate::print::{Printer, Style};

/// For how long a server that is away is waited for.
const PATIENCE: Duration = Duration::from_secs(120);
/// The wait between two tries to connect.
const PAUSE: Duration = Duration::from_millis(500);

pub(super) struct Follower<'a> {
    pub(super) client: &'a Client,
    pub(super) chat: ChatId,
    pub(super) printer: Printer,
    pub(super) json: bool,
    pub(super) transcript: Transcript,
}

impl Follower<'_> {
    /// Shows everything until the chat rests.
    pub(super) async fn follow(mut self) -> anyhow::Result<Outcome> {
        let mut stopped = WasStopped::No;
        loop {
            let mut frames = self.connect().await?;
            match self.read(&mut frames, &mut stopped).await {
                Ok(Some(outcome)) => return Ok(outcome),
                // The server stopped in order, or the connection broke: go on from the newest message.
                Ok(None) => {}
                Err(error) if error.is_transient() => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    async fn connect(&self) -> anyhow::Result<ChatFrames> {
        let deadline = Instant::now() + PATIENCE;
        let mut is_told = false;
        loop {
            let error = match self.client.follow_chat(self.chat, self.transcript.newest).await {
                Ok(frames) => return Ok(frames),
                Err(error) => error,
            };
            if !error.is_transient() {
                return Err(error.into());
            }
            if Instant::now() >= deadline {
                bail!(
                    "{} does not answer; the chat goes on there\nhint: ropewalk chat --chat {} …",
                    self.client.base(),
                    self.chat
                );
            }
            if !is_told && !self.json {
                self.printer.note(Style::Dim, "The connection is lost; trying again.");
                is_told = true;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn read(
        &mut self,
        frames: &mut ChatFrames,
        stopped: &mut WasStopped,
    ) -> Result<Option<Outcome>, ClientError> {
        loop {
            let frame = tokio::select! {
                frame = frames.next() => frame?,
                _ = tokio::signal::ctrl_c() => {
                    if *stopped == WasStopped::Yes {
                        return Ok(Some(Outcome::Stopped));
                    }
                    *stopped = WasStopped::Yes;
                    if !self.json {
                        self.printer.note(Style::Plain, "Stopping the chat; press Ctrl-C again to leave at once.");
                    }
                    match self.client.interrupt_chat(self.chat).await {
                        // It came to rest by itself a moment before.
                        Err(error) if error.status() == Some(409) => {}
                        other => other?,
                    }
                    continue;
                }
            };
            let Some(events) = frame else { return Ok(None) };
            for event in &events {
                self.show(event);
            }
            let resting = self.transcript.status.and_then(|status| outcome_of(status, *stopped));
            if let Some(outcome) = resting {
                self.show_the_rest().await?;
                return Ok(Some(outcome));
            }
        }
    }

    /// What was stored between the last frame and the end.
    async fn show_the_rest(&mut self) -> Result<(), ClientError> {
        let page = self.client.messages_after(self.chat, self.transcript.newest).await?;
        for message in page.messages {
            let is_shown = self.transcript.newest.is_some_and(|newest| message.id <= newest);
            if !is_shown {
                self.show(&ChatStreamEvent::Message { chat_id: self.chat, message });
            }
        }
        Ok(())
    }

    fn show(&mut self, event: &ChatStreamEvent) {
        let shows = self.transcript.apply(event);
        if self.json {
            // An event is plain data: it cannot fail to become JSON.
            if let Ok(line) = serde_json::to_string(event) {
                self.printer.data_line(&line);
            }
            return;
        }
        for show in shows {
            match show {
                Show::Text(text) => self.printer.data(&text),
                Show::Note(line) => self.printer.note(Style::Dim, &line),
                Show::Problem(line) => self.printer.note(Style::Red, &line),
            }
        }
    }
}
