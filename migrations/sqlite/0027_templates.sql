-- Owner: documents/templates

-- What papers are made of. `published` is the number of the version that serves, `newest` that of the one worked on.
CREATE TABLE document_templates (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    lang TEXT NOT NULL,
    -- Empty: one language.
    second_lang TEXT NOT NULL,
    -- Null: for every own company without one of its own.
    organization_id BLOB REFERENCES organizations (id),
    state TEXT NOT NULL CHECK (state IN ('draft', 'published', 'retired')),
    published INTEGER,
    newest INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    version INTEGER NOT NULL,
    CHECK ((state = 'published') = (published IS NOT NULL))
) STRICT;
CREATE INDEX document_templates_serving ON document_templates (kind, lang, state);

-- Never changed once published or followed by a later one. sha256 is that of subject and body; `needs` is what a paper has to have for it.
CREATE TABLE document_template_versions (
    id BLOB PRIMARY KEY,
    template_id BLOB NOT NULL REFERENCES document_templates (id),
    n INTEGER NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    needs TEXT NOT NULL,
    sha256 BLOB NOT NULL,
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    -- Once it has served it stays as it is.
    was_published INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (template_id, n)
) STRICT;
