-- Owner: company/organization

-- company or sole_proprietor (ИП / ФОП)
ALTER TABLE organizations ADD COLUMN kind TEXT NOT NULL DEFAULT 'company';
UPDATE organizations SET kind = 'sole_proprietor'
    WHERE tax_id_kind IN ('ua_rnokpp', 'ua_passport') OR (tax_id_kind = 'ru_inn' AND LENGTH(tax_id) = 12);
-- Where the company really is; empty: at the legal address.
ALTER TABLE organizations ADD COLUMN actual_address TEXT NOT NULL DEFAULT '';
-- See kernel::signatory.
ALTER TABLE organizations ADD COLUMN signatory_name TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN signatory_initials TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN signatory_gender TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN signatory_position TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN signatory_basis TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN signatory_name_genitive TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN signatory_position_genitive TEXT NOT NULL DEFAULT '';
ALTER TABLE organizations ADD COLUMN signatory_basis_genitive TEXT NOT NULL DEFAULT '';
-- Surname and initials of the accountant; sole proprietors have none.
ALTER TABLE organizations ADD COLUMN accountant TEXT NOT NULL DEFAULT '';

-- At most one of each kind of kernel::requisites::TaxIdKind; label and country belong to a number of no known kind.
CREATE TABLE organization_tax_ids (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    label TEXT NOT NULL,
    country TEXT NOT NULL,
    PRIMARY KEY (organization_id, kind)
) STRICT;
INSERT INTO organization_tax_ids (organization_id, kind, value, label, country)
    SELECT id, tax_id_kind, tax_id, '', '' FROM organizations WHERE tax_id <> '';
ALTER TABLE organizations DROP COLUMN tax_id_kind;
ALTER TABLE organizations DROP COLUMN tax_id;

-- Whether the company pays VAT, from a date on; the first status has none. The ground is printed where there is no VAT.
CREATE TABLE vat_statuses (
    id BLOB PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    valid_from TEXT,
    payer INTEGER NOT NULL,
    ground TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX vat_statuses_by_date ON vat_statuses (organization_id, COALESCE(valid_from, '0001-01-01'));
-- Ids of their own, made once: those of the companies serve.
INSERT INTO vat_statuses (id, organization_id, valid_from, payer, ground)
    SELECT id, id, NULL, price_mode <> 'without_vat', vat_ground FROM organizations;
ALTER TABLE organizations DROP COLUMN vat_ground;

-- Logo, stamp and facsimile, written anew as PNG.
CREATE TABLE organization_images (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    kind TEXT NOT NULL,
    bytes BLOB NOT NULL,
    sha256 BLOB NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    uploaded_at TEXT NOT NULL,
    PRIMARY KEY (organization_id, kind)
) STRICT;

-- What a client owed (above zero) or had paid in advance (below) on the day the books begin here, in minor units.
CREATE TABLE start_balances (
    id BLOB PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    currency TEXT NOT NULL,
    as_of TEXT NOT NULL,
    amount INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX start_balances_by_client ON start_balances (client_id, organization_id, currency);
CREATE INDEX start_balances_by_organization ON start_balances (organization_id, as_of, id);
