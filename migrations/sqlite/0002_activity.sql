-- Owner: records/activity

-- Every change of every object, chained per object: hash = sha256(prev_hash ‖ the row's content).
CREATE TABLE activity (
    id BLOB PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    client_id BLOB,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    verb TEXT NOT NULL,
    changes TEXT NOT NULL,
    prev_hash BLOB NOT NULL,
    hash BLOB NOT NULL,
    UNIQUE (owner_kind, owner_id, seq)
) STRICT;
CREATE INDEX activity_by_client ON activity (client_id, at);
