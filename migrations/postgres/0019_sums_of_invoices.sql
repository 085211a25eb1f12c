-- Owner: documents/invoices

-- The maintained totals of issued invoices per own company and currency: the sums of a list that nothing else narrows, however
-- long it is. In sixteen parts by client, so that transactions rarely wait for one another's.
DROP TABLE invoice_totals;
CREATE TABLE invoice_totals (
    organization_id UUID NOT NULL REFERENCES organizations (id),
    currency TEXT NOT NULL,
    part BIGINT NOT NULL CHECK (part BETWEEN 0 AND 15),
    invoices BIGINT NOT NULL,
    total BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    PRIMARY KEY (organization_id, currency, part)
);
INSERT INTO invoice_totals (organization_id, currency, part, invoices, total, paid)
SELECT organization_id, currency, 0, COUNT(*), CAST(SUM(total) AS BIGINT), CAST(SUM(paid) AS BIGINT)
FROM invoices WHERE lifecycle = 'issued' GROUP BY organization_id, currency;

-- The sums of a state, of a period and of a client's debts come out of the indexes alone.
DROP INDEX invoices_by_lifecycle;
DROP INDEX invoices_by_settlement;
DROP INDEX invoices_unpaid;
DROP INDEX invoices_open;
CREATE INDEX invoices_by_lifecycle ON invoices (lifecycle, issue_date, id, currency, total, paid);
CREATE INDEX invoices_by_settlement ON invoices (settlement, issue_date, id, currency, total, paid);
CREATE INDEX invoices_unpaid ON invoices (issue_date, id, currency, total, paid, settlement) WHERE settlement <> 'none' AND settlement <> 'paid';
CREATE INDEX invoices_open ON invoices (due_date, id, currency, total, paid, settlement) WHERE settlement <> 'none' AND settlement <> 'paid';
CREATE INDEX invoices_owed ON invoices (client_id, currency, due_date, total, paid, settlement)
    WHERE settlement <> 'none' AND settlement <> 'paid';
