-- Owner: company/payment_modes

-- How money comes and goes, in an order that people decide on.
CREATE TABLE payment_modes (
    id UUID PRIMARY KEY,
    -- company::payment_modes::model::PaymentMode: one that Akta brings along.
    code TEXT UNIQUE,
    -- Empty for what is brought along until somebody gives it a name: it is named in the reader's language.
    name TEXT NOT NULL,
    -- kernel::folding: what it is told from others by.
    sort_text TEXT NOT NULL UNIQUE,
    position BIGINT NOT NULL,
    -- Offered no longer; payments and expenses keep it.
    retired BOOLEAN NOT NULL,
    -- New payments and expenses begin with it.
    is_default BOOLEAN NOT NULL DEFAULT FALSE CHECK (NOT (is_default AND retired)),
    version BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL
);
CREATE UNIQUE INDEX payment_modes_default ON payment_modes (is_default) WHERE is_default;
INSERT INTO payment_modes (id, code, name, sort_text, position, retired, is_default, version, created_at) VALUES
    ('00000000-0000-0000-0000-000000000001', 'bank_transfer', '', 'bank_transfer', 1, FALSE, TRUE, 1, '2026-11-30T00:00:00.000000Z'),
    ('00000000-0000-0000-0000-000000000002', 'cash', '', 'cash', 2, FALSE, FALSE, 1, '2026-11-30T00:00:00.000000Z'),
    ('00000000-0000-0000-0000-000000000003', 'card', '', 'card', 3, FALSE, FALSE, 1, '2026-11-30T00:00:00.000000Z'),
    ('00000000-0000-0000-0000-000000000004', 'other', '', 'other', 4, FALSE, FALSE, 1, '2026-11-30T00:00:00.000000Z');

-- The mode of a payment and of an expense is a row, and no longer a word.
ALTER TABLE payments ADD COLUMN mode_id UUID REFERENCES payment_modes (id);
UPDATE payments SET mode_id = (SELECT payment_modes.id FROM payment_modes WHERE payment_modes.code = payments.mode);
ALTER TABLE payments ALTER COLUMN mode_id SET NOT NULL;
DROP INDEX payments_by_mode;
DROP INDEX payments_received;
DROP INDEX payments_received_by_entry;
ALTER TABLE payments DROP COLUMN mode;
CREATE INDEX payments_by_mode ON payments (mode_id, date, id, currency, amount, kind, reversed);
CREATE INDEX payments_received ON payments (date, currency, mode_id, kind, amount, client_id, organization_id, reversed) WHERE NOT reversed;
CREATE INDEX payments_received_by_entry ON payments (entered_on, currency, mode_id, kind, amount, client_id, organization_id, reversed)
    WHERE NOT reversed;
ALTER TABLE expenses ADD COLUMN mode_id UUID REFERENCES payment_modes (id);
UPDATE expenses SET mode_id = (SELECT payment_modes.id FROM payment_modes WHERE payment_modes.code = expenses.mode);
ALTER TABLE expenses ALTER COLUMN mode_id SET NOT NULL;
ALTER TABLE expenses DROP COLUMN mode;
-- Whoever deletes a mode asks whether an expense has it.
CREATE INDEX expenses_of_mode ON expenses (mode_id);
