-- Owner: documents/invoices

-- How far an invoice is closed by issued acts and delivery notes: none (a draft, or cancelled), open, partly_closed, closed. Derived by one
-- function, stored for filtering; and what of its total they have closed.
ALTER TABLE invoices ADD COLUMN closing TEXT NOT NULL DEFAULT 'none';
ALTER TABLE invoices ADD COLUMN closed INTEGER NOT NULL DEFAULT 0 CHECK (closed >= 0);
UPDATE invoices SET closing = 'open' WHERE lifecycle = 'issued';
CREATE INDEX invoices_by_closing ON invoices (closing, issue_date, id, currency, total, paid);
-- The queues. Written with <> so that no index on closing or settlement alone is taken for them.
CREATE INDEX invoices_unclosed ON invoices (issue_date, id, currency, total, paid, closing) WHERE closing <> 'none' AND closing <> 'closed';
CREATE INDEX invoices_paid_not_closed ON invoices (issue_date, id, currency, total, paid, settlement, closing)
    WHERE settlement <> 'none' AND settlement <> 'unpaid' AND settlement <> 'partially_paid' AND closing <> 'none' AND closing <> 'closed';
CREATE INDEX invoices_closed_not_paid ON invoices (issue_date, id, currency, total, paid, settlement, closing)
    WHERE closing <> 'none' AND closing <> 'open' AND closing <> 'partly_closed' AND settlement <> 'none' AND settlement <> 'paid';
