//! `ropewalk chats`: the caller's chats, newest first.

use ropewalk_config::Environment;
use ropewalk_wire::chats::Chat;

use crate::print::{Printer, Style, table};
use crate::session::SessionArgs;

/// Lists your chats, newest first.
#[derive(Debug, clap::Args)]
pub(crate) struct ChatsArgs {
    /// How many.
    #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=200))]
    limit: u32,
    /// Print them as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(
    args: ChatsArgs,
    session: &SessionArgs,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<()> {
    let chats = session.client(environment)?.chats(args.limit).await?;
    if args.json {
        printer.data_line(&serde_json::to_string_pretty(&chats)?);
        return Ok(());
    }
    if chats.is_empty() {
        printer.note(Style::Plain, "No chats yet. Start one with: ropewalk chat \"what to do\"");
        return Ok(());
    }
    let head = ["ID", "STATUS", "UPDATED", "TITLE"].map(str::to_owned).to_vec();
    let rows: Vec<_> = std::iter::once(head).chain(chats.iter().map(row)).collect();
    printer.data(&table(&rows));
    Ok(())
}

fn row(chat: &Chat) -> Vec<String> {
    vec![
        chat.id.to_string(),
        ropewalk_model::chat::Status::from(chat.status).as_str().to_owned(),
        chat.updated_at.format("%Y-%m-%d %H:%M").to_string(),
        chat.title.clone(),
    ]
}
