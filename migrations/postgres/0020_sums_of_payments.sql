-- Owner: finance/payments

-- The maintained totals of payments per own company and currency, in parts as those of invoices are.
CREATE TABLE payment_totals (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    currency TEXT NOT NULL,
    part BIGINT NOT NULL CHECK (part BETWEEN 0 AND 15),
    payments BIGINT NOT NULL,
    amount BIGINT NOT NULL,
    PRIMARY KEY (organization_id, currency, part)
);
INSERT INTO payment_totals (organization_id, currency, part, payments, amount)
SELECT organization_id, currency, 0, COUNT(*), CAST(SUM(amount) AS BIGINT) FROM payments GROUP BY organization_id, currency;

-- The sums of a mode come out of the index alone.
DROP INDEX payments_by_currency;
CREATE INDEX payments_by_mode ON payments (mode, date, id, currency, amount);
