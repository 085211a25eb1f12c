-- Owner: documents/phrases

-- What is written on papers again and again.
CREATE TABLE phrases (
    id BLOB PRIMARY KEY,
    text TEXT NOT NULL,
    -- kernel::folding: what it is sorted by and told from others.
    sort_text TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
