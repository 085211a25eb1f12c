-- Owner: company/roles

-- Requests of clients: managers and accountants see and answer them (bits 32 and 33), who only views sees them.
UPDATE roles SET rights = rights | 12884901888 WHERE code = 'manager' OR code = 'accountant';
UPDATE roles SET rights = rights | 4294967296 WHERE code = 'read_only';
