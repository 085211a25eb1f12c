-- Owner: documents/papers

-- The frozen content of an issued paper: canonical JSON and its sha-256. Never changed.
CREATE TABLE snapshots (
    id BLOB PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (owner_kind, owner_id, revision)
) STRICT;
