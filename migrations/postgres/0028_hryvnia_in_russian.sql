-- Owner: company/organization

-- How papers in Russian spell the hryvnia.
ALTER TABLE organizations ADD COLUMN hryvnia TEXT NOT NULL DEFAULT 'grivna' CHECK (hryvnia IN ('grivna', 'grivnya'));
