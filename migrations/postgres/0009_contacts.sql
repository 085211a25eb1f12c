-- Owner: crm/contacts

CREATE TABLE contacts (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES clients (id),
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    position TEXT NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    phone TEXT NOT NULL,
    lang TEXT NOT NULL,
    -- Exactly one per client with contacts.
    is_primary BOOLEAN NOT NULL,
    active BOOLEAN NOT NULL,
    -- What is mailed: invoice:to payment_confirmation:cc
    mail TEXT NOT NULL,
    -- kernel::folding: the name for sorting, and everything people search by.
    sort_name TEXT COLLATE "C" NOT NULL,
    search TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX contacts_one_primary ON contacts (client_id) WHERE is_primary;
CREATE INDEX contacts_by_name ON contacts (active, sort_name, id);
CREATE INDEX contacts_by_email ON contacts (active, email, id);
CREATE INDEX contacts_by_newest ON contacts (active, id);
CREATE INDEX contacts_of_client ON contacts (client_id, active, sort_name, id);
