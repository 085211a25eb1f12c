-- Owner: documents/signing

-- On what the simple electronic signature of papers rests: without a row, and while it is not in force, nobody answers papers here.
CREATE TABLE signing_agreements (
    organization_id UUID PRIMARY KEY REFERENCES organizations (id),
    -- contract or offer
    kind TEXT NOT NULL,
    clause TEXT NOT NULL CHECK (clause <> ''),
    -- Offers may have none.
    number TEXT NOT NULL,
    date DATE NOT NULL,
    in_force BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
