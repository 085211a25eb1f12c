-- Owner: company/roles

-- What members of the staff may do.
CREATE TABLE roles (
    id BLOB PRIMARY KEY,
    -- kernel::actor::Role: one that Akta brings along, which is named in the reader's language and always there.
    code TEXT UNIQUE,
    -- Of an own one; empty otherwise.
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    -- kernel::rights: a number that names the rights. The administrator's names those too that are still to come.
    rights INTEGER NOT NULL,
    -- Sees only the clients assigned to whoever has it.
    own_only INTEGER NOT NULL,
    version INTEGER NOT NULL
) STRICT;
INSERT INTO roles (id, code, name, sort_text, rights, own_only, version) VALUES
    (X'00000000000000000000000000000001', 'administrator', '', 'administrator', -1, 0, 1),
    (X'00000000000000000000000000000002', 'manager', '', 'manager', 4191087711, 0, 1),
    (X'00000000000000000000000000000003', 'accountant', '', 'accountant', 4226809087, 0, 1),
    (X'00000000000000000000000000000004', 'read_only', '', 'read only', 1346511941, 0, 1);
