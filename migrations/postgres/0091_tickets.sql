-- Owner: support/tickets

-- The last number that was given to a request: one row.
CREATE TABLE ticket_counter (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    last BIGINT NOT NULL
);
INSERT INTO ticket_counter (id, last) VALUES (1, 0);

-- Requests of clients.
CREATE TABLE tickets (
    id UUID PRIMARY KEY,
    number BIGINT NOT NULL UNIQUE,
    subject TEXT NOT NULL CHECK (subject <> ''),
    client_id UUID NOT NULL REFERENCES clients (id),
    -- Who is answered.
    contact_id UUID REFERENCES contacts (id),
    department_id UUID REFERENCES departments (id),
    -- support::tickets::model: TicketPriority and TicketStatus.
    priority TEXT NOT NULL,
    status TEXT NOT NULL,
    -- Who of the staff works on it.
    executor_id UUID REFERENCES users (id),
    -- The contract, invoice, act or delivery note it is about.
    paper_kind TEXT,
    paper_id UUID,
    -- Of the messages: how many there are, and the last of those the client sees.
    last_seq BIGINT NOT NULL,
    last_shown_seq BIGINT NOT NULL,
    -- When the last message was written, in microseconds since 1970: lists are in this order, and their cursors carry numbers.
    last_moment BIGINT NOT NULL,
    -- The same of the last message that the client sees.
    last_shown_moment BIGINT NOT NULL,
    -- kernel::folding: number and subject.
    search TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    CHECK ((paper_kind IS NULL) = (paper_id IS NULL)),
    CHECK (last_shown_seq <= last_seq)
);
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
    id UUID PRIMARY KEY,
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    seq BIGINT NOT NULL CHECK (seq > 0),
    -- support::tickets::model::MessageKind. The client never sees a note.
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    -- A contact or a member of the staff, as the kind says.
    author_id UUID,
    author_name TEXT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (ticket_id, seq)
);

-- The files that came with a message. They belong to the request (records/files).
CREATE TABLE ticket_files (
    file_id UUID PRIMARY KEY,
    message_id UUID NOT NULL REFERENCES ticket_messages (id)
);
CREATE INDEX ticket_files_of_message ON ticket_files (message_id);

-- How far somebody has read a request: a contact or a member of the staff.
CREATE TABLE ticket_reads (
    ticket_id UUID NOT NULL REFERENCES tickets (id),
    reader_id UUID NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (ticket_id, reader_id)
);
