//! How workspaces run on this host, and how much work one replica takes.

/// The section as given.
#[derive(Clone, Debug, Default, clap::Args, serde::Deserialize)]
#[command(next_help_heading = "Workspaces and chats")]
#[serde(default, deny_unknown_fields)]
pub struct WorkspaceArgs {
    /// The sandbox of workspaces on this host [default: auto, the strongest that works here].
    ///
    /// Anything but `auto` is a promise: a build fails rather than run in something weaker.
    #[arg(long, env = "ROPEWALK_WORKSPACE_SANDBOX", value_name = "SANDBOX")]
    workspace_sandbox: Option<SandboxChoice>,
    /// How many builds this replica runs at the same time; 0 leaves them to other replicas [default: 2].
    #[arg(long, env = "ROPEWALK_BUILD_WORKERS", value_name = "N")]
    build_workers: Option<u16>,
    /// How many chats this replica runs at the same time; 0 leaves them to other replicas [default: 50].
    #[arg(long, env = "ROPEWALK_CHAT_SLOTS", value_name = "N")]
    chat_slots: Option<u16>,
    /// How many agents of one chat may work at the same time [default: 20].
    ///
    /// An agent is a chat that the model of another chat made for a part of its work. One more is refused with words that the model understands.
    #[arg(long, env = "ROPEWALK_AGENTS_PER_CHAT", value_name = "N")]
    agents_per_chat: Option<u16>,
    /// How many agents of all chats may work at the same time, over all replicas [default: 1000].
    #[arg(long, env = "ROPEWALK_AGENTS", value_name = "N")]
    agents: Option<u16>,
    /// Whether models write the titles of chats and the few words about their last turns [default: true].
    ///
    /// Each costs one short call, of a small model where one is set up. A chat without is named after its first words.
    #[arg(long, env = "ROPEWALK_WRITE_TITLES", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    write_titles: Option<bool>,
    /// Whether to record, for every chat, what models are asked and what they answer [default: false, only the chats of
    /// people who want it, where administrators allow it].
    ///
    /// Who may read a chat may read its records. Secrets of requests are left out; what people and tools say is not.
    #[arg(long, env = "ROPEWALK_RECORD_ALL_CHATS", value_name = "BOOL", num_args = 0..=1, default_missing_value = "true")]
    record_all_chats: Option<bool>,
}

/// What `--workspace-sandbox` takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SandboxChoice {
    /// The strongest that works here.
    #[default]
    Auto,
    /// Namespaces by bubblewrap, with Landlock inside where the kernel has it.
    Bubblewrap,
    /// The kernel's Landlock alone.
    Landlock,
    /// None: only a process group of its own. For a single trusted person.
    None,
}

/// The section with values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkspaceSettings {
    /// The sandbox asked for.
    pub sandbox: SandboxChoice,
    /// Builds at the same time; 0 = this replica runs none.
    pub build_workers: u16,
    /// Chats at the same time; 0 = this replica runs none.
    pub chat_slots: u16,
    /// Agents of one chat that may work at the same time; 0 = none.
    pub agents_per_chat: u16,
    /// Agents of all chats that may.
    pub agents: u16,
    /// Whether models write titles and the summaries of turns.
    pub write_titles: bool,
    /// Whether every chat is recorded.
    pub record_all_chats: bool,
}

impl WorkspaceArgs {
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            workspace_sandbox: self.workspace_sandbox.or(other.workspace_sandbox),
            build_workers: self.build_workers.or(other.build_workers),
            chat_slots: self.chat_slots.or(other.chat_slots),
            agents_per_chat: self.agents_per_chat.or(other.agents_per_chat),
            agents: self.agents.or(other.agents),
            write_titles: self.write_titles.or(other.write_titles),
            record_all_chats: self.record_all_chats.or(other.record_all_chats),
        }
    }

    pub(crate) fn resolve(self) -> WorkspaceSettings {
        WorkspaceSettings {
            sandbox: self.workspace_sandbox.unwrap_or_default(),
            build_workers: self.build_workers.unwrap_or(2),
            chat_slots: self.chat_slots.unwrap_or(50),
            agents_per_chat: self.agents_per_chat.unwrap_or(20),
            agents: self.agents.unwrap_or(1000),
            write_titles: self.write_titles.unwrap_or(true),
            record_all_chats: self.record_all_chats.unwrap_or(false),
        }
    }
}
