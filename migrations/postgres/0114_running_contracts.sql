-- Owner: documents/contracts

-- The index of what is in force has only that in it, and is taken for it, since the statistics say how many that are.
SELECT 1;
