-- Owner: company/accounts

-- Links that let somebody choose a password, once: an invitation, a way to a new one. Of what a link holds only the hash is kept.
CREATE TABLE access_links (
    id UUID PRIMARY KEY,
    -- invitation or reset
    purpose TEXT NOT NULL,
    -- Users and, later, contacts; as sessions have it.
    subject_kind TEXT NOT NULL,
    subject_id UUID NOT NULL,
    token_hash BYTEA NOT NULL UNIQUE,
    -- Where there is no mail server: the token, sealed, for an administrator to hand the link over.
    sealed BYTEA,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    -- A new link takes the place of the one before.
    UNIQUE (subject_kind, subject_id, purpose)
);
CREATE INDEX access_links_by_expiry ON access_links (expires_at);
