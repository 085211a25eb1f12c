-- Owner: documents/closing

-- The template somebody has chosen for this paper: the id of one, or the name of one that comes with the program. Empty: the one that serves.
ALTER TABLE closings ADD COLUMN template TEXT NOT NULL DEFAULT '';
