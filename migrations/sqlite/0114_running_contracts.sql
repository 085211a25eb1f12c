-- Owner: documents/contracts

-- What is in force, by its last day. Without statistics, which are never gathered here, SQLite holds any equal state for narrower than a range of
-- days, and went through all contracts in force by the index of the sums. With the state in front of the days there is one index for both.
DROP INDEX contracts_running;
CREATE INDEX contracts_running ON contracts (lifecycle, ends, id);
