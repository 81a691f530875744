//! `ropewalk why`: what chats wait for, since when, until when, whose turn it is, and what to do (architecture.md 3.9).

use chrono::{DateTime, Utc};
use ropewalk_client::Client;
use ropewalk_config::Environment;
use ropewalk_model::chat::Status;
use ropewalk_model::{ChatId, Clock, SystemClock};
use ropewalk_wire::chats::{Chat, ChatStatus, ChatWait, ChatWhoseTurn};
use serde::Serialize;

use crate::print::{Printer, Style};
use crate::session::SessionArgs;

/// How many chats one request asks for, and how many requests are made at most: the ones at work are among the newest.
const PAGE: u32 = 200;
const PAGES: usize = 25;

/// Tells what a chat waits for, since when, until when, and whose turn it is.
///
/// Without a chat: of all your chats that are not idle.
#[derive(Debug, clap::Args)]
pub(crate) struct WhyArgs {
    /// The chat's id [default: all of yours that are not idle].
    chat: Option<ChatId>,
    /// Print a JSON list instead.
    #[arg(long)]
    json: bool,
}

/// A chat with its wait.
#[derive(Debug, Serialize)]
struct Explained {
    chat_id: ChatId,
    title: String,
    status: ChatStatus,
    #[serde(flatten)]
    wait: ChatWait,
}

pub(crate) async fn run(
    args: WhyArgs,
    session: &SessionArgs,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<()> {
    let client = session.client(environment)?;
    let chats = match args.chat {
        Some(id) => vec![client.chat(id).await?],
        None => at_work(&client).await?,
    };
    let mut explained = Vec::with_capacity(chats.len());
    for chat in chats {
        let wait = client.chat_wait(chat.id).await?;
        explained.push(Explained { chat_id: chat.id, title: chat.title, status: chat.status, wait });
    }
    if args.json {
        printer.data_line(&serde_json::to_string_pretty(&explained)?);
    } else if explained.is_empty() {
        printer.note(Style::Plain, "No chat of yours is at work: all wait for you.");
    } else {
        let now = SystemClock.now();
        for one in &explained {
            printer.data_line(&lines(one, now));
        }
    }
    Ok(())
}

/// The caller's chats that are not idle, with those that they spawned.
async fn at_work(client: &Client) -> anyhow::Result<Vec<Chat>> {
    let mut found = Vec::new();
    let mut after = None;
    for _ in 0..PAGES {
        let page = client.chats_after(after, PAGE).await?;
        after = page.last().map(|chat| chat.id);
        let is_last = page.len() < PAGE as usize;
        for mut root in page {
            let children = std::mem::take(&mut root.children);
            found.extend(
                std::iter::once(root).chain(children).filter(|chat| Status::from(chat.status).needs_worker()),
            );
        }
        if is_last {
            break;
        }
    }
    Ok(found)
}

/// Two lines: which chat, and what of it.
fn lines(one: &Explained, now: DateTime<Utc>) -> String {
    let Explained { chat_id, title, status, wait } = one;
    let since = (now - wait.since).num_seconds().max(0);
    let until = match wait.until.map(|until| (until - now).num_seconds()) {
        Some(left) if left > 0 => format!(", {} left", span(left)),
        Some(_) => ", due now".to_owned(),
        None => String::new(),
    };
    format!(
        "{chat_id}  {}  {title}\n  {} For {} now{until}; {} turn. {}",
        Status::from(*status).as_str(),
        wait.explanation,
        span(since),
        whose(wait.whose_turn),
        wait.what_to_do,
    )
}

const fn whose(turn: ChatWhoseTurn) -> &'static str {
    match turn {
        ChatWhoseTurn::User => "your",
        ChatWhoseTurn::Client => "the client's",
        ChatWhoseTurn::Server => "the server's",
        ChatWhoseTurn::Provider => "the provider's",
        ChatWhoseTurn::Workspace => "the workspace's",
    }
}

/// A time in its two largest units.
fn span(seconds: i64) -> String {
    match seconds {
        ..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min {} s", seconds / 60, seconds % 60),
        3_600..86_400 => format!("{} h {} min", seconds / 3_600, seconds % 3_600 / 60),
        _ => format!("{} d {} h", seconds / 86_400, seconds % 86_400 / 3_600),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};
    use ropewalk_model::ChatId;
    use ropewalk_wire::chats::{ChatStatus, ChatWait, ChatWaitingFor, ChatWhoseTurn};

    use super::{Explained, lines, span};

    #[test]
    fn spans() {
        for (seconds, text) in
            [(0, "0 s"), (59, "59 s"), (61, "1 min 1 s"), (3_661, "1 h 1 min"), (90_000, "1 d 1 h")]
        {
            assert_eq!(span(seconds), text);
        }
    }

    #[test]
    fn a_chat_is_told_in_two_lines() {
        let at = |seconds| DateTime::<Utc>::from_timestamp(seconds, 0).unwrap();
        let mut one = Explained {
            chat_id: ChatId::NIL,
            title: "Fix it".to_owned(),
            status: ChatStatus::RequiresAction,
            wait: ChatWait {
                waiting_for: ChatWaitingFor::ClientTools,
                whose_turn: ChatWhoseTurn::Client,
                explanation: "It waits for results.".to_owned(),
                what_to_do: "Answer.".to_owned(),
                since: at(0),
                until: Some(at(300)),
                tools: vec![],
                tries: None,
            },
        };
        assert_eq!(
            lines(&one, at(70)),
            "00000000-0000-0000-0000-000000000000  requires_action  Fix it\n  It waits for results. For 1 min 10 s \
             now, 3 min 50 s left; the client's turn. Answer."
        );
        one.wait.until = None;
        assert!(lines(&one, at(-5)).contains("For 0 s now; the client's turn."), "a clock ahead of ours");
    }
}
