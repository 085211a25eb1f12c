-- Owner: documents/contracts

-- The directory of types: services, supply, rent … in the order in which they are offered.
CREATE TABLE contract_types (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    -- Not offered any more; contracts keep it.
    retired INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE TABLE contracts (
    id BLOB PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    type_id BLOB REFERENCES contract_types (id),
    -- The contract to which this is an annex.
    parent_id BLOB REFERENCES contracts (id),
    lifecycle TEXT NOT NULL CHECK (lifecycle IN ('draft', 'issued', 'terminated', 'cancelled')),
    -- Free text, in the draft already; number_key tells it from others: small letters.
    number TEXT NOT NULL CHECK (number <> ''),
    number_key TEXT NOT NULL,
    date TEXT NOT NULL,
    -- That of the date.
    year INTEGER NOT NULL,
    subject TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- Minor units; 0 where the price follows from the invoices.
    value INTEGER NOT NULL CHECK (value >= 0),
    starts TEXT,
    -- 9999-12-31: until it is terminated.
    ends TEXT NOT NULL,
    city TEXT NOT NULL,
    -- Of the text; second_lang is empty where it has one language.
    lang TEXT NOT NULL,
    second_lang TEXT NOT NULL,
    -- Where the text was taken from: a stored version, or the name of a built-in template; neither where it was written by hand.
    template_version BLOB REFERENCES document_template_versions (id),
    template_builtin TEXT NOT NULL,
    template_sha256 TEXT NOT NULL,
    -- What the paper is made of, with shortcodes; second_body is the column in the second language.
    body TEXT NOT NULL,
    second_body TEXT NOT NULL,
    -- Never printed.
    note TEXT NOT NULL,
    -- The day on which it was terminated or cancelled.
    ended_on TEXT,
    end_reason TEXT NOT NULL,
    signed_by_us TEXT,
    signed_by_client TEXT,
    refused_on TEXT,
    refusal TEXT NOT NULL,
    original_on TEXT,
    -- Derived from the dates above by one function, stored for filtering: none, by_us, by_client, by_both, refused.
    signature TEXT NOT NULL,
    -- An invoice has named it: client and own company are fixed.
    is_named INTEGER NOT NULL,
    -- kernel::folding: number and subject.
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at TEXT NOT NULL,
    CHECK ((lifecycle IN ('terminated', 'cancelled')) = (ended_on IS NOT NULL)),
    UNIQUE (client_id, organization_id, year, number_key)
) STRICT;
CREATE INDEX contracts_by_date ON contracts (date, id);
CREATE INDEX contracts_by_end ON contracts (ends, id);
CREATE INDEX contracts_by_number ON contracts (number, id);
CREATE INDEX contracts_by_value ON contracts (value, id);
CREATE INDEX contracts_by_client ON contracts (client_id, date, id);
CREATE INDEX contracts_by_organization ON contracts (organization_id, date, id);
CREATE INDEX contracts_by_lifecycle ON contracts (lifecycle, date, id);
CREATE INDEX contracts_by_signature ON contracts (signature, date, id);
CREATE INDEX contracts_by_type ON contracts (type_id, date, id);
CREATE INDEX contracts_by_parent ON contracts (parent_id, date, id) WHERE parent_id IS NOT NULL;
-- What is in force, by its last day: what expires soon, and what has expired.
CREATE INDEX contracts_running ON contracts (ends, id) WHERE lifecycle = 'issued';
-- The sums of the list come out of the index alone.
CREATE INDEX contracts_sums ON contracts (lifecycle, currency, value);
