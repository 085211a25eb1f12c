-- Owner: documents/templates

-- What papers are made of. `published` is the number of the version that serves, `newest` that of the one worked on.
CREATE TABLE document_templates (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    -- Empty: one language.
    second_lang TEXT NOT NULL,
    -- Null: for every own company without one of its own.
    organization_id UUID REFERENCES organizations (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
    published BIGINT,
    newest BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    version BIGINT NOT NULL,
    CHECK ((state = 'published') = (published IS NOT NULL))
);
CREATE INDEX document_templates_serving ON document_templates (kind, lang, state);

-- Never changed once published or followed by a later one. sha256 is that of subject and body; `needs` is what a paper has to have for it.
CREATE TABLE document_template_versions (
    id UUID PRIMARY KEY,
    template_id UUID NOT NULL REFERENCES document_templates (id),
    n BIGINT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    needs TEXT NOT NULL,
    sha256 BYTEA NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    -- Once it has served it stays as it is.
    was_published BOOLEAN NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    UNIQUE (template_id, n)
);
