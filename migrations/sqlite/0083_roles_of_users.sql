-- Owner: company/accounts

-- The role is a row that says what it may do, and no longer a word. Every user has one.
ALTER TABLE users ADD COLUMN role_id BLOB REFERENCES roles (id);
UPDATE users SET role_id = (SELECT roles.id FROM roles WHERE roles.code = users.role);
ALTER TABLE users DROP COLUMN role;
CREATE INDEX users_by_role ON users (role_id);
