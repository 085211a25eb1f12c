-- Owner: records/files

-- The client has handed the file over in his cabinet.
ALTER TABLE files ADD COLUMN from_client BOOLEAN NOT NULL DEFAULT FALSE;
