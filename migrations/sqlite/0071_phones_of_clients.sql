-- Owner: crm/clients

-- The last nine digits of a client's phone (kernel::phone::key), by which clients that look alike are found; empty without a number.
ALTER TABLE clients ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';
-- Of what is stored, plain numbers; the others get theirs when the card is saved again.
UPDATE clients SET phone_key = SUBSTR(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', ''), -9)
WHERE LENGTH(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', '')) BETWEEN 9 AND 15
AND REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(phone, ' ', ''), '-', ''), '(', ''), ')', ''), '.', ''), '+', '') NOT GLOB '*[^0-9]*';
CREATE INDEX clients_by_phone ON clients (phone_key);
