-- Owner: company/catalog

CREATE TABLE catalog_items (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL,
    -- The code in small letters: by it an item is found and told from others; empty if it has none.
    code_key TEXT NOT NULL,
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    -- goods, service or work
    kind TEXT NOT NULL,
    unit TEXT NOT NULL,
    -- Of the classifier of units: ОКЕИ, КСПОВО, UN/ECE Recommendation 20.
    unit_code TEXT NOT NULL,
    -- Scaled by 10^6.
    price INTEGER NOT NULL CHECK (price >= 0),
    currency TEXT NOT NULL,
    -- Category and percentage (scaled by 10^6): each own company has its own dated rates that fit them.
    vat_category TEXT NOT NULL,
    vat_percent INTEGER NOT NULL,
    archived INTEGER NOT NULL,
    -- kernel::folding: the name for sorting; code and name for searching.
    sort_name TEXT NOT NULL,
    search TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX catalog_items_by_code_alone ON catalog_items (code_key) WHERE code_key <> '';
CREATE INDEX catalog_items_by_name ON catalog_items (archived, sort_name, id);
CREATE INDEX catalog_items_by_code ON catalog_items (archived, code_key, id);
CREATE INDEX catalog_items_by_price ON catalog_items (archived, price, id);

-- The words of the names of active items: what is typed in an editor is the beginning of one.
CREATE TABLE catalog_words (
    item_id BLOB NOT NULL REFERENCES catalog_items (id),
    word TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX catalog_words_by_word ON catalog_words (word, item_id);
CREATE INDEX catalog_words_by_item ON catalog_words (item_id);
