-- Owner: documents/invoices

-- Who at the company looks after the invoice: until now whoever had written it. A draft's manager is chosen in the editor.
ALTER TABLE invoices ADD COLUMN manager_id UUID REFERENCES users (id);
UPDATE invoices SET manager_id = created_by;
-- Printed under the note: what was agreed.
ALTER TABLE invoices ADD COLUMN terms TEXT NOT NULL DEFAULT '';
