-- Owner: documents/contracts

-- What waits for a client's signature, in the cabinet: few, however many papers he has signed.
CREATE INDEX contracts_waiting ON contracts (client_id, date, id)
    WHERE lifecycle = 'issued' AND signature <> 'client' AND signature <> 'both' AND signature <> 'refused';
