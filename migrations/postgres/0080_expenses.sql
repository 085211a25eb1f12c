-- Owner: finance/expenses

-- The directory of categories, in an order that people decide on.
CREATE TABLE expense_categories (
    id UUID PRIMARY KEY,
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    -- Offered no longer; expenses keep it.
    retired BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);

-- What an own company has spent.
CREATE TABLE expenses (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    -- For whom it was spent; nobody's is the company's own.
    client_id UUID REFERENCES clients (id),
    category_id UUID REFERENCES expense_categories (id),
    name TEXT NOT NULL CHECK (name <> ''),
    date DATE NOT NULL,
    -- Minor units, with VAT.
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- Millionths of a percent; zero: without VAT.
    vat_percent BIGINT NOT NULL CHECK (vat_percent >= 0),
    -- kernel::totals: what of the amount is VAT.
    vat BIGINT NOT NULL CHECK (vat >= 0 AND vat <= amount),
    supplier TEXT NOT NULL,
    -- The number of the supplier's paper.
    reference TEXT NOT NULL,
    -- finance::payments::model::PaymentMode.
    mode TEXT NOT NULL,
    note TEXT NOT NULL,
    -- The client pays for it: it can be put on one of his invoices.
    billable BOOLEAN NOT NULL,
    -- kernel::folding: the name for sorting, and everything people search by.
    sort_name TEXT COLLATE "C" NOT NULL,
    search TEXT NOT NULL,
    created_by UUID REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    CHECK (client_id IS NOT NULL OR NOT billable)
);
CREATE INDEX expenses_by_date ON expenses (date, id);
CREATE INDEX expenses_by_amount ON expenses (amount, id);
CREATE INDEX expenses_by_name ON expenses (sort_name, id);
CREATE INDEX expenses_of_client ON expenses (client_id, date, id);
CREATE INDEX expenses_of_company ON expenses (organization_id, date, id);
CREATE INDEX expenses_of_category ON expenses (category_id, date, id);
CREATE INDEX expenses_billable ON expenses (date, id) WHERE billable;
