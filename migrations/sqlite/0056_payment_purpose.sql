-- Owner: documents/invoices

-- What payers write into their order; empty: a sentence with number, date and VAT.
ALTER TABLE invoices ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
