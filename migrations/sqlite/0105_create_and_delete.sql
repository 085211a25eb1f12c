-- Owner: company/roles

-- Creating and deleting are rights of their own (bits 36 to 54): whoever could edit could do both. The administrator's number names them already.
-- Clients.
UPDATE roles SET rights = rights | 206158430208 WHERE (rights & 2) <> 0;
-- Leads.
UPDATE roles SET rights = rights | 824633720832 WHERE (rights & 536870912) <> 0;
-- Contracts.
UPDATE roles SET rights = rights | 3298534883328 WHERE (rights & 16384) <> 0;
-- Invoices.
UPDATE roles SET rights = rights | 13194139533312 WHERE (rights & 8) <> 0;
-- Acts.
UPDATE roles SET rights = rights | 52776558133248 WHERE (rights & 262144) <> 0;
-- Delivery notes.
UPDATE roles SET rights = rights | 211106232532992 WHERE (rights & 8388608) <> 0;
-- Recorded payments: allocating and reversing them.
UPDATE roles SET rights = rights | 844424930131968 WHERE (rights & 128) <> 0;
-- Expenses.
UPDATE roles SET rights = rights | 3377699720527872 WHERE (rights & 2147483648) <> 0;
-- Requests of clients: opening them.
UPDATE roles SET rights = rights | 4503599627370496 WHERE (rights & 8589934592) <> 0;
-- Catalogue.
UPDATE roles SET rights = rights | 27021597764222976 WHERE (rights & 2048) <> 0;
