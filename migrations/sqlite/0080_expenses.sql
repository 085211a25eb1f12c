-- Owner: finance/expenses

-- The directory of categories, in an order that people decide on.
CREATE TABLE expense_categories (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    position INTEGER NOT NULL,
    -- Offered no longer; expenses keep it.
    retired INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

-- What an own company has spent.
CREATE TABLE expenses (
    id BLOB PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    -- For whom it was spent; nobody's is the company's own.
    client_id BLOB REFERENCES clients (id),
    category_id BLOB REFERENCES expense_categories (id),
    name TEXT NOT NULL CHECK (name <> ''),
    date TEXT NOT NULL,
    -- Minor units, with VAT.
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- Millionths of a percent; zero: without VAT.
    vat_percent INTEGER NOT NULL CHECK (vat_percent >= 0),
    -- kernel::totals: what of the amount is VAT.
    vat INTEGER NOT NULL CHECK (vat >= 0 AND vat <= amount),
    supplier TEXT NOT NULL,
    -- The number of the supplier's paper.
    reference TEXT NOT NULL,
    -- finance::payments::model::PaymentMode.
    mode TEXT NOT NULL,
    note TEXT NOT NULL,
    -- The client pays for it: it can be put on one of his invoices.
    billable INTEGER NOT NULL,
    -- kernel::folding: the name for sorting, and everything people search by.
    sort_name TEXT NOT NULL,
    search TEXT NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    CHECK (client_id IS NOT NULL OR NOT billable)
) STRICT;
CREATE INDEX expenses_by_date ON expenses (date, id);
CREATE INDEX expenses_by_amount ON expenses (amount, id);
CREATE INDEX expenses_by_name ON expenses (sort_name, id);
CREATE INDEX expenses_of_client ON expenses (client_id, date, id);
CREATE INDEX expenses_of_company ON expenses (organization_id, date, id);
CREATE INDEX expenses_of_category ON expenses (category_id, date, id);
CREATE INDEX expenses_billable ON expenses (date, id) WHERE billable;
