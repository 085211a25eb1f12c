-- Owner: cabinet/access

-- Which contact asked for other requisites: he is told what was decided. Empty for requests from before, and once he is deleted.
ALTER TABLE requisites_requests ADD COLUMN contact_id UUID REFERENCES contacts (id) ON DELETE SET NULL;
CREATE INDEX requisites_requests_of_contact ON requisites_requests (contact_id) WHERE contact_id IS NOT NULL;
