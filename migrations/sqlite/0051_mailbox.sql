-- Owner: company/mailbox

-- The server that letters are handed to: one row, or none.
CREATE TABLE mail_server (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    host TEXT NOT NULL,
    port INTEGER NOT NULL,
    -- none, starttls or tls
    security TEXT NOT NULL,
    user_name TEXT NOT NULL,
    -- Sealed with the installation's key; absent: nobody signs in.
    password BLOB,
    version INTEGER NOT NULL
) STRICT;

-- By what name and address an own company writes.
CREATE TABLE mail_senders (
    organization_id BLOB PRIMARY KEY REFERENCES organizations (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    reply_to TEXT NOT NULL,
    version INTEGER NOT NULL
) STRICT;
