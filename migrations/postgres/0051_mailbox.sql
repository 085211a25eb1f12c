-- Owner: company/mailbox

-- The server that letters are handed to: one row, or none.
CREATE TABLE mail_server (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    host TEXT NOT NULL,
    port BIGINT NOT NULL,
    -- none, starttls or tls
    security TEXT NOT NULL,
    user_name TEXT NOT NULL,
    -- Sealed with the installation's key; absent: nobody signs in.
    password BYTEA,
    version BIGINT NOT NULL
);

-- By what name and address an own company writes.
CREATE TABLE mail_senders (
    organization_id UUID PRIMARY KEY REFERENCES organizations (id),
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    reply_to TEXT NOT NULL,
    version BIGINT NOT NULL
);
