-- Owner: documents/closing

-- Acts and delivery notes. What they inherit from their invoice (own company, client, currency, price mode, rounding) is copied for lists.
CREATE TABLE closings (
    id UUID PRIMARY KEY,
    -- act or delivery_note
    kind TEXT NOT NULL CHECK (kind IN ('act', 'delivery_note')),
    invoice_id UUID NOT NULL REFERENCES invoices (id),
    organization_id UUID NOT NULL REFERENCES organizations (id),
    client_id UUID NOT NULL REFERENCES clients (id),
    lifecycle TEXT NOT NULL CHECK (lifecycle IN ('draft', 'issued', 'cancelled')),
    -- The number is given at issue: a draft has none, and an empty text in its place. It is of a series, or the invoice's with a suffix.
    series_id UUID REFERENCES number_series (id),
    series_period TEXT,
    n BIGINT,
    suffix BIGINT,
    number TEXT COLLATE "C" NOT NULL,
    revision BIGINT NOT NULL,
    date DATE NOT NULL,
    period_from DATE,
    period_until DATE,
    place TEXT NOT NULL,
    currency TEXT NOT NULL,
    price_mode TEXT NOT NULL,
    vat_rounding TEXT NOT NULL,
    net BIGINT NOT NULL,
    vat BIGINT NOT NULL,
    total BIGINT NOT NULL CHECK (total >= 0),
    -- Who signs, as JSON; empty: whom the cards name on the day of issue.
    seller_signatory TEXT NOT NULL,
    buyer_signatory TEXT NOT NULL,
    -- Of delivery notes; empty where nothing is said.
    consignee TEXT NOT NULL,
    consignee_address TEXT NOT NULL,
    delivery_address TEXT NOT NULL,
    attorney_number TEXT NOT NULL,
    attorney_date DATE,
    attorney_person TEXT NOT NULL,
    note TEXT NOT NULL,
    -- What is known of the signatures under the current revision.
    signed_by_us DATE,
    signed_by_client DATE,
    refused_on DATE,
    refusal_reason TEXT NOT NULL,
    original_received DATE,
    -- Derived from the three dates by one function, stored for filtering: none, ours, client, both, refused.
    signature TEXT NOT NULL,
    cancel_reason TEXT NOT NULL,
    -- Of a cancelled one that the client had signed: when both sides agreed, and his reason.
    annulled_on DATE,
    annulment_reason TEXT NOT NULL,
    -- kernel::folding: what of the paper itself people search by.
    search TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_by UUID REFERENCES users (id),
    created_at TIMESTAMPTZ NOT NULL,
    CHECK ((lifecycle = 'draft') = (number = '')),
    CHECK ((n IS NULL) = (series_id IS NULL) AND (n IS NULL) = (series_period IS NULL)),
    CHECK ((number = '') = (n IS NULL AND suffix IS NULL) AND (n IS NULL OR suffix IS NULL)),
    CHECK ((period_from IS NULL) = (period_until IS NULL)),
    UNIQUE (series_id, series_period, n),
    UNIQUE (invoice_id, kind, suffix)
);
CREATE INDEX closings_by_date ON closings (kind, date, id);
CREATE INDEX closings_by_total ON closings (kind, total, id);
CREATE INDEX closings_by_number ON closings (kind, number, id);
CREATE INDEX closings_by_n ON closings (n) WHERE n IS NOT NULL;
CREATE INDEX closings_by_sum ON closings (total);
CREATE INDEX closings_numbered ON closings (number);
CREATE INDEX closings_by_search ON closings (search, id);
CREATE INDEX closings_by_client ON closings (client_id, kind, date, id, lifecycle);
CREATE INDEX closings_by_invoice ON closings (invoice_id, kind, date, id, lifecycle);
CREATE INDEX closings_by_company ON closings (organization_id, kind, date, id, lifecycle);
-- Lists narrowed to a state; their sums come out of the indexes alone. The narrow ones are written with <> so that the one of the life cycle is
-- not taken for them.
CREATE INDEX closings_by_lifecycle ON closings (kind, lifecycle, date, id, currency, total);
CREATE INDEX closings_unsigned ON closings (kind, date, id, currency, total, lifecycle, signature)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND signature <> 'client' AND signature <> 'both' AND signature <> 'refused';
CREATE INDEX closings_signed ON closings (kind, date, id, currency, total, lifecycle, signature)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND signature <> 'none' AND signature <> 'ours' AND signature <> 'refused';
CREATE INDEX closings_refused ON closings (kind, date, id, currency, total, lifecycle, signature)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND signature = 'refused';
CREATE INDEX closings_without_original ON closings (kind, date, id, currency, total, lifecycle, original_received)
    WHERE lifecycle <> 'draft' AND lifecycle <> 'cancelled' AND original_received IS NULL;

CREATE TABLE closing_lines (
    id UUID PRIMARY KEY,
    closing_id UUID NOT NULL REFERENCES closings (id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    -- The line that is closed. Nothing, where the invoice was corrected since: of a draft, or of a cancelled paper.
    invoice_line_id UUID REFERENCES invoice_lines (id) ON DELETE SET NULL,
    -- quantity (scaled by 10^6) or amount (minor units): how much of it was wished
    measure TEXT NOT NULL CHECK (measure IN ('quantity', 'amount')),
    measured BIGINT NOT NULL,
    -- gross or net: what stays where the rate has changed since the invoice; else empty
    keep TEXT NOT NULL,
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    -- As printed; quantity, price and percents are scaled by 10^6.
    quantity BIGINT NOT NULL,
    price BIGINT NOT NULL,
    vat_category TEXT NOT NULL,
    vat_percent BIGINT NOT NULL,
    vat_ground TEXT NOT NULL,
    net BIGINT NOT NULL,
    vat BIGINT NOT NULL,
    gross BIGINT NOT NULL,
    -- What is closed of the invoice's line: the same sums, unless the rate has changed.
    taken_quantity BIGINT NOT NULL,
    taken_net BIGINT NOT NULL,
    taken_vat BIGINT NOT NULL,
    taken_gross BIGINT NOT NULL,
    CHECK (net + vat = gross AND taken_net + taken_vat = taken_gross),
    CHECK (taken_quantity >= 0 AND taken_net >= 0 AND taken_vat >= 0),
    UNIQUE (closing_id, position)
);
CREATE INDEX closing_lines_by_invoice_line ON closing_lines (invoice_line_id);
