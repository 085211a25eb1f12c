-- Owner: finance/payments

CREATE TABLE payments (
    id BLOB PRIMARY KEY,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    account_id BLOB NOT NULL REFERENCES bank_accounts (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    series_id BLOB NOT NULL REFERENCES number_series (id),
    series_period TEXT NOT NULL,
    n INTEGER NOT NULL,
    number TEXT NOT NULL,
    -- incoming or refund
    kind TEXT NOT NULL,
    date TEXT NOT NULL,
    amount INTEGER NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- bank_transfer, cash, card, other
    mode TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    note TEXT NOT NULL,
    search TEXT NOT NULL,
    created_by BLOB REFERENCES users (id),
    created_at TEXT NOT NULL,
    UNIQUE (series_id, series_period, n)
) STRICT;
CREATE INDEX payments_by_date ON payments (date, id);
CREATE INDEX payments_by_amount ON payments (amount, id);
CREATE INDEX payments_by_client ON payments (client_id, date, id);
-- The sums of all payments come out of this index alone.
CREATE INDEX payments_by_currency ON payments (currency, amount);

-- The part of a payment that settles an invoice, in both currencies: the rate is derived, never typed.
CREATE TABLE allocations (
    id BLOB PRIMARY KEY,
    payment_id BLOB NOT NULL REFERENCES payments (id),
    invoice_id BLOB NOT NULL REFERENCES invoices (id),
    amount INTEGER NOT NULL CHECK (amount > 0),
    invoice_amount INTEGER NOT NULL CHECK (invoice_amount > 0),
    UNIQUE (payment_id, invoice_id)
) STRICT;
CREATE INDEX allocations_by_invoice ON allocations (invoice_id);
