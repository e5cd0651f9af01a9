CREATE TABLE auth.users (
    id            uuid PRIMARY KEY,
    -- Trimmed and in lower case, so that UNIQUE holds for addresses as people see them.
    email         text NOT NULL UNIQUE,
    name          text NOT NULL,
    -- A PHC string: algorithm, parameters, salt and hash.
    password_hash text NOT NULL,
    create_time   timestamptz NOT NULL
);

CREATE TABLE auth.sessions (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    -- SHA-256 of the token's secret; the secret itself is nowhere.
    secret_hash   bytea NOT NULL,
    create_time   timestamptz NOT NULL,
    expire_time   timestamptz NOT NULL,
    last_use_time timestamptz NOT NULL
);

CREATE INDEX sessions_by_user ON auth.sessions (user_id);
