-- Owner: support/departments

-- The directory of departments that requests of clients go to, in an order that people decide on.
CREATE TABLE departments (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    -- Offered no longer; requests keep it.
    retired INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
