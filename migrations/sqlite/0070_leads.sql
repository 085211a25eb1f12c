-- Owner: crm/leads

-- The directories of leads: where they come from, and how far they are. Each in its own order, with one that new leads begin with.
CREATE TABLE lead_choices (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('source', 'status')),
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL,
    position INTEGER NOT NULL,
    -- Of a status: crm::leads::model::LeadColor.
    color TEXT NOT NULL,
    is_default INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (kind, sort_text)
) STRICT;
CREATE UNIQUE INDEX lead_choices_one_default ON lead_choices (kind) WHERE is_default;

-- Who may become a client.
CREATE TABLE leads (
    id BLOB PRIMARY KEY,
    -- Of the person.
    name TEXT NOT NULL CHECK (name <> ''),
    company TEXT NOT NULL,
    position TEXT NOT NULL,
    email TEXT NOT NULL,
    phone TEXT NOT NULL,
    website TEXT NOT NULL,
    address TEXT NOT NULL,
    source_id BLOB REFERENCES lead_choices (id),
    status_id BLOB REFERENCES lead_choices (id),
    stage TEXT NOT NULL CHECK (stage IN ('open', 'lost', 'junk', 'customer')),
    -- Why it was lost, or is none.
    reason TEXT NOT NULL,
    -- The client it has become.
    client_id BLOB REFERENCES clients (id),
    -- Minor units: what it may be worth.
    value INTEGER NOT NULL CHECK (value >= 0),
    currency TEXT NOT NULL,
    assigned_id BLOB REFERENCES users (id),
    description TEXT NOT NULL,
    -- a, b, c
    tags TEXT NOT NULL,
    -- 1900-01-01: never.
    contacted_on TEXT NOT NULL,
    notes TEXT NOT NULL,
    -- kernel::folding: the name for sorting, and everything people search by.
    sort_name TEXT NOT NULL,
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    CHECK ((stage = 'customer') = (client_id IS NOT NULL)),
    CHECK ((stage IN ('lost', 'junk')) = (reason <> ''))
) STRICT;
CREATE INDEX leads_by_newest ON leads (stage, id);
CREATE INDEX leads_by_name ON leads (stage, sort_name, id);
CREATE INDEX leads_by_value ON leads (stage, value, id);
CREATE INDEX leads_by_contacted ON leads (stage, contacted_on, id);
CREATE INDEX leads_of_assigned ON leads (assigned_id, stage, id);
CREATE INDEX leads_by_status ON leads (status_id, stage, id);
CREATE INDEX leads_by_source ON leads (source_id, stage, id);
CREATE INDEX leads_of_client ON leads (client_id) WHERE client_id IS NOT NULL;
