-- Owner: documents/signing

-- On what the simple electronic signature of papers rests: without a row, and while it is not in force, nobody answers papers here.
CREATE TABLE signing_agreements (
    organization_id BLOB PRIMARY KEY REFERENCES organizations (id),
    -- contract or offer
    kind TEXT NOT NULL,
    clause TEXT NOT NULL CHECK (clause <> ''),
    -- Offers may have none.
    number TEXT NOT NULL,
    date TEXT NOT NULL,
    in_force INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
