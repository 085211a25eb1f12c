-- Owner: finance/payments

-- A payment may settle several invoices, stay an advance, be given back in part, or be reversed. What of its amount is settled,
-- given back and left is kept beside the rows it is the sum of; `akta check` holds both against each other. A refund has none of
-- the three, and neither has a reversed payment.
ALTER TABLE payments ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
ALTER TABLE payments ADD COLUMN notify INTEGER NOT NULL DEFAULT 1;
-- A refund gives back a part of one incoming payment.
ALTER TABLE payments ADD COLUMN refund_of BLOB REFERENCES payments (id);
ALTER TABLE payments ADD COLUMN allocated INTEGER NOT NULL DEFAULT 0 CHECK (allocated >= 0);
ALTER TABLE payments ADD COLUMN refunded INTEGER NOT NULL DEFAULT 0 CHECK (refunded >= 0);
ALTER TABLE payments ADD COLUMN advance INTEGER NOT NULL DEFAULT 0 CHECK (advance >= 0);
-- Entered by mistake: it counts in no period. The reason is empty as long as it is not reversed.
ALTER TABLE payments ADD COLUMN reversed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE payments ADD COLUMN reversed_at TEXT;
ALTER TABLE payments ADD COLUMN reversed_by BLOB REFERENCES users (id);
ALTER TABLE payments ADD COLUMN reversal_reason TEXT NOT NULL DEFAULT '';
-- The day of the entry in the own company's time zone: reports count by it, or by the day of the payment.
ALTER TABLE payments ADD COLUMN entered_on TEXT NOT NULL DEFAULT '';
UPDATE payments SET entered_on = SUBSTR(created_at, 1, 10),
    allocated = (SELECT COALESCE(SUM(a.amount), 0) FROM allocations a WHERE a.payment_id = payments.id);
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
ALTER TABLE allocations ADD COLUMN date TEXT NOT NULL DEFAULT '';
UPDATE allocations SET date = (SELECT MAX(p.date, i.issue_date) FROM payments p, invoices i
    WHERE p.id = allocations.payment_id AND i.id = allocations.invoice_id);

-- The rest of an invoice that nobody will pay: a cent, a fee of the bank. It settles like money and is none.
CREATE TABLE write_offs (
    id BLOB PRIMARY KEY,
    invoice_id BLOB NOT NULL REFERENCES invoices (id),
    date TEXT NOT NULL,
    -- In the invoice's currency.
    amount INTEGER NOT NULL CHECK (amount > 0),
    reason TEXT NOT NULL,
    -- Taken back, with a reason; it counts no more.
    reversed INTEGER NOT NULL DEFAULT 0,
    reversed_at TEXT,
    reversal_reason TEXT NOT NULL DEFAULT '',
    created_by BLOB REFERENCES users (id),
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX write_offs_by_invoice ON write_offs (invoice_id);

-- The maintained totals per own company, currency and month of the payments' dates, in parts by client as before: what came in
-- and what was given back. Reversed payments are in none.
DROP TABLE payment_totals;
CREATE TABLE payment_totals (
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    currency TEXT NOT NULL,
    -- The first day of the month.
    month TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 15),
    payments INTEGER NOT NULL,
    received INTEGER NOT NULL,
    refunds INTEGER NOT NULL,
    refunded INTEGER NOT NULL,
    PRIMARY KEY (organization_id, currency, month, part)
) STRICT;
INSERT INTO payment_totals (organization_id, currency, month, part, payments, received, refunds, refunded)
SELECT organization_id, currency, SUBSTR(date, 1, 8) || '01', 0, COUNT(*), CAST(SUM(amount) AS BIGINT), 0, 0
FROM payments GROUP BY organization_id, currency, SUBSTR(date, 1, 8) || '01';
