-- Owner: crm/clients

CREATE TABLE clients (
    id BLOB PRIMARY KEY,
    -- company, sole_proprietor or person
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    legal_name TEXT NOT NULL,
    tax_id_kind TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    currency TEXT NOT NULL,
    lang TEXT NOT NULL,
    -- Calendar days from the invoice's date to its due date.
    payment_days INTEGER NOT NULL CHECK (payment_days BETWEEN 0 AND 3650),
    manager_id BLOB REFERENCES users (id),
    notes TEXT NOT NULL,
    archived INTEGER NOT NULL,
    -- kernel::folding: the name for sorting, and everything people search by.
    sort_name TEXT NOT NULL,
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX clients_by_name ON clients (archived, sort_name, id);
CREATE INDEX clients_by_newest ON clients (archived, id);
CREATE INDEX clients_by_manager ON clients (manager_id, archived, sort_name, id);
CREATE INDEX clients_by_tax_id ON clients (tax_id);
