//! A file of a chat (chats-api.md 1.11, 2.2).

use std::fmt;

use crate::{FileId, OrganizationId, Timestamp, UserId};

/// The largest file, in bytes.
pub const CHAT_FILE_BYTES_MAX: usize = 10 * 1024 * 1024;
/// The most files that one chat is linked with.
pub const CHAT_FILE_LINK_LIMIT: usize = 50;

/// From how many bytes on an image is too large for a provider, by the provider's name; those that are not here take all that can be stored
/// (chat-engine.md PR-21).
pub const INLINE_IMAGE_CAPS: [(&str, u64); 2] = [("anthropic", 5_242_880), ("bedrock", 5_242_880)];

/// What a file can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FileMediaType {
    /// `application/json`.
    Json,
    /// `application/pdf`.
    Pdf,
    /// `image/gif`.
    Gif,
    /// `image/jpeg`.
    Jpeg,
    /// `image/png`.
    Png,
    /// `image/webp`.
    Webp,
    /// `text/csv`.
    Csv,
    /// `text/markdown`.
    Markdown,
    /// `text/plain`.
    Plain,
}

impl FileMediaType {
    /// All of them, in the order of their names.
    pub const ALL: [Self; 9] = [
        Self::Json,
        Self::Pdf,
        Self::Gif,
        Self::Jpeg,
        Self::Png,
        Self::Webp,
        Self::Csv,
        Self::Markdown,
        Self::Plain,
    ];

    /// The name, as in HTTP and SQL.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Pdf => "application/pdf",
            Self::Gif => "image/gif",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
            Self::Csv => "text/csv",
            Self::Markdown => "text/markdown",
            Self::Plain => "text/plain",
        }
    }

    /// Reads the name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == name)
    }

    /// The endings of names that files of this type usually have, with the dot: what a picker offers (PR-20). Source code and logs are
    /// plain text under many names; these are the common ones.
    #[must_use]
    pub const fn extensions(self) -> &'static [&'static str] {
        match self {
            Self::Json => &[".json"],
            Self::Pdf => &[".pdf"],
            Self::Gif => &[".gif"],
            Self::Jpeg => &[".jpg", ".jpeg"],
            Self::Png => &[".png"],
            Self::Webp => &[".webp"],
            Self::Csv => &[".csv"],
            Self::Markdown => &[".md", ".markdown"],
            Self::Plain => &[
                ".txt", ".log", ".diff", ".patch", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".env", ".xml",
                ".html", ".css", ".sql", ".sh", ".tf", ".rs", ".go", ".py", ".rb", ".js", ".jsx", ".ts",
                ".tsx", ".java", ".kt", ".c", ".h", ".cpp", ".hpp", ".cs", ".php", ".swift",
            ],
        }
    }

    /// What a model can be shown of it.
    #[must_use]
    pub const fn class(self) -> FileClass {
        match self {
            Self::Gif | Self::Jpeg | Self::Png | Self::Webp => FileClass::Image,
            Self::Pdf => FileClass::Pdf,
            Self::Json | Self::Csv | Self::Markdown | Self::Plain => FileClass::Text,
        }
    }
}

impl fmt::Display for FileMediaType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How a model takes a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileClass {
    /// As an image.
    Image,
    /// As a document.
    Pdf,
    /// As text.
    Text,
}

/// A stored file without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatFile {
    /// The file.
    pub id: FileId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Who uploaded it, or whose chat attached it.
    pub owner_id: UserId,
    /// Its name, at most 255 bytes.
    pub name: String,
    /// What it is, found out from its bytes.
    pub media_type: FileMediaType,
    /// How large it is.
    pub size_bytes: u64,
    /// When it was stored.
    pub created_at: Timestamp,
}

#[cfg(test)]
mod tests {
    use super::FileMediaType;

    #[test]
    fn every_name_is_read_back() {
        for media_type in FileMediaType::ALL {
            assert_eq!(FileMediaType::parse(media_type.as_str()), Some(media_type));
        }
        assert_eq!(FileMediaType::parse("image/svg+xml"), None);
    }

    #[test]
    fn an_ending_belongs_to_one_type() {
        let all: Vec<&str> = FileMediaType::ALL.iter().flat_map(|it| it.extensions()).copied().collect();
        let unique: std::collections::BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(all.len(), unique.len());
        assert!(all.iter().all(|it| it.starts_with('.') && it.to_lowercase() == **it));
    }
}
