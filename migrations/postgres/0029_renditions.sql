-- Owner: documents/papers

-- A paper as a file. Its bytes lie in the folder of blobs under their sha-256. Written once, never changed.
CREATE TABLE renditions (
    id UUID PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    -- clean, stamped or cancelled
    rendition TEXT NOT NULL,
    -- What the paper calls itself, and its file.
    title TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    size BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (owner_kind, owner_id, revision, rendition)
);
CREATE INDEX renditions_by_content ON renditions (sha256);

-- What is to be typeset; gone when it is done.
CREATE TABLE render_jobs (
    id UUID PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    -- Whose pictures are on it.
    organization_id UUID NOT NULL REFERENCES organizations (id),
    -- issued (clean and stamped) or cancelled
    what TEXT NOT NULL,
    -- Who is at it, if anybody is.
    holder UUID,
    -- When it is to be taken up: by anybody when his time is over, again after a failure.
    due_at TIMESTAMPTZ NOT NULL,
    tries BIGINT NOT NULL,
    last_error TEXT NOT NULL,
    UNIQUE (owner_kind, owner_id, revision, what)
);
CREATE INDEX render_jobs_due ON render_jobs (due_at, id);
