-- Owner: records/files

-- Files of objects. Their bytes lie in the folder of blobs under their sha-256; several rows may name the same.
CREATE TABLE files (
    id BLOB PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    -- Whose card shows it.
    client_id BLOB REFERENCES clients (id),
    name TEXT NOT NULL,
    -- records::files::model::FileType
    kind TEXT NOT NULL,
    -- In bytes.
    size INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    -- The picture to look at, by its sha-256.
    picture BLOB,
    -- Whether the client sees it in his cabinet.
    visible INTEGER NOT NULL,
    added_by TEXT NOT NULL,
    added_at TEXT NOT NULL,
    -- Can be brought back until it is swept.
    deleted_at TEXT,
    -- kernel::folding: what it is sorted by and looked for.
    sort_name TEXT NOT NULL
) STRICT;
CREATE INDEX files_of_owner ON files (owner_kind, owner_id, id);
CREATE INDEX files_of_client ON files (client_id, id);
CREATE INDEX files_of_client_by_name ON files (client_id, sort_name, id);
CREATE INDEX files_of_client_by_size ON files (client_id, size, id);
CREATE INDEX files_by_content ON files (sha256);
CREATE INDEX files_by_picture ON files (picture) WHERE picture IS NOT NULL;
CREATE INDEX files_deleted ON files (deleted_at) WHERE deleted_at IS NOT NULL;
