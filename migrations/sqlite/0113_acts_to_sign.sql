-- Owner: documents/closing

-- What waits for a client's signature, in the cabinet: few, however many papers he has signed.
CREATE INDEX closings_waiting ON closings (client_id, kind, date, id)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND signature <> 'client' AND signature <> 'both' AND signature <> 'refused';

-- The queues of the staff. Without statistics, which are never gathered here, SQLite takes the narrowest index that gives the order, and that was
-- the one of all papers; those with the sums in them stay for the sums.
CREATE INDEX closings_unsigned_by_date ON closings (kind, date, id)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND signature <> 'client' AND signature <> 'both' AND signature <> 'refused';
CREATE INDEX closings_refused_by_date ON closings (kind, date, id)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND signature = 'refused';
CREATE INDEX closings_without_original_by_date ON closings (kind, date, id)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND original_received IS NULL;
