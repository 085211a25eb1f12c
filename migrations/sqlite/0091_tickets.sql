-- Owner: support/tickets

-- The last number that was given to a request: one row.
CREATE TABLE ticket_counter (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    last INTEGER NOT NULL
) STRICT;
INSERT INTO ticket_counter (id, last) VALUES (1, 0);

-- Requests of clients.
CREATE TABLE tickets (
    id BLOB PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    subject TEXT NOT NULL CHECK (subject <> ''),
    client_id BLOB NOT NULL REFERENCES clients (id),
    -- Who is answered.
    contact_id BLOB REFERENCES contacts (id),
    department_id BLOB REFERENCES departments (id),
    -- support::tickets::model: TicketPriority and TicketStatus.
    priority TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Who of the staff works on it.
    executor_id BLOB REFERENCES users (id),
    -- The contract, invoice, act or delivery note it is about.
    paper_kind TEXT,
    paper_id BLOB,
    -- Of the messages: how many there are, and the last of those the client sees.
    last_seq INTEGER NOT NULL,
    last_shown_seq INTEGER NOT NULL,
    -- When the last message was written, in microseconds since 1970: lists are in this order, and their cursors carry numbers.
    last_moment INTEGER NOT NULL,
    -- The same of the last message that the client sees.
    last_shown_moment INTEGER NOT NULL,
    -- kernel::folding: number and subject.
    search TEXT NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((paper_kind IS NULL) = (paper_id IS NULL)),
    CHECK (last_shown_seq <= last_seq)
) STRICT;
CREATE INDEX tickets_by_moment ON tickets (last_moment, id);
CREATE INDEX tickets_active ON tickets (last_moment, id) WHERE status <> 'closed';
CREATE INDEX tickets_of_status ON tickets (status, last_moment, id);
CREATE INDEX tickets_of_client ON tickets (client_id, last_moment, id);
CREATE INDEX tickets_of_client_shown ON tickets (client_id, last_shown_moment, id);
CREATE INDEX tickets_of_executor ON tickets (executor_id, last_moment, id);
CREATE INDEX tickets_of_department ON tickets (department_id, last_moment, id);
CREATE INDEX tickets_of_contact ON tickets (contact_id);

-- What was written in a request, in its order.
CREATE TABLE ticket_messages (
    id BLOB PRIMARY KEY,
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- support::tickets::model::MessageKind. The client never sees a note.
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    -- A contact or a member of the staff, as the kind says.
    author_id BLOB,
    author_name TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (ticket_id, seq)
) STRICT;

-- The files that came with a message. They belong to the request (records/files).
CREATE TABLE ticket_files (
    file_id BLOB PRIMARY KEY,
    message_id BLOB NOT NULL REFERENCES ticket_messages (id)
) STRICT;
CREATE INDEX ticket_files_of_message ON ticket_files (message_id);

-- How far somebody has read a request: a contact or a member of the staff.
CREATE TABLE ticket_reads (
    ticket_id BLOB NOT NULL REFERENCES tickets (id),
    reader_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (ticket_id, reader_id)
) STRICT;
