-- Owner: company/roles

-- kernel::reach: a number that names of which kinds of objects one's own only are seen, each by the bit of the right to see it. Whoever
-- saw his own clients only sees his own of everything now.
ALTER TABLE roles ADD COLUMN own BIGINT NOT NULL DEFAULT 0;
UPDATE roles SET own = rights & 5641478213 WHERE own_only;
ALTER TABLE roles DROP COLUMN own_only;
