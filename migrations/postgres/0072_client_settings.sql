-- Owner: crm/clients

-- How the whole company works with clients: at most one row; without it everything is as at first.
CREATE TABLE client_settings (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    -- crm::clients::settings::ClientTab: the visible tabs of a card in their order, divided by blanks.
    tabs TEXT NOT NULL,
    -- Of new clients: ru, ua, other; empty: as the first own company's.
    country TEXT NOT NULL,
    name_required BOOLEAN NOT NULL,
    tax_id_required BOOLEAN NOT NULL,
    -- What becomes of a client who has the same as another one: warn, refuse.
    same_tax_id TEXT NOT NULL,
    same_email TEXT NOT NULL,
    same_phone TEXT NOT NULL,
    -- The primary contact of a person is his profile.
    person_is_contact BOOLEAN NOT NULL,
    version BIGINT NOT NULL
);
