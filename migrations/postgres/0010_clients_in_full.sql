-- Owner: crm/clients

-- At most one number of each kind; label and country of a number of no known kind.
CREATE TABLE client_tax_ids (
    client_id UUID NOT NULL REFERENCES clients (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    label TEXT NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (client_id, kind)
);
CREATE INDEX client_tax_ids_by_value ON client_tax_ids (value, kind);
INSERT INTO client_tax_ids (client_id, kind, value, label, country)
    SELECT id, tax_id_kind, tax_id, '', '' FROM clients WHERE tax_id <> '';

-- The members of the staff who look after a client.
CREATE TABLE client_managers (
    client_id UUID NOT NULL REFERENCES clients (id),
    user_id UUID NOT NULL REFERENCES users (id),
    PRIMARY KEY (client_id, user_id)
);
CREATE INDEX client_managers_by_user ON client_managers (user_id, client_id);
INSERT INTO client_managers (client_id, user_id) SELECT id, manager_id FROM clients WHERE manager_id IS NOT NULL;
DROP INDEX clients_by_manager;
ALTER TABLE clients DROP COLUMN manager_id;

CREATE TABLE client_groups (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- kernel::folding: two groups of the same name would be one.
    sort_name TEXT COLLATE "C" NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX client_groups_by_name ON client_groups (sort_name);

CREATE TABLE client_group_members (
    client_id UUID NOT NULL REFERENCES clients (id),
    group_id UUID NOT NULL REFERENCES client_groups (id),
    PRIMARY KEY (client_id, group_id)
);
CREATE INDEX client_group_members_by_group ON client_group_members (group_id, client_id);

CREATE TABLE client_accounts (
    id UUID PRIMARY KEY,
    client_id UUID NOT NULL REFERENCES clients (id),
    bank TEXT NOT NULL,
    -- IBAN or account number.
    number TEXT NOT NULL,
    -- BIC / МФО; empty where the IBAN says it.
    bic TEXT NOT NULL,
    correspondent TEXT NOT NULL,
    currency TEXT NOT NULL,
    is_default BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
CREATE UNIQUE INDEX client_accounts_one_default ON client_accounts (client_id, currency) WHERE is_default;
CREATE UNIQUE INDEX client_accounts_by_number ON client_accounts (client_id, number, bic);

-- tax_id_kind and tax_id stay: the number by which lists and papers tell who it is, one of client_tax_ids.
-- address is the billing address.
ALTER TABLE clients ADD COLUMN shipping_address TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN actual_address TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN website TEXT NOT NULL DEFAULT '';
-- Which days payment_days counts: calendar or banking.
ALTER TABLE clients ADD COLUMN term_unit TEXT NOT NULL DEFAULT 'calendar';
-- unknown, payer or not_payer; since when, and on which ground not.
ALTER TABLE clients ADD COLUMN vat_status TEXT NOT NULL DEFAULT 'unknown';
ALTER TABLE clients ADD COLUMN vat_since DATE;
ALTER TABLE clients ADD COLUMN vat_ground TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN signatory_name TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN signatory_initials TEXT NOT NULL DEFAULT '';
-- male, female or absent
ALTER TABLE clients ADD COLUMN signatory_gender TEXT;
ALTER TABLE clients ADD COLUMN signatory_position TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN signatory_basis TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN signatory_name_genitive TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN signatory_position_genitive TEXT NOT NULL DEFAULT '';
ALTER TABLE clients ADD COLUMN signatory_basis_genitive TEXT NOT NULL DEFAULT '';
-- A control digit of a tax id or an account does not fit.
ALTER TABLE clients ADD COLUMN to_check BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX clients_to_check ON clients (to_check, archived, sort_name, id);
CREATE INDEX clients_by_email ON clients (email);
CREATE INDEX clients_by_sort_name ON clients (sort_name);
