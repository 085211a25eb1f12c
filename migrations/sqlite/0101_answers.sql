-- Owner: documents/signing

-- What a side has answered to a paper by itself: signed or refused. Written once and never changed; texts are as they were shown.
CREATE TABLE answers (
    id BLOB PRIMARY KEY,
    -- kernel::owner::OwnerKind: contract, act, delivery_note.
    owner_kind TEXT NOT NULL,
    owner_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    client_id BLOB NOT NULL REFERENCES clients (id),
    -- client or company
    side TEXT NOT NULL,
    contact_id BLOB REFERENCES contacts (id),
    user_id BLOB REFERENCES users (id),
    -- signed or refused
    outcome TEXT NOT NULL,
    name TEXT NOT NULL CHECK (name <> ''),
    position TEXT NOT NULL,
    basis TEXT NOT NULL,
    -- What was agreed to by signing; of a refusal nothing.
    consent TEXT NOT NULL,
    -- Of a refusal.
    reason TEXT NOT NULL,
    agreement_kind TEXT NOT NULL,
    agreement_clause TEXT NOT NULL,
    agreement_number TEXT NOT NULL,
    agreement_date TEXT NOT NULL,
    -- Of the stored file that was answered: the stamped rendition of the revision.
    sha256 BLOB NOT NULL,
    address TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    -- In the own company's time zone: the day that the paper has.
    date TEXT NOT NULL,
    answered_at TEXT NOT NULL,
    CHECK ((side = 'client') = (contact_id IS NOT NULL)),
    CHECK ((side = 'company') = (user_id IS NOT NULL)),
    CHECK ((outcome = 'signed') = (consent <> '')),
    CHECK ((outcome = 'refused') = (reason <> ''))
) STRICT;
-- Nobody signs twice.
CREATE UNIQUE INDEX answers_signed ON answers (owner_kind, owner_id, revision, side) WHERE outcome = 'signed';
CREATE INDEX answers_of_paper ON answers (owner_kind, owner_id, answered_at);
CREATE INDEX answers_of_contact ON answers (contact_id) WHERE contact_id IS NOT NULL;
