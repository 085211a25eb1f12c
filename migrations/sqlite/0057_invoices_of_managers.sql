-- Owner: documents/invoices

-- The list of one manager's invoices, and its sums out of the index alone.
CREATE INDEX invoices_by_manager ON invoices (manager_id, issue_date, id, lifecycle, currency, total, paid) WHERE manager_id IS NOT NULL;
