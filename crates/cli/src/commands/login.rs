//! `ropewalk login`: makes the first user when there is none, else signs in; stores the session.

use std::io::{IsTerminal, Write};

use anyhow::{Context, bail};
use ropewalk_client::Client;
use ropewalk_config::Environment;
use ropewalk_telemetry::Secret;
use ropewalk_wire::accounts::CreateFirstUserRequest;

use crate::print::{Printer, Style};
use crate::session::{self, SessionArgs, StoredSession};

/// Signs in to a server and remembers it.
///
/// On a server without users this makes the first one, which owns the deployment.
#[derive(Debug, clap::Args)]
pub(crate) struct LoginArgs {
    /// The server [default: as --url].
    server: Option<String>,
    /// E-mail address [default: asked for].
    #[arg(long)]
    email: Option<String>,
    /// Password [default: asked for]. Prefer ROPEWALK_PASSWORD: arguments are seen by other processes.
    #[arg(long, env = "ROPEWALK_PASSWORD", hide_env_values = true)]
    password: Option<Secret>,
    /// User name of the first user [default: from the e-mail address].
    #[arg(long)]
    username: Option<String>,
    /// The set-up token that the server printed; needed to make the first user from another machine.
    #[arg(long, env = "ROPEWALK_SETUP_TOKEN", hide_env_values = true)]
    setup_token: Option<Secret>,
}

pub(crate) async fn run(
    args: LoginArgs,
    session_args: &SessionArgs,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<()> {
    let url = match &args.server {
        Some(server) => server.clone(),
        None => session_args.server_url(environment)?,
    };
    let client = Client::new(&url, None)?;
    let token = match session_args.token.clone().filter(|token| !token.is_empty()) {
        Some(token) => token,
        None => sign_in(&client, &args, printer).await?,
    };
    let me = client.with_token(token.clone()).me().await.context("the session does not work")?;
    session::write(&session::file(environment)?, &StoredSession { url: url.clone(), token })?;
    printer.note(Style::Plain, &format!("Logged in to {url} as {}.", me.username));
    Ok(())
}

async fn sign_in(client: &Client, args: &LoginArgs, printer: Printer) -> anyhow::Result<String> {
    let is_first = !client.has_first_user().await?;
    if is_first {
        printer.note(Style::Plain, "This server has no users yet: the first one will own it.");
    }
    let email = match &args.email {
        Some(email) => email.clone(),
        None => ask("E-mail")?,
    };
    let password = match &args.password {
        Some(password) => password.clone(),
        None => ask_secret("Password")?,
    };
    if is_first {
        let username = args.username.clone().unwrap_or_else(|| username_of(&email));
        client
            .create_first_user(&CreateFirstUserRequest {
                email: email.clone(),
                username,
                name: String::new(),
                password: password.clone(),
                setup_token: args.setup_token.clone(),
            })
            .await?;
    }
    Ok(client.login(&email, password).await?)
}

/// A user name made of the part before the `@`, in the shape that names have.
fn username_of(email: &str) -> String {
    let local = email.split('@').next().unwrap_or_default();
    let groups: Vec<&str> =
        local.split(|c: char| !c.is_ascii_alphanumeric()).filter(|group| !group.is_empty()).collect();
    let name: String = groups.join("-").chars().take(ropewalk_model::names::NAME_MAX_CHARS).collect();
    let name = name.trim_end_matches('-');
    if name.is_empty() { "admin".to_owned() } else { name.to_ascii_lowercase() }
}

fn ask(what: &str) -> anyhow::Result<String> {
    if !std::io::stdin().is_terminal() {
        bail!("{what} is missing, and there is no terminal to ask on\nhint: give it as a flag");
    }
    let mut err = std::io::stderr().lock();
    write!(err, "{what}: ").and_then(|()| err.flush()).context("could not write to the terminal")?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("could not read from the terminal")?;
    Ok(line.trim().to_owned())
}

/// Asks without showing what is typed.
fn ask_secret(what: &str) -> anyhow::Result<Secret> {
    use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
    let stdin = std::io::stdin();
    let before = tcgetattr(&stdin).ok();
    if let Some(mut quiet) = before.clone() {
        quiet.local_modes.remove(LocalModes::ECHO);
        tcsetattr(&stdin, OptionalActions::Now, &quiet).context("could not hide what is typed")?;
    }
    let answer = ask(what);
    if let Some(before) = before {
        tcsetattr(&stdin, OptionalActions::Now, &before).context("could not show again what is typed")?;
        let mut err = std::io::stderr().lock();
        let _closed = writeln!(err);
    }
    answer.map(Secret::new)
}

#[cfg(test)]
mod tests {
    use super::username_of;

    #[test]
    fn user_names_come_from_addresses() {
        assert_eq!(username_of("Ada.Lovelace+test@example.com"), "ada-lovelace-test");
        assert_eq!(username_of("@example.com"), "admin");
        assert!(ropewalk_model::names::check_name(&username_of(&format!("{}@x", "a-".repeat(40)))).is_ok());
    }
}
