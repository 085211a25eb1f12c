-- Owner: documents/invoices

-- Maintained totals of all issued invoices per currency, written together with `invoice_balances`: the sums of the unfiltered
-- list, however many clients there are. In sixteen parts by client, so that transactions rarely wait for one another's.
CREATE TABLE invoice_totals (
    currency TEXT NOT NULL,
    part BIGINT NOT NULL CHECK (part BETWEEN 0 AND 15),
    invoices BIGINT NOT NULL,
    total BIGINT NOT NULL,
    paid BIGINT NOT NULL,
    PRIMARY KEY (currency, part)
);
INSERT INTO invoice_totals (currency, part, invoices, total, paid)
SELECT currency, 0, CAST(SUM(invoices) AS BIGINT), CAST(SUM(total) AS BIGINT), CAST(SUM(paid) AS BIGINT)
FROM invoice_balances GROUP BY currency;
