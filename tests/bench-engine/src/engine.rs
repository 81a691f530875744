//! `engine`: from a message to the model, from the model to the viewers, and what a thousand chats cost.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, bail};
use futures::stream::{self, StreamExt, TryStreamExt};
use ropewalk_client::Client;
use ropewalk_model::{ChatId, Clock, OrganizationId, SystemClock};
use ropewalk_wire::chats::{
    ChatInputPart, ChatStatus, ChatStreamEvent, CreateChatMessageRequest, CreateChatRequest,
};
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::figures::Times;
use crate::server::{ModelServer, Server};

/// How long anything may take before the measurement is given up.
const PATIENCE: Duration = Duration::from_secs(300);

/// How many requests the preparation sends at once.
const AT_ONCE: usize = 16;

/// What is measured.
pub(crate) struct Plan {
    pub(crate) only: Vec<u8>,
    pub(crate) log: Option<PathBuf>,
    pub(crate) live_chats: usize,
    pub(crate) messages: usize,
    pub(crate) streams: usize,
    pub(crate) pieces_per_second: u64,
    pub(crate) seconds: u64,
}

/// Runs every measurement on a server of its own.
pub(crate) async fn run(binary: &Path, plan: &Plan) -> Result<()> {
    for number in &plan.only {
        match number {
            1 => message_to_model(binary, plan, 0).await?,
            2 => message_to_model(binary, plan, plan.live_chats).await?,
            3 => one_stream(binary, plan, 1).await?,
            4 => one_stream(binary, plan, 20).await?,
            5 => many_streams(binary, plan).await?,
            other => bail!("there is no measurement {other}"),
        }
    }
    Ok(())
}

fn micros() -> i64 {
    SystemClock.now().timestamp_micros()
}

fn prompt(id: usize, pieces: u64, every_ms: u64) -> Vec<ChatInputPart> {
    vec![ChatInputPart::text(format!("id={id} pieces={pieces} every_ms={every_ms}"))]
}

async fn organization(client: &Client) -> Result<OrganizationId> {
    let all = client.organizations().await?;
    Ok(all.first().context("the person has an organization")?.id)
}

async fn create(
    client: &Client,
    organization: OrganizationId,
    content: Vec<ChatInputPart>,
) -> Result<ChatId> {
    let request =
        CreateChatRequest { organization_id: Some(organization), content, ..CreateChatRequest::default() };
    Ok(client.create_chat(&request).await?.id)
}

/// Follows a chat until it is idle; gives each piece to `piece`, with the time at which it came.
async fn follow(client: &Client, chat: ChatId, mut piece: impl FnMut(i64, i64)) -> Result<usize> {
    let mut frames = client.follow_chat(chat, None).await?;
    let mut count = 0;
    let mut has_begun = false;
    while let Some(events) = frames.next().await? {
        let now = micros();
        for event in events {
            match event {
                ChatStreamEvent::MessagePart { message_part, .. } => {
                    has_begun = true;
                    count += 1;
                    if let Ok(sent) = message_part.part.text.trim().parse() {
                        piece(sent, now);
                    }
                }
                ChatStreamEvent::Status { status, .. } if status.status == ChatStatus::Running => {
                    has_begun = true;
                }
                ChatStreamEvent::Status { status, .. }
                    if has_begun && status.status == ChatStatus::Waiting =>
                {
                    return Ok(count);
                }
                ChatStreamEvent::Error { error, .. } => bail!("a chat failed: {}", error.message),
                ChatStreamEvent::Message { .. }
                | ChatStreamEvent::Status { .. }
                | ChatStreamEvent::QueueUpdate { .. }
                | ChatStreamEvent::Retry { .. }
                | ChatStreamEvent::ActionRequired { .. }
                | ChatStreamEvent::PreviewReset { .. }
                | ChatStreamEvent::HistoryReset { .. } => {}
            }
        }
    }
    bail!("a stream ended early")
}

/// When a message was sent, in microseconds: the begin of its request, the time that it carries, the answer.
struct Sent {
    began: i64,
    stamped: i64,
    answered: i64,
}

/// How long the server is left alone before a message whose way is measured, and after its answer: questions of this program would
/// take the processors from what is measured.
const BETWEEN_MESSAGES: Duration = Duration::from_millis(25);

/// To the arrival of the request at the model server: from the begin of `POST …/messages`; from the time that the message carries,
/// which is when the server began to store it; and from the answer to the POST, by which the message is accepted for good.
async fn message_to_model(binary: &Path, plan: &Plan, live: usize) -> Result<()> {
    let model = ModelServer::start().await?;
    let server = Server::start(binary, &model, live + 100, plan.log.as_deref()).await?;
    let client = &server.client;
    let organization = organization(client).await?;
    // The live chats stream a word each second for longer than this takes.
    let ids =
        stream::iter(0..live).map(|id| create(client, organization, prompt(1_000_000 + id, 3600, 1000)));
    let _live: Vec<ChatId> = ids.buffer_unordered(AT_ONCE).try_collect().await?;
    // Those that are measured have a first turn behind them.
    let idle = stream::iter(0..50).map(|id| create(client, organization, prompt(2_000_000 + id, 1, 0)));
    let idle: Vec<ChatId> = idle.buffer_unordered(AT_ONCE).try_collect().await?;
    let mut sent: HashMap<u64, Sent> = HashMap::new();
    for (number, chat) in (0..plan.messages).map(|number| (number, idle[number % idle.len()])) {
        // What the turn before leaves to be done, and this program's own questions, are no part of the message.
        wait_until_idle(client, idle[(number + idle.len() - 1) % idle.len()]).await?;
        wait_until_idle(client, chat).await?;
        tokio::time::sleep(BETWEEN_MESSAGES).await;
        let content = prompt(number + 1, 1, 0);
        let request = CreateChatMessageRequest { content, ..CreateChatMessageRequest::default() };
        let began = micros();
        let message = client.send_message(chat, &request).await?.message;
        let answered = micros();
        let stamped =
            message.context("an idle chat takes the message at once")?.created_at.timestamp_micros();
        sent.insert(number as u64 + 1, Sent { began, stamped, answered });
        tokio::time::sleep(BETWEEN_MESSAGES).await;
    }
    for chat in &idle {
        wait_until_idle(client, *chat).await?;
    }
    let arrivals = arrivals(&model).await?;
    let (mut from_begin, mut from_stamp, mut from_answer) =
        (Times::default(), Times::default(), Times::default());
    for (id, sent) in &sent {
        let arrived = arrivals.get(id).context("every message reached the model")?;
        from_begin.add(arrived - sent.began);
        from_stamp.add(arrived - sent.stamped);
        from_answer.add((arrived - sent.answered).max(0));
    }
    println!(
        "message to model request, {live} other chats live, {} messages: from the begin of its request {}; from its \
         time {}; from its answer {}",
        from_begin.count(),
        from_begin.summary(),
        from_stamp.summary(),
        from_answer.summary()
    );
    Ok(())
}

async fn arrivals(model: &ModelServer) -> Result<HashMap<u64, i64>> {
    Ok(reqwest::get(format!("{}/arrivals", model.url)).await?.json().await?)
}

async fn wait_until_idle(client: &Client, chat: ChatId) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while client.chat(chat).await?.status != ChatStatus::Waiting {
        if Instant::now() > deadline {
            bail!("chat {chat} does not end");
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Ok(())
}

/// One answer as fast as the model server can send it, to so many viewers.
async fn one_stream(binary: &Path, plan: &Plan, viewers: usize) -> Result<()> {
    const PIECES: u64 = 10_000;
    let model = ModelServer::start().await?;
    let server = Server::start(binary, &model, 10, plan.log.as_deref()).await?;
    let client = &server.client;
    // The viewers are there before the answer begins.
    let chat = create(client, organization(client).await?, prompt(1, PIECES, 0)).await?;
    let mut following = JoinSet::new();
    for _ in 0..viewers {
        let client = client.clone();
        following.spawn(async move {
            let (mut first, mut last) = (i64::MAX, 0);
            let count = follow(&client, chat, |sent, came| {
                first = first.min(sent);
                last = last.max(came);
            })
            .await?;
            anyhow::Ok((count, first, last))
        });
    }
    let (mut count, mut first, mut last) = (0, i64::MAX, 0);
    while let Some(done) = following.join_next().await {
        let (pieces, began, ended) = done??;
        count += pieces;
        first = first.min(began);
        last = last.max(ended);
    }
    let seconds = (last - first) as f64 / 1e6;
    let rate = count as f64 / seconds;
    println!(
        "one answer of {PIECES} pieces to {viewers} viewers: {rate:.0} pieces per second forwarded ({count} in {seconds:.2} s)"
    );
    Ok(())
}

/// Many chats that stream at once, each with a viewer.
async fn many_streams(binary: &Path, plan: &Plan) -> Result<()> {
    let model = ModelServer::start().await?;
    let server = Server::start(binary, &model, plan.streams + 10, plan.log.as_deref()).await?;
    let client = &server.client;
    let organization = organization(client).await?;
    let idle_kib = server.process.memory_kib()?;
    let pieces = plan.seconds * plan.pieces_per_second;
    let every_ms = 1000 / plan.pieces_per_second.max(1);
    let ids = stream::iter(0..plan.streams)
        .map(|id| create(client, organization, prompt(id + 1, pieces, every_ms)));
    let chats: Vec<ChatId> = ids.buffer_unordered(AT_ONCE).try_collect().await?;
    let mut following = JoinSet::new();
    for chat in chats {
        let client = client.clone();
        following.spawn(async move {
            let mut delays = Vec::new();
            let joined = micros();
            // What was sent before the viewer came is no delay.
            follow(&client, chat, |sent, came| {
                if sent > joined + 1_000_000 {
                    delays.push((sent, came - sent));
                }
            })
            .await?;
            anyhow::Ok(delays)
        });
    }
    // The middle half, when all of them stream.
    tokio::time::sleep(Duration::from_secs(plan.seconds / 4)).await;
    let from = micros();
    let (began, cpu, model_cpu) = (Instant::now(), server.process.cpu()?, model.cpu()?);
    tokio::time::sleep(Duration::from_secs(plan.seconds / 2)).await;
    let took = began.elapsed().as_secs_f64();
    let share = |now: Duration, before: Duration| (now - before).as_secs_f64() / took;
    let (cpu, model_cpu) = (share(server.process.cpu()?, cpu), share(model.cpu()?, model_cpu));
    let window = from..micros();
    let busy_kib = server.process.memory_kib()?;
    // In the middle half, and besides it: as long as viewers come and ask for what was said, and while all chats end at once.
    let (mut delays, mut outside) = (Times::default(), Times::default());
    while let Some(done) = following.join_next().await {
        for (sent, delay) in done?? {
            if window.contains(&sent) { delays.add(delay) } else { outside.add(delay) }
        }
    }
    let each = (busy_kib - idle_kib) as f64 / plan.streams as f64;
    println!(
        "{} chats that stream {} pieces per second each to a viewer: server {cpu:.2} of 2 cores (model server {model_cpu:.2}), \
         {each:.0} KiB per chat and viewer ({idle_kib} KiB idle, {busy_kib} KiB busy), delay of {} pieces: {}; of {} while viewers come \
         and when the chats end: {}",
        plan.streams,
        plan.pieces_per_second,
        delays.count(),
        delays.summary(),
        outside.count(),
        outside.summary()
    );
    Ok(())
}
