//! A client of a stream: keeps what a person would see.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use futures::StreamExt;
use ropewalk_chat::stream::{ChatEvent, StreamPart};
use ropewalk_model::chat::{ChatError, Message, QueuedMessage, RetryState, Status};
use ropewalk_model::{ChatId, MessageId};
use ropewalk_testkit::wait_for;
use tokio::task::JoinSet;

use crate::harness::{PATIENCE, Server, World};

/// What is on the screen.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Screen {
    pub(crate) messages: BTreeMap<MessageId, Message>,
    /// The parts of the step that is being made, with their numbers.
    pub(crate) preview: Vec<(u64, StreamPart)>,
    pub(crate) status: Option<Status>,
    pub(crate) queue: Vec<QueuedMessage>,
    pub(crate) error: Option<ChatError>,
    pub(crate) retry: Option<RetryState>,
    pub(crate) is_over: bool,
}

impl Screen {
    pub(crate) fn preview_text(&self) -> String {
        let text = |(_, part): &(u64, StreamPart)| match part {
            StreamPart::Text(text) => text.clone(),
            _ => String::new(),
        };
        self.preview.iter().map(text).collect()
    }

    /// What a client shows that saw `events` and then lost its connection.
    pub(crate) fn of(events: &[ChatEvent]) -> Self {
        let mut screen = Self::default();
        events.iter().cloned().for_each(|event| screen.apply(event));
        screen
    }

    fn apply(&mut self, event: ChatEvent) {
        match event {
            ChatEvent::MessagePart { seq, part, .. } => {
                let last = self.preview.last().map_or(0, |(seq, _)| *seq);
                assert_eq!(seq, last + 1, "parts come without gap and without double");
                self.retry = None;
                self.preview.push((seq, part));
            }
            ChatEvent::Message(message) => {
                self.messages.insert(message.id, *message);
            }
            ChatEvent::Status(status) => {
                self.status = Some(status);
                if status != Status::Running {
                    self.retry = None;
                }
                if status != Status::Error {
                    self.error = None;
                }
            }
            ChatEvent::Error(error) => self.error = Some(error),
            ChatEvent::QueueUpdate(queue) => self.queue = queue,
            ChatEvent::ActionRequired(_) => {}
            ChatEvent::Retry(retry) => self.retry = Some(retry),
            ChatEvent::PreviewReset { .. } => self.preview.clear(),
            ChatEvent::HistoryReset => self.messages.clear(),
        }
    }
}

/// A client that follows a chat.
pub(crate) struct Viewer {
    state: Arc<Mutex<(Screen, Vec<ChatEvent>)>>,
    _task: JoinSet<()>,
}

impl Viewer {
    /// Follows from the beginning.
    pub(crate) async fn follow(server: &Server, world: &World, chat: ChatId) -> Self {
        Self::resume(server, world, chat, Screen::default()).await
    }

    /// Follows on with the messages and the queue that were on the screen before. The snapshot says the rest, and tells
    /// of an error and a back-off only where there is one (chats-api.md 3.3, 3.4).
    pub(crate) async fn resume(server: &Server, world: &World, chat: ChatId, before: Screen) -> Self {
        let screen = Screen { messages: before.messages, queue: before.queue, ..Screen::default() };
        let after = screen.messages.keys().next_back().copied().unwrap_or(MessageId(0));
        let row = server.engine.authorize_stream(&world.owner, chat).await.expect("authorised");
        let mut stream = server.engine.stream(row, after).await.expect("a stream");
        let state = Arc::new(Mutex::new((screen, Vec::new())));
        let mut task = JoinSet::new();
        let shared = Arc::clone(&state);
        task.spawn(async move {
            while let Some(batch) = stream.next().await {
                assert!((1..=256).contains(&batch.len()), "a batch has 1 to 256 events");
                let mut state = shared.lock().expect("no viewer panicked");
                for event in batch {
                    state.1.push(event.clone());
                    state.0.apply(event);
                }
            }
            shared.lock().expect("no viewer panicked").0.is_over = true;
        });
        Self { state, _task: task }
    }

    pub(crate) fn screen(&self) -> Screen {
        self.state.lock().expect("the viewer panicked").0.clone()
    }

    pub(crate) fn events(&self) -> Vec<ChatEvent> {
        self.state.lock().expect("the viewer panicked").1.clone()
    }

    /// Waits until the screen is as wanted.
    pub(crate) async fn wait(&self, what: &str, is_so: impl Fn(&Screen) -> bool) -> Screen {
        let seen = || {
            let screen = self.screen();
            let found = is_so(&screen).then_some(screen);
            async move { found }
        };
        wait_for(what, PATIENCE, seen).await
    }
}
