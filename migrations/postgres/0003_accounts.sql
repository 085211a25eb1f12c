-- Owner: company/accounts

CREATE TABLE users (
    id UUID PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Name and e-mail, folded.
    search TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    role TEXT NOT NULL,
    -- Sees only the clients assigned to him.
    own_only BOOLEAN NOT NULL,
    lang TEXT NOT NULL,
    theme TEXT NOT NULL,
    active BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX users_by_search ON users (search, id);

-- Signed-in browsers of users and, later, of contacts. Only the hash of the token is kept.
CREATE TABLE sessions (
    id UUID PRIMARY KEY,
    token_hash BYTEA NOT NULL UNIQUE,
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    last_seen TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX sessions_by_subject ON sessions (subject_kind, subject_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- The one-time code that lets the first administrator in; at most one row, gone after set-up.
CREATE TABLE setup_codes (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    code_hash BYTEA NOT NULL
);
