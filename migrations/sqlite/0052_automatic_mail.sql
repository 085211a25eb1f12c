-- Owner: documents/sending

-- What is written to clients without anybody pressing a button.
CREATE TABLE mail_rules (
    id BLOB PRIMARY KEY,
    -- payment_confirmation, due_soon or overdue
    kind TEXT NOT NULL,
    -- Before or after the day it is due.
    days INTEGER NOT NULL,
    active INTEGER NOT NULL,
    -- What happened before is not written about.
    since TEXT NOT NULL,
    version INTEGER NOT NULL,
    UNIQUE (kind, days)
) STRICT;

-- The text of a rule where it is not the usual one.
CREATE TABLE mail_rule_texts (
    rule_id BLOB NOT NULL REFERENCES mail_rules (id),
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (rule_id, lang)
) STRICT;

-- That something is to be written about an object, or was: each step of a rule once.
CREATE TABLE mail_notices (
    kind TEXT NOT NULL,
    step INTEGER NOT NULL,
    owner_id BLOB NOT NULL,
    -- due, done or skipped
    state TEXT NOT NULL,
    -- Why nothing was written.
    reason TEXT NOT NULL,
    due_at TEXT NOT NULL,
    holder BLOB,
    letter_id BLOB REFERENCES mail_letters (id),
    PRIMARY KEY (kind, owner_id, step)
) STRICT;
CREATE INDEX mail_notices_due ON mail_notices (kind, due_at) WHERE state = 'due';
CREATE INDEX mail_notices_of_letter ON mail_notices (letter_id);

-- Clients and invoices that nobody is reminded of.
CREATE TABLE mail_pauses (
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    PRIMARY KEY (owner_kind, owner_id)
) STRICT;
