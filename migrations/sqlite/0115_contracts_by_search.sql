-- Owner: documents/contracts

-- A text is looked for in numbers and subjects, and not past the texts of all contracts.
CREATE INDEX contracts_by_search ON contracts (search, id);
