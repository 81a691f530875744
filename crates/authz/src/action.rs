//! What can be done to an object (platform.md 4.2).

/// An action on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Action {
    /// Make a new one.
    Create,
    /// See it.
    Read,
    /// Change it.
    Update,
    /// Remove it.
    Delete,
    /// Make a workspace of a template.
    Use,
    /// Start a workspace.
    Start,
    /// Stop a workspace.
    Stop,
    /// Reach into a workspace: terminals, files, processes, chat tools.
    Ssh,
    /// Connect to an application of a workspace.
    ApplicationConnect,
    /// See a user's private data.
    ReadPersonal,
    /// Change a user's private data.
    UpdatePersonal,
}

impl Action {
    /// All actions.
    pub const ALL: [Self; 11] = [
        Self::Create,
        Self::Read,
        Self::Update,
        Self::Delete,
        Self::Use,
        Self::Start,
        Self::Stop,
        Self::Ssh,
        Self::ApplicationConnect,
        Self::ReadPersonal,
        Self::UpdatePersonal,
    ];
}
