//! Each id is a type of its own, so that a run id cannot be handed over where a worker id is asked for.
//!
//! All kinds stand in one alphabetical list. `from(Uuid)` and `uuid()` cross the edges (SQL, JSON);
//! between the edges only the types travel.

use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(Uuid);

        impl $name {
            /// The nil id. Only for wire fields that say "none" with it.
            pub const NIL: Self = Self(Uuid::nil());
            /// The bare UUID, for SQL and JSON.
            #[must_use]
            pub const fn uuid(self) -> Uuid { self.0 }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl From<$name> for Uuid {
            fn from(id: $name) -> Self { id.0 }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> { Uuid::parse_str(text).map(Self) }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
    )*};
}

uuid_ids! {
    /// A workspace agent: the program in one resource of one build.
    AgentId,
    /// A source of agent log lines, such as one start-up script.
    AgentLogSourceId,
    /// A start-up, shutdown or cron script of an agent.
    AgentScriptId,
    /// One start, stop or delete of a workspace.
    BuildId,
    /// A chat, root or child.
    ChatId,
    /// A recorded turn of a chat.
    DebugRunId,
    /// A recorded step of such a turn.
    DebugStepId,
    /// An uploaded or attached file of a chat.
    FileId,
    /// A group of people of an organization.
    GroupId,
    /// A queued piece of provisioning.
    JobId,
    /// A model that chats can use, with its settings.
    ModelConfigId,
    /// An organization.
    OrganizationId,
    /// The stored settings of one LLM provider.
    ProviderConfigId,
    /// One running server process.
    ReplicaId,
    /// A compute resource made by a build.
    ResourceId,
    /// One runner's hold on one chat. A new one at each acquisition.
    RunnerId,
    /// A skill that a person keeps for their chats.
    SkillId,
    /// A template.
    TemplateId,
    /// One version of a template.
    TemplateVersionId,
    /// A person or service account.
    UserId,
    /// A chat or build worker: the part of a replica that takes work.
    WorkerId,
    /// A browser that is sent notifications.
    WebpushSubscriptionId,
    /// A workspace.
    WorkspaceId,
}

macro_rules! serial_ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result { self.0.fmt(f) }
        }
    )*};
}

serial_ids! {
    /// A line of an agent's log; ascending per agent.
    AgentLogId,
    /// A line of a job's log; ascending per job.
    JobLogId,
    /// A chat message; ascending, the order of the history.
    MessageId,
    /// A queued chat message; the queue's order is its `position`, not this id.
    QueuedMessageId,
}
