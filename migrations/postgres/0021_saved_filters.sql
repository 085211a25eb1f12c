-- Owner: company/accounts

-- Filters of lists that people have saved for themselves.
CREATE TABLE saved_filters (
    id UUID PRIMARY KEY,
    user_id UUID NOT NULL REFERENCES users (id),
    -- The path of the list's page.
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What the address says behind its question mark.
    query TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX saved_filters_by_name ON saved_filters (user_id, list, name);
