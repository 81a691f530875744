-- Files of chats: uploaded by people, or attached by tools (chats-api.md 1.11). Immutable once stored.
CREATE TABLE chat_files (
    id              uuid PRIMARY KEY,
    organization_id uuid NOT NULL REFERENCES organizations (id) ON DELETE CASCADE,
    owner_id        uuid NOT NULL REFERENCES users (id),
    name            text NOT NULL,
    media_type      text NOT NULL,
    content         bytea NOT NULL,
    size_bytes      bigint NOT NULL GENERATED ALWAYS AS (octet_length(content)) STORED,
    created_at      timestamptz NOT NULL,
    CHECK (octet_length(content) BETWEEN 1 AND 10485760)
);
-- Images and PDFs are compressed already.
ALTER TABLE chat_files ALTER COLUMN content SET STORAGE EXTERNAL;
CREATE INDEX chat_files_owner ON chat_files (owner_id, created_at);

-- Which files the messages of a chat name.
CREATE TABLE chat_file_links (
    chat_id    uuid NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    file_id    uuid NOT NULL REFERENCES chat_files (id) ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (chat_id, file_id)
);
CREATE INDEX chat_file_links_file ON chat_file_links (file_id);
