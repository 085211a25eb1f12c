-- Owner: company/roles

-- What members of the staff may do.
CREATE TABLE roles (
    id UUID PRIMARY KEY,
    -- kernel::actor::Role: one that Akta brings along, which is named in the reader's language and always there.
    code TEXT UNIQUE,
    -- Of an own one; empty otherwise.
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    -- kernel::rights: a number that names the rights. The administrator's names those too that are still to come.
    rights BIGINT NOT NULL,
    -- Sees only the clients assigned to whoever has it.
    own_only BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
INSERT INTO roles (id, code, name, sort_text, rights, own_only, version) VALUES
    ('00000000-0000-0000-0000-000000000001', 'administrator', '', 'administrator', -1, FALSE, 1),
    ('00000000-0000-0000-0000-000000000002', 'manager', '', 'manager', 4191087711, FALSE, 1),
    ('00000000-0000-0000-0000-000000000003', 'accountant', '', 'accountant', 4226809087, FALSE, 1),
    ('00000000-0000-0000-0000-000000000004', 'read_only', '', 'read only', 1346511941, FALSE, 1);
