-- Owner: documents/papers

-- The frozen content of an issued paper: canonical JSON and its sha-256. Never changed.
CREATE TABLE snapshots (
    id UUID PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    body TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (owner_kind, owner_id, revision)
);
