-- Owner: documents/invoices

CREATE TABLE invoices (
    id BLOB PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    account_id BLOB NOT NULL REFERENCES bank_accounts (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    lifecycle TEXT NOT NULL CHECK (lifecycle IN ('draft', 'issued', 'cancelled')),
    -- The number is given at issue: a draft has none, and an empty text in its place.
    series_id BLOB REFERENCES number_series (id),
    series_period TEXT,
    n INTEGER,
    number TEXT NOT NULL,
    revision INTEGER NOT NULL,
    issue_date TEXT NOT NULL,
    due_date TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_mode TEXT NOT NULL,
    vat_rounding TEXT NOT NULL,
    -- none, percent (scaled by 10^6) or amount (minor units)
    discount_kind TEXT NOT NULL,
    discount_value INTEGER NOT NULL,
    subtotal INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    net INTEGER NOT NULL,
    vat INTEGER NOT NULL,
    total INTEGER NOT NULL CHECK (total >= 0),
    paid INTEGER NOT NULL,
    -- Derived from lifecycle, total and paid by one function, stored for filtering: none, unpaid, partially_paid, paid.
    settlement TEXT NOT NULL,
    note TEXT NOT NULL,
    internal_note TEXT NOT NULL,
    cancel_reason TEXT NOT NULL,
    -- kernel::folding: what of the invoice itself people search by.
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at TEXT NOT NULL,
    CHECK (paid >= 0 AND paid <= total),
    CHECK ((lifecycle = 'draft') = (number = '')),
    CHECK ((number = '') = (n IS NULL) AND (n IS NULL) = (series_id IS NULL) AND (n IS NULL) = (series_period IS NULL)),
    UNIQUE (series_id, series_period, n)
) STRICT;
CREATE INDEX invoices_by_date ON invoices (issue_date, id);
CREATE INDEX invoices_by_due_date ON invoices (due_date, id);
CREATE INDEX invoices_by_total ON invoices (total, id);
CREATE INDEX invoices_by_number ON invoices (number, id);
CREATE INDEX invoices_by_n ON invoices (n);
CREATE INDEX invoices_by_search ON invoices (search, id);
CREATE INDEX invoices_by_client ON invoices (client_id, issue_date, id);
CREATE INDEX invoices_by_settlement ON invoices (settlement, issue_date, id);
CREATE INDEX invoices_by_lifecycle ON invoices (lifecycle, issue_date, id);
-- What is left to pay, by due date. Written with <> so that no index on settlement is taken for it.
CREATE INDEX invoices_unpaid ON invoices (issue_date, id) WHERE settlement <> 'none' AND settlement <> 'paid';
CREATE INDEX invoices_open ON invoices (due_date, id) WHERE settlement <> 'none' AND settlement <> 'paid';

CREATE TABLE invoice_lines (
    id BLOB PRIMARY KEY,
    invoice_id BLOB NOT NULL REFERENCES invoices (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    -- goods, service or work
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    -- quantity, price and percents are scaled by 10^6
    quantity INTEGER NOT NULL,
    unit TEXT NOT NULL,
    price INTEGER NOT NULL,
    discount INTEGER NOT NULL,
    vat_category TEXT NOT NULL,
    vat_percent INTEGER NOT NULL,
    -- Why there is no tax, copied from the rate.
    vat_ground TEXT NOT NULL,
    amount INTEGER NOT NULL,
    discount_share INTEGER NOT NULL,
    net INTEGER NOT NULL,
    vat INTEGER NOT NULL,
    gross INTEGER NOT NULL,
    UNIQUE (invoice_id, position)
) STRICT;

-- Maintained totals of issued invoices per client and currency, written in the transaction that changes them. Lists and cards
-- read them instead of summing invoices; `akta check` holds them against the sums.
CREATE TABLE invoice_balances (
    client_id BLOB NOT NULL REFERENCES clients (id),
    currency TEXT NOT NULL,
    invoices INTEGER NOT NULL,
    total INTEGER NOT NULL,
    paid INTEGER NOT NULL,
    PRIMARY KEY (client_id, currency)
) STRICT;
