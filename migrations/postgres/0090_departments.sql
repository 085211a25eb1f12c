-- Owner: support/departments

-- The directory of departments that requests of clients go to, in an order that people decide on.
CREATE TABLE departments (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    -- Offered no longer; requests keep it.
    retired BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
