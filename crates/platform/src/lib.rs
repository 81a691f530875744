//! The use cases besides chats: accounts, models, templates, workspaces, builds, agents.
