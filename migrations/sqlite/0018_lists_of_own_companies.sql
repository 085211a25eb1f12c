-- Owner: documents/invoices

-- The papers of one own company in the order of their dates; their sums come out of the indexes alone.
CREATE INDEX invoices_by_organization ON invoices (organization_id, issue_date, id, lifecycle, currency, total, paid);
CREATE INDEX payments_by_organization ON payments (organization_id, date, id, currency, amount);
