-- Owner: finance/payments

-- A payment may settle several invoices, stay an advance, be given back in part, or be reversed. What of its amount is settled,
-- given back and left is kept beside the rows it is the sum of; `akta check` holds both against each other. A refund has none of
-- the three, and neither has a reversed payment.
ALTER TABLE payments ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
ALTER TABLE payments ADD COLUMN notify BOOLEAN NOT NULL DEFAULT TRUE;
-- A refund gives back a part of one incoming payment.
ALTER TABLE payments ADD COLUMN refund_of UUID REFERENCES payments (id);
ALTER TABLE payments ADD COLUMN allocated BIGINT NOT NULL DEFAULT 0 CHECK (allocated >= 0);
ALTER TABLE payments ADD COLUMN refunded BIGINT NOT NULL DEFAULT 0 CHECK (refunded >= 0);
ALTER TABLE payments ADD COLUMN advance BIGINT NOT NULL DEFAULT 0 CHECK (advance >= 0);
-- Entered by mistake: it counts in no period. The reason is empty as long as it is not reversed.
ALTER TABLE payments ADD COLUMN reversed BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE payments ADD COLUMN reversed_at TIMESTAMPTZ;
ALTER TABLE payments ADD COLUMN reversed_by UUID REFERENCES users (id);
ALTER TABLE payments ADD COLUMN reversal_reason TEXT NOT NULL DEFAULT '';
-- The day of the entry in the own company's time zone: reports count by it, or by the day of the payment.
ALTER TABLE payments ADD COLUMN entered_on DATE;
UPDATE payments SET entered_on = CAST(created_at AT TIME ZONE 'UTC' AS DATE),
    allocated = (SELECT CAST(COALESCE(SUM(a.amount), 0) AS BIGINT) FROM allocations a WHERE a.payment_id = payments.id);
ALTER TABLE payments ALTER COLUMN entered_on SET NOT NULL;
UPDATE payments SET advance = amount - allocated;
CREATE INDEX payments_with_advance ON payments (client_id, currency, organization_id, date, id, advance) WHERE advance > 0;
CREATE INDEX payments_refunding ON payments (refund_of) WHERE refund_of IS NOT NULL;
-- Lists narrowed to what is rare: advances that are left, refunds, what was reversed.
CREATE INDEX payments_advances_by_date ON payments (date, id) WHERE advance > 0;
CREATE INDEX payments_refunds_by_date ON payments (date, id) WHERE kind = 'refund';
CREATE INDEX payments_reversed_by_date ON payments (date, id) WHERE reversed;
-- The sums of a mode and of an own company come out of their indexes alone: a refund is another sum, a reversed payment none.
DROP INDEX payments_by_mode;
DROP INDEX payments_by_organization;
CREATE INDEX payments_by_mode ON payments (mode, date, id, currency, amount, kind, reversed);
CREATE INDEX payments_by_organization ON payments (organization_id, date, id, currency, amount, kind, reversed);

-- The day from which a payment settles an invoice: the later one of theirs; of what is allocated afterwards, the day of that. What
-- lies in closed books stays.
ALTER TABLE allocations ADD COLUMN date DATE;
UPDATE allocations SET date = (SELECT GREATEST(p.date, i.issue_date) FROM payments p, invoices i
    WHERE p.id = allocations.payment_id AND i.id = allocations.invoice_id);
ALTER TABLE allocations ALTER COLUMN date SET NOT NULL;

-- The rest of an invoice that nobody will pay: a cent, a fee of the bank. It settles like money and is none.
CREATE TABLE write_offs (
    id UUID PRIMARY KEY,
    invoice_id UUID NOT NULL REFERENCES invoices (id),
    date DATE NOT NULL,
    -- In the invoice's currency.
    amount BIGINT NOT NULL CHECK (amount > 0),
    reason TEXT NOT NULL,
    -- Taken back, with a reason; it counts no more.
    reversed BOOLEAN NOT NULL DEFAULT FALSE,
    reversed_at TIMESTAMPTZ,
    reversal_reason TEXT NOT NULL DEFAULT '',
    created_by UUID REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX write_offs_by_invoice ON write_offs (invoice_id);

-- The maintained totals per own company, currency and month of the payments' dates, in parts by client as before: what came in
-- and what was given back. Reversed payments are in none.
DROP TABLE payment_totals;
CREATE TABLE payment_totals (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    currency TEXT NOT NULL,
    -- The first day of the month.
    month DATE NOT NULL,
    part BIGINT NOT NULL CHECK (part BETWEEN 0 AND 15),
    payments BIGINT NOT NULL,
    received BIGINT NOT NULL,
    refunds BIGINT NOT NULL,
    refunded BIGINT NOT NULL,
    PRIMARY KEY (organization_id, currency, month, part)
);
INSERT INTO payment_totals (organization_id, currency, month, part, payments, received, refunds, refunded)
SELECT organization_id, currency, CAST(date_trunc('month', date) AS DATE), 0, COUNT(*), CAST(SUM(amount) AS BIGINT), 0, 0
FROM payments GROUP BY organization_id, currency, CAST(date_trunc('month', date) AS DATE);
