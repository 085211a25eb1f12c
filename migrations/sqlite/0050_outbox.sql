-- Owner: records/mail

-- A letter: what is the same for all who get it.
CREATE TABLE mail_letters (
    id BLOB PRIMARY KEY,
    -- Whose sender it bears; absent for what Akta itself writes.
    organization_id BLOB REFERENCES organizations (id),
    -- Whose card shows it.
    client_id BLOB REFERENCES clients (id),
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
    created_at TEXT NOT NULL
) STRICT;
CREATE INDEX mail_letters_of_client ON mail_letters (client_id, id);
CREATE INDEX mail_letters_of_organization ON mail_letters (organization_id);

-- A letter on its way to one of those who get it.
CREATE TABLE outbox (
    id BLOB PRIMARY KEY,
    letter_id BLOB NOT NULL REFERENCES mail_letters (id),
    -- The same intention is one row.
    dedupe TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    -- to or cc
    line TEXT NOT NULL,
    -- waiting, sent, failed, unclear or cancelled
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    -- When it is to be taken up: by anybody when his time is over, again after a failure.
    due_at TEXT NOT NULL,
    -- Who is at it, if anybody is.
    holder BLOB,
    -- When the content was begun to be handed over; absent as long as the server can't have it.
    started_at TEXT,
    -- The server's last words.
    answer TEXT NOT NULL,
    answered_at TEXT,
    -- kernel::folding: address, name and subject.
    search TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (due_at, id) WHERE state = 'waiting';
CREATE INDEX outbox_by_state ON outbox (state, id);
CREATE INDEX outbox_of_letter ON outbox (letter_id, id);

-- The papers a letter brings.
CREATE TABLE mail_papers (
    letter_id BLOB NOT NULL REFERENCES mail_letters (id),
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    PRIMARY KEY (letter_id, owner_kind, owner_id)
) STRICT;
CREATE INDEX mail_papers_of_owner ON mail_papers (owner_kind, owner_id, letter_id);

-- The files that go with a letter, by what they are and not by their bytes.
CREATE TABLE mail_attachments (
    letter_id BLOB NOT NULL REFERENCES mail_letters (id),
    n INTEGER NOT NULL,
    file_name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    -- By which the text shows it; empty for what is attached.
    content_id TEXT NOT NULL,
    -- A file by its content, or the rendition of an issued paper.
    sha256 BLOB,
    owner_kind TEXT,
    owner_id BLOB,
    revision INTEGER,
    organization_id BLOB,
    rendition TEXT,
    PRIMARY KEY (letter_id, n)
) STRICT;
CREATE INDEX mail_attachments_by_content ON mail_attachments (sha256);

-- How far a paper has come by e-mail: what its rows of the outbox say, by one function.
CREATE TABLE dispatches (
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    -- queued, sent, failed or viewed
    state TEXT NOT NULL,
    viewed_at TEXT,
    PRIMARY KEY (owner_kind, owner_id, revision)
) STRICT;
CREATE INDEX dispatches_by_state ON dispatches (owner_kind, state, owner_id);
