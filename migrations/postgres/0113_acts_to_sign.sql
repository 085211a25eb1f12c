-- Owner: documents/closing

-- What waits for a client's signature, in the cabinet: few, however many papers he has signed.
CREATE INDEX closings_waiting ON closings (client_id, kind, date, id)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND signature <> 'client' AND signature <> 'both' AND signature <> 'refused';
