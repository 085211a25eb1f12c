-- Owner: cabinet/access

-- Who of the contacts is let into the cabinet.
CREATE TABLE cabinet_access (
    contact_id BLOB PRIMARY KEY REFERENCES contacts (id) ON DELETE CASCADE,
    -- The address it was granted for: once the card has another one, it has to be granted again.
    email TEXT NOT NULL CHECK (email <> ''),
    granted INTEGER NOT NULL,
    -- kernel::cabinet: a number that names the rights.
    rights INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;

-- One password for each address, however many clients its owner is a contact of.
CREATE TABLE cabinet_passwords (
    email TEXT PRIMARY KEY CHECK (email <> ''),
    password_hash TEXT NOT NULL CHECK (password_hash <> '')
) STRICT;

-- Other requisites that a client asks to have on his card.
CREATE TABLE requisites_requests (
    id BLOB PRIMARY KEY,
    client_id BLOB NOT NULL REFERENCES clients (id),
    -- Who asked, as he was called then.
    asked_by TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    -- cabinet::access::requisites: what he wrote, field by field, as JSON.
    wanted TEXT NOT NULL,
    note TEXT NOT NULL,
    -- open, taken or refused; a newer request of the client withdraws the open one.
    state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'refused', 'withdrawn')),
    decided_by TEXT NOT NULL,
    decided_at TEXT,
    CHECK ((state = 'open') = (decided_at IS NULL))
) STRICT;
CREATE INDEX requisites_requests_of_client ON requisites_requests (client_id, id);
CREATE UNIQUE INDEX requisites_requests_open ON requisites_requests (client_id) WHERE state = 'open';

-- Whose an address is, whether he is active or not: his sessions and links end together.
CREATE INDEX contacts_of_address ON contacts (email, id);
