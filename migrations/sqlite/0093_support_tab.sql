-- Owner: crm/clients

-- A card has the client's requests too.
UPDATE client_settings SET tabs = tabs || ' support' WHERE tabs <> '' AND ' ' || tabs || ' ' NOT LIKE '% support %';
