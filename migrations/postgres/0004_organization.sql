-- Owner: company/organization

CREATE TABLE organizations (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    legal_name TEXT NOT NULL,
    -- Code of kernel::requisites::TaxIdKind; empty together with tax_id.
    tax_id_kind TEXT NOT NULL,
    tax_id TEXT NOT NULL,
    address TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_mode TEXT NOT NULL,
    vat_rounding TEXT NOT NULL,
    -- Printed where there is no VAT: why.
    vat_ground TEXT NOT NULL,
    time_zone TEXT NOT NULL,
    -- Language of the primary papers.
    lang TEXT NOT NULL,
    -- The books are closed up to this date.
    lock_date DATE,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE bank_accounts (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
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
CREATE UNIQUE INDEX bank_accounts_one_default ON bank_accounts (organization_id, currency) WHERE is_default;
CREATE UNIQUE INDEX bank_accounts_by_number ON bank_accounts (organization_id, number, bic);

-- VAT rates are dated data, never constants. percent is scaled by 10^6.
CREATE TABLE vat_rates (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    category TEXT NOT NULL,
    percent BIGINT NOT NULL,
    ground TEXT NOT NULL,
    valid_from DATE,
    valid_until DATE,
    position BIGINT NOT NULL
);
CREATE INDEX vat_rates_by_organization ON vat_rates (organization_id, position);

CREATE TABLE number_series (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    -- Document kind: invoice, payment, …
    kind TEXT NOT NULL,
    -- {YYYY}, {MM}, {N} or {N:5} and literal text.
    pattern TEXT NOT NULL,
    -- never, year or month: when the count starts again.
    period TEXT NOT NULL,
    -- The first number of one period, for a company that moves here in mid-year; every other period starts at 1.
    start BIGINT NOT NULL CHECK (start >= 1),
    start_period TEXT NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (organization_id, kind)
);

-- The last number given, per series and period ('', '2026' or '2026-11'). Taken in the issuing transaction.
CREATE TABLE number_counters (
    series_id UUID NOT NULL REFERENCES number_series (id),
    period TEXT NOT NULL,
    first BIGINT NOT NULL,
    last BIGINT NOT NULL,
    PRIMARY KEY (series_id, period)
);
