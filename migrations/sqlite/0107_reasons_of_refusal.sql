-- Owner: cabinet/access

-- Why a request for other requisites was refused; its client reads it. Empty for those refused before there was a reason to be told.
ALTER TABLE requisites_requests ADD COLUMN reason TEXT NOT NULL DEFAULT '';
