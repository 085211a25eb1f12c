-- Owner: platform

-- The same form sent twice is one write: key of the form → what the first send made.
CREATE TABLE requests (
    key BLOB PRIMARY KEY,
    actor TEXT NOT NULL,
    result TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- Limits on guessing: one row per attempt.
CREATE TABLE attempts (
    id BLOB PRIMARY KEY,
    key TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX attempts_by_key ON attempts (key, at);
CREATE INDEX attempts_by_time ON attempts (at);

-- Plain forms that failed, until their page has shown them once.
CREATE TABLE flashes (
    id BLOB PRIMARY KEY,
    actor TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX flashes_by_time ON flashes (at);
