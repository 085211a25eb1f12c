-- Owner: company/organization

-- The most that may be written off of one invoice, in millionths of a unit of the invoice's currency, whichever it is.
ALTER TABLE organizations ADD COLUMN write_off_limit BIGINT NOT NULL DEFAULT 1000000 CHECK (write_off_limit >= 0);
