-- Owner: documents/invoices

-- The expense that a line charges to the client. An expense is on one line: that of a deleted draft goes with it, that of a cancelled
-- invoice lets go of it.
ALTER TABLE invoice_lines ADD COLUMN expense_id UUID REFERENCES expenses (id) ON DELETE SET NULL;
CREATE UNIQUE INDEX invoice_lines_of_expense ON invoice_lines (expense_id) WHERE expense_id IS NOT NULL;
