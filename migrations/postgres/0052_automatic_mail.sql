-- Owner: documents/sending

-- What is written to clients without anybody pressing a button.
CREATE TABLE mail_rules (
    id UUID PRIMARY KEY,
    -- payment_confirmation, due_soon or overdue
    kind TEXT NOT NULL,
    -- Before or after the day it is due.
    days BIGINT NOT NULL,
    active BOOLEAN NOT NULL,
    -- What happened before is not written about.
    since DATE NOT NULL,
    version BIGINT NOT NULL,
    UNIQUE (kind, days)
);

-- The text of a rule where it is not the usual one.
CREATE TABLE mail_rule_texts (
    rule_id UUID NOT NULL REFERENCES mail_rules (id),
    lang TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (rule_id, lang)
);

-- That something is to be written about an object, or was: each step of a rule once.
CREATE TABLE mail_notices (
    kind TEXT NOT NULL,
    step BIGINT NOT NULL,
    owner_id UUID NOT NULL,
    -- due, done or skipped
    state TEXT NOT NULL,
    -- Why nothing was written.
    reason TEXT NOT NULL,
    due_at TIMESTAMPTZ NOT NULL,
    holder UUID,
    letter_id UUID REFERENCES mail_letters (id),
    PRIMARY KEY (kind, owner_id, step)
);
CREATE INDEX mail_notices_due ON mail_notices (kind, due_at) WHERE state = 'due';
CREATE INDEX mail_notices_of_letter ON mail_notices (letter_id);

-- Clients and invoices that nobody is reminded of.
CREATE TABLE mail_pauses (
    owner_kind TEXT NOT NULL,
    owner_id UUID NOT NULL,
    PRIMARY KEY (owner_kind, owner_id)
);
