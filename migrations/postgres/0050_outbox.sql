-- Owner: records/mail

-- A letter: what is the same for all who get it.
CREATE TABLE mail_letters (
    id UUID PRIMARY KEY,
    -- Whose sender it bears; absent for what Akta itself writes.
    organization_id UUID REFERENCES organizations (id),
    -- Whose card shows it.
    client_id UUID REFERENCES clients (id),
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    html TEXT NOT NULL,
    plain TEXT NOT NULL,
    -- JSON: who stands in the lines To and Cc, the same in every copy.
    line_to TEXT NOT NULL,
    line_cc TEXT NOT NULL,
    -- Once and for all, so that a copy that arrives twice is known as the same letter.
    message_id TEXT NOT NULL UNIQUE,
    author TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX mail_letters_of_client ON mail_letters (client_id, id);
CREATE INDEX mail_letters_of_organization ON mail_letters (organization_id);

-- A letter on its way to one of those who get it.
CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    letter_id UUID NOT NULL REFERENCES mail_letters (id),
    -- The same intention is one row.
    dedupe TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    -- to or cc
    line TEXT NOT NULL,
    -- waiting, sent, failed, unclear or cancelled
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    -- When it is to be taken up: by anybody when his time is over, again after a failure.
    due_at TIMESTAMPTZ NOT NULL,
    -- Who is at it, if anybody is.
    holder UUID,
    -- When the content was begun to be handed over; absent as long as the server can't have it.
    started_at TIMESTAMPTZ,
    -- The server's last words.
    answer TEXT NOT NULL,
    answered_at TIMESTAMPTZ,
    -- kernel::folding: address, name and subject.
    search TEXT NOT NULL
);
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_of_letter ON outbox (letter_id, id);

-- The papers a letter brings.
CREATE TABLE mail_papers (
    letter_id UUID NOT NULL REFERENCES mail_letters (id),
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    PRIMARY KEY (letter_id, owner_kind, owner_id)
);
CREATE INDEX mail_papers_of_owner ON mail_papers (owner_kind, owner_id, letter_id);

-- The files that go with a letter, by what they are and not by their bytes.
CREATE TABLE mail_attachments (
    letter_id UUID NOT NULL REFERENCES mail_letters (id),
    n BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    -- By which the text shows it; empty for what is attached.
    content_id TEXT NOT NULL,
    -- A file by its content, or the rendition of an issued paper.
    sha256 BYTEA,
    owner_kind TEXT,
    owner_id UUID,
    revision BIGINT,
    organization_id UUID,
    rendition TEXT,
    PRIMARY KEY (letter_id, n)
);
CREATE INDEX mail_attachments_by_content ON mail_attachments (sha256);

-- How far a paper has come by e-mail: what its rows of the outbox say, by one function.
CREATE TABLE dispatches (
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    revision BIGINT NOT NULL,
    -- queued, sent, failed or viewed
    state TEXT NOT NULL,
    viewed_at TIMESTAMPTZ,
    PRIMARY KEY (owner_kind, owner_id, revision)
);
CREATE INDEX dispatches_by_state ON dispatches (owner_kind, state, owner_id);
