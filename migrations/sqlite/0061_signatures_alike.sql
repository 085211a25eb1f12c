-- Owner: documents/signatures

-- Contracts keep who has signed in the columns and spellings of acts and delivery notes.
ALTER TABLE contracts RENAME COLUMN refusal TO refusal_reason;
ALTER TABLE contracts RENAME COLUMN original_on TO original_received;
-- Whoever has the signed original has the client's signature.
UPDATE contracts SET signed_by_client = original_received
    WHERE original_received IS NOT NULL AND signed_by_client IS NULL AND refused_on IS NULL;
UPDATE contracts SET signature = CASE
    WHEN signed_by_client IS NULL AND refused_on IS NOT NULL THEN 'refused'
    WHEN signed_by_us IS NOT NULL AND signed_by_client IS NOT NULL THEN 'both'
    WHEN signed_by_us IS NOT NULL THEN 'ours'
    WHEN signed_by_client IS NOT NULL THEN 'client'
    ELSE 'none'
END;
UPDATE saved_filters SET query = REPLACE(REPLACE(REPLACE(query, 'signature=by_us', 'signature=ours'),
    'signature=by_client', 'signature=client'), 'signature=by_both', 'signature=both') WHERE list = '/contracts';
