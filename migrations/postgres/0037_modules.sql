-- Owner: company/modules

-- The parts of Akta that this installation does without. `bit` names several of them in one number, for the rights of a session.
CREATE TABLE modules_off (
    module TEXT NOT NULL PRIMARY KEY,
    bit BIGINT NOT NULL
);
