-- Owner: company/roles

-- Signing papers for the own company, for those who make and issue them, as far as they see clients.
UPDATE roles SET rights = rights | 34359738368 WHERE code IN ('manager', 'accountant') AND (rights & 1) = 1;
