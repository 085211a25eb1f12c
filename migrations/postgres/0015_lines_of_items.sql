-- Owner: documents/invoices

-- The item of the catalogue a line was taken from, and what papers print of it: copied, since the item may change.
ALTER TABLE invoice_lines ADD COLUMN item_id UUID REFERENCES catalog_items (id);
ALTER TABLE invoice_lines ADD COLUMN code TEXT NOT NULL DEFAULT '';
ALTER TABLE invoice_lines ADD COLUMN unit_code TEXT NOT NULL DEFAULT '';
CREATE INDEX invoice_lines_by_item ON invoice_lines (item_id) WHERE item_id IS NOT NULL;
