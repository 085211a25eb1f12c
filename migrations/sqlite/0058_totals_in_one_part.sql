-- Owner: finance/payments, documents/invoices

-- One transaction writes at a time here, so maintained totals need no parts: each row of a list's sums would be read sixteen times.
CREATE TEMP TABLE one_part AS SELECT organization_id, currency, SUM(invoices) AS invoices, SUM(total) AS total, SUM(paid) AS paid
FROM invoice_totals GROUP BY organization_id, currency;
DELETE FROM invoice_totals;
INSERT INTO invoice_totals (organization_id, currency, part, invoices, total, paid)
SELECT organization_id, currency, 0, invoices, total, paid FROM one_part;
DROP TABLE one_part;

CREATE TEMP TABLE one_part AS SELECT due_date, organization_id, currency, SUM(open) AS open
FROM invoice_dues GROUP BY due_date, organization_id, currency;
DELETE FROM invoice_dues;
INSERT INTO invoice_dues (due_date, organization_id, currency, part, open)
SELECT due_date, organization_id, currency, 0, open FROM one_part;
DROP TABLE one_part;

CREATE TEMP TABLE one_part AS SELECT organization_id, currency, month, SUM(payments) AS payments, SUM(received) AS received,
    SUM(refunds) AS refunds, SUM(refunded) AS refunded
FROM payment_totals GROUP BY organization_id, currency, month;
DELETE FROM payment_totals;
INSERT INTO payment_totals (organization_id, currency, month, part, payments, received, refunds, refunded)
SELECT organization_id, currency, month, 0, payments, received, refunds, refunded FROM one_part;
DROP TABLE one_part;
