ALTER TABLE auth.users
    -- Grows with each change of the password, so that a sign-in with the old one opens no session after the change.
    ADD COLUMN password_version integer NOT NULL DEFAULT 1,
    -- Whoever writes here, UNIQUE holds for addresses as people see them.
    ADD CONSTRAINT users_email_in_lower_case CHECK (email = lower(email COLLATE "C"));

ALTER TABLE auth.sessions
    -- What signed in, and from where; for the user's eyes.
    ADD COLUMN user_agent text NOT NULL DEFAULT '',
    ADD COLUMN client_address text NOT NULL DEFAULT '';

CREATE TABLE auth.api_tokens (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    name          text NOT NULL,
    -- SHA-256 of the token's secret; the secret itself is nowhere.
    secret_hash   bytea NOT NULL,
    -- Separated by spaces, as OAuth writes them.
    scopes        text NOT NULL,
    create_time   timestamptz NOT NULL,
    expire_time   timestamptz NOT NULL,
    last_use_time timestamptz
);

CREATE INDEX api_tokens_by_user ON auth.api_tokens (user_id);
CREATE INDEX api_tokens_by_expire_time ON auth.api_tokens (expire_time);
