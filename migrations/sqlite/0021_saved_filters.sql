-- Owner: company/accounts

-- Filters of lists that people have saved for themselves.
CREATE TABLE saved_filters (
    id BLOB PRIMARY KEY,
    user_id BLOB NOT NULL REFERENCES users (id),
    -- The path of the list's page.
    list TEXT NOT NULL,
    name TEXT NOT NULL,
    -- What the address says behind its question mark.
    query TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX saved_filters_by_name ON saved_filters (user_id, list, name);
