-- Owner: company/roles

-- The right to let contacts into the cabinet: at first of the roles brought along that edit clients, as far as they still do.
UPDATE roles SET rights = rights | 17179869184 WHERE code IN ('manager', 'accountant') AND (rights & 2) = 2;
