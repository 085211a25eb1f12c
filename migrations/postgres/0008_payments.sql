-- Owner: finance/payments

CREATE TABLE payments (
    id UUID PRIMARY KEY,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    account_id UUID NOT NULL REFERENCES bank_accounts (id),
    client_id UUID NOT NULL REFERENCES clients (id),
    series_id UUID NOT NULL REFERENCES number_series (id),
    series_period TEXT NOT NULL,
    n BIGINT NOT NULL,
    number TEXT NOT NULL,
    -- incoming or refund
    kind TEXT NOT NULL,
    date DATE NOT NULL,
    amount BIGINT NOT NULL CHECK (amount > 0),
    currency TEXT NOT NULL,
    -- bank_transfer, cash, card, other
    mode TEXT NOT NULL,
    transaction_id TEXT NOT NULL,
    purpose TEXT NOT NULL,
    note TEXT NOT NULL,
    search TEXT NOT NULL,
    created_by UUID REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (series_id, series_period, n)
);
CREATE INDEX payments_by_date ON payments (date, id);
CREATE INDEX payments_by_amount ON payments (amount, id);
CREATE INDEX payments_by_client ON payments (client_id, date, id);
-- The sums of all payments come out of this index alone.
CREATE INDEX payments_by_currency ON payments (currency, amount);

-- The part of a payment that settles an invoice, in both currencies: the rate is derived, never typed.
CREATE TABLE allocations (
    id UUID PRIMARY KEY,
    payment_id UUID NOT NULL REFERENCES payments (id),
    invoice_id UUID NOT NULL REFERENCES invoices (id),
    amount BIGINT NOT NULL CHECK (amount > 0),
    invoice_amount BIGINT NOT NULL CHECK (invoice_amount > 0),
    UNIQUE (payment_id, invoice_id)
);
CREATE INDEX allocations_by_invoice ON allocations (invoice_id);
