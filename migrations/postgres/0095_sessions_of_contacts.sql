-- Owner: company/accounts

-- Of a contact: the client whose papers he sees.
ALTER TABLE sessions ADD COLUMN client_id UUID;
-- The member of the staff who looks as the contact.
ALTER TABLE sessions ADD COLUMN shown_to UUID;
CREATE INDEX sessions_of_client ON sessions (client_id) WHERE client_id IS NOT NULL;
