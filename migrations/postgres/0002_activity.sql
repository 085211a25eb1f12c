-- Owner: records/activity

-- Every change of every object, chained per object: hash = sha256(prev_hash ‖ the row's content).
CREATE TABLE activity (
    id UUID PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    client_id UUID,
    at TIMESTAMPTZ NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    verb TEXT NOT NULL,
    changes TEXT NOT NULL,
    prev_hash BYTEA NOT NULL,
    hash BYTEA NOT NULL,
    UNIQUE (owner_kind, owner_id, seq)
);
CREATE INDEX activity_by_client ON activity (client_id, at);
