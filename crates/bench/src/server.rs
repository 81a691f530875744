//! Streams of any length over loopback, written from a few frames that repeat, so that the server needs next to no time
//! and memory of its own. It knows nothing of the client.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::thread;

use anyhow::Context;

/// About how many bytes are written at once.
const BLOCK_BYTES: usize = 64 * 1024;

/// A protocol that is measured.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Protocol {
    Anthropic,
    Responses,
    Chat,
}

/// A server of streams of one protocol. It ends with the process.
pub(crate) struct StreamServer {
    pub(crate) protocol: Protocol,
    pub(crate) address: SocketAddr,
}

impl Protocol {
    pub(crate) const ALL: [Self; 3] = [Self::Anthropic, Self::Responses, Self::Chat];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Anthropic => "Anthropic Messages",
            Self::Responses => "OpenAI Responses",
            Self::Chat => "OpenAI Chat Completions",
        }
    }

    /// The frames before the text, one of the text, and those after it; as the providers send them.
    const fn frames(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Anthropic => (
                "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_01\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-sonnet-4-6\",\"content\":[],\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":25,\"output_tokens\":1}}}\n\nevent: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n",
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\" a few words\"}}\n\n",
                "event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\nevent: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":15}}\n\nevent: message_stop\ndata: {\"type\":\"message_stop\"}\n\n",
            ),
            Self::Responses => (
                "event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"in_progress\",\"output\":[]}}\n\nevent: response.output_item.added\ndata: {\"type\":\"response.output_item.added\",\"sequence_number\":1,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"in_progress\",\"role\":\"assistant\",\"content\":[]}}\n\n",
                "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":7,\"item_id\":\"msg_68af4030592c81938ec0a5fbab4a3e9f05438e46b5f69a3b\",\"output_index\":0,\"content_index\":0,\"delta\":\" a few words\",\"logprobs\":[],\"obfuscation\":\"k3Jd0aPq\"}\n\n",
                "event: response.output_item.done\ndata: {\"type\":\"response.output_item.done\",\"sequence_number\":8,\"output_index\":0,\"item\":{\"id\":\"msg_1\",\"type\":\"message\",\"status\":\"completed\",\"role\":\"assistant\",\"content\":[]}}\n\nevent: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":9,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"output\":[],\"usage\":{\"input_tokens\":37,\"output_tokens\":11,\"total_tokens\":48}}}\n\n",
            ),
            Self::Chat => (
                "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\n\n",
                "data: {\"id\":\"chatcmpl-B9MHDbslfkBeAs8l4bebGdFOJ6PeG\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"gpt-4o-mini-2024-07-18\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_44709d6fcb\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" a few words\"},\"logprobs\":null,\"finish_reason\":null}],\"usage\":null}\n\n",
                "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,\"model\":\"m\",\"choices\":[],\"usage\":{\"prompt_tokens\":19,\"completion_tokens\":10,\"total_tokens\":29}}\n\ndata: [DONE]\n\n",
            ),
        }
    }
}

impl StreamServer {
    /// Serves on a free port. The header `x-events` of a request says how many frames of text it wants.
    pub(crate) fn start(protocol: Protocol) -> anyhow::Result<Self> {
        let listener =
            TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port for the stream server")?;
        let address = listener.local_addr().context("no address of the stream server")?;
        thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                // The reader reports what it misses.
                drop(serve(protocol, socket));
            }
        });
        Ok(Self { protocol, address })
    }
}

fn serve(protocol: Protocol, socket: TcpStream) -> io::Result<()> {
    let mut reader = BufReader::new(socket.try_clone()?);
    let (mut events, mut body_bytes) = (0, 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let (name, value) = line.trim().split_once(':').unwrap_or_default();
        let number = || value.trim().parse().unwrap_or(0);
        match name.to_ascii_lowercase().as_str() {
            "x-events" => events = number(),
            "content-length" => body_bytes = number(),
            "" if line.trim().is_empty() => break,
            _ => {}
        }
    }
    io::copy(&mut reader.take(u64::try_from(body_bytes).unwrap_or(0)), &mut io::sink())?;
    let (before, text, after) = protocol.frames();
    let mut socket = socket;
    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")?;
    socket.write_all(before.as_bytes())?;
    let per_block = BLOCK_BYTES / text.len();
    let block = text.repeat(per_block);
    let mut left: usize = events;
    while left > 0 {
        let now = left.min(per_block);
        socket.write_all(block.as_bytes().get(..now * text.len()).unwrap_or_default())?;
        left -= now;
    }
    socket.write_all(after.as_bytes())
}
