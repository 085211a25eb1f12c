-- Owner: crm/clients

-- The last nine digits of a client's phone (kernel::phone::key), by which clients that look alike are found; empty without a number.
ALTER TABLE clients ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
-- Of what is stored, plain numbers; the others get theirs when the card is saved again.
UPDATE clients SET phone_key = RIGHT(TRANSLATE(phone, ' -().+', ''), 9) WHERE TRANSLATE(phone, ' -().+', '') ~ '^[0-9]{9,15}$';
CREATE INDEX clients_by_phone ON clients (phone_key);
