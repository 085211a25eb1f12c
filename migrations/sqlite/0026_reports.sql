-- Owner: documents/invoices

-- What is left to pay of issued invoices, by the day it is due: in parts by client as the other totals, and one part may hold what
-- was taken from another. The days to come are few, however many have passed: what is overdue is what is owed less what falls due
-- today or later.
CREATE TABLE invoice_dues (
    due_date TEXT NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    currency TEXT NOT NULL,
    part INTEGER NOT NULL CHECK (part BETWEEN 0 AND 15),
    open INTEGER NOT NULL,
    PRIMARY KEY (due_date, organization_id, currency, part)
) STRICT, WITHOUT ROWID;
INSERT INTO invoice_dues (due_date, organization_id, currency, part, open)
SELECT due_date, organization_id, currency, 0, CAST(SUM(total - paid) AS BIGINT) FROM invoices
WHERE settlement <> 'none' AND settlement <> 'paid' GROUP BY due_date, organization_id, currency;

-- The report of received payments comes out of one of these alone, day after day: by the day of the payment, or by that of the entry.
CREATE INDEX payments_received ON payments (date, currency, mode, kind, amount, client_id, organization_id, reversed) WHERE NOT reversed;
CREATE INDEX payments_received_by_entry ON payments (entered_on, currency, mode, kind, amount, client_id, organization_id, reversed)
    WHERE NOT reversed;
-- The list in the order of entry.
CREATE INDEX payments_by_entry ON payments (entered_on, id);
-- What the clients of one manager have paid comes out of the index alone.
DROP INDEX payments_by_client;
CREATE INDEX payments_by_client ON payments (client_id, date, id, currency, amount, kind, reversed);
