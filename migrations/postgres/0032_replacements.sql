-- Owner: documents/invoices

-- The invoice that took over the payments of a cancelled one.
ALTER TABLE invoices ADD COLUMN replaced_by UUID REFERENCES invoices (id);
-- A draft that is deleted is looked for among them.
CREATE INDEX invoices_by_replacement ON invoices (replaced_by) WHERE replaced_by IS NOT NULL;
