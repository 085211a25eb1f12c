-- Owner: cabinet/access

-- Who of the contacts is let into the cabinet.
CREATE TABLE cabinet_access (
    contact_id UUID PRIMARY KEY REFERENCES contacts (id) ON DELETE CASCADE,
    -- The address it was granted for: once the card has another one, it has to be granted again.
    email TEXT NOT NULL CHECK (email <> ''),
    granted BOOLEAN NOT NULL,
    -- kernel::cabinet: a number that names the rights.
    rights BIGINT NOT NULL,
    version BIGINT NOT NULL
);

-- One password for each address, however many clients its owner is a contact of.
CREATE TABLE cabinet_passwords (
    email TEXT PRIMARY KEY CHECK (email <> ''),
    password_hash TEXT NOT NULL CHECK (password_hash <> '')
);

-- Other requisites that a client asks to have on his card.
CREATE TABLE requisites_requests (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES clients (id),
    -- Who asked, as he was called then.
    asked_by TEXT NOT NULL,
    asked_at TIMESTAMPTZ NOT NULL,
    -- cabinet::access::requisites: what he wrote, field by field, as JSON.
    wanted TEXT NOT NULL,
    note TEXT NOT NULL,
    -- open, taken or refused; a newer request of the client withdraws the open one.
    state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'refused', 'withdrawn')),
    decided_by TEXT NOT NULL,
    decided_at TIMESTAMPTZ,
    CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX requisites_requests_of_client ON requisites_requests (client_id, id);
CREATE UNIQUE INDEX requisites_requests_open ON requisites_requests (client_id) WHERE state = 'open';

-- Whose an address is, whether he is active or not: his sessions and links end together.
CREATE INDEX contacts_of_address ON contacts (email, id);
