-- Owner: records/files

-- The revision of its paper whose signed original the file is a scan of; nothing for every other file.
ALTER TABLE files ADD COLUMN signed_revision INTEGER;
