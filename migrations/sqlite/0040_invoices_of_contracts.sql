-- Owner: documents/invoices

-- The contract an invoice goes back to: of the same client and own company.
ALTER TABLE invoices ADD COLUMN contract_id BLOB REFERENCES contracts (id);
CREATE INDEX invoices_by_contract ON invoices (contract_id, issue_date, id) WHERE contract_id IS NOT NULL;
