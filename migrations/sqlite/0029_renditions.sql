-- Owner: documents/papers

-- A paper as a file. Its bytes lie in the folder of blobs under their sha-256. Written once, never changed.
CREATE TABLE renditions (
    id BLOB PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    -- clean, stamped or cancelled
    rendition TEXT NOT NULL,
    -- What the paper calls itself, and its file.
    title TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    size INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (owner_kind, owner_id, revision, rendition)
) STRICT;
CREATE INDEX renditions_by_content ON renditions (sha256);

-- What is to be typeset; gone when it is done.
CREATE TABLE render_jobs (
    id BLOB PRIMARY KEY,
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    -- Whose pictures are on it.
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    -- issued (clean and stamped) or cancelled
    what TEXT NOT NULL,
    -- Who is at it, if anybody is.
    holder BLOB,
    -- When it is to be taken up: by anybody when his time is over, again after a failure.
    due_at TEXT NOT NULL,
    tries INTEGER NOT NULL,
    last_error TEXT NOT NULL,
    UNIQUE (owner_kind, owner_id, revision, what)
) STRICT;
CREATE INDEX render_jobs_due ON render_jobs (due_at, id);
