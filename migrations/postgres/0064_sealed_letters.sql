-- Owner: records/mail

-- What stands in the letter in place of a mark, sealed: a link that lets its reader in. Whoever sees the outbox sees the mark.
ALTER TABLE mail_letters ADD COLUMN sealed BYTEA;
