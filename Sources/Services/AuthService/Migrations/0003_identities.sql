ALTER TABLE auth.users
    -- NULL for an account that only others vouch for.
    ALTER COLUMN password_hash DROP NOT NULL,
    -- Whether somebody trusted with addresses has said that this one is the user's.
    ADD COLUMN email_verified boolean NOT NULL DEFAULT false;

ALTER TABLE auth.sessions
    -- Who vouched for the user; empty for a password.
    ADD COLUMN provider text NOT NULL DEFAULT '';

CREATE TABLE auth.identities (
    provider      text NOT NULL,
    -- The provider's own name for the user, which never changes.
    subject       text NOT NULL,
    user_id       uuid NOT NULL REFERENCES auth.users (id) ON DELETE CASCADE,
    email         text,
    create_time   timestamptz NOT NULL,
    last_use_time timestamptz NOT NULL,
    PRIMARY KEY (provider, subject),
    UNIQUE (user_id, provider)
);

CREATE TABLE auth.login_attempts (
    -- SHA-256 of what comes back in the URL, and of what the browser keeps.
    state_hash   bytea PRIMARY KEY,
    browser_hash bytea NOT NULL,
    provider     text NOT NULL,
    return_path  text NOT NULL,
    -- Who wants to link the provider; NULL for a sign-in.
    user_id      uuid,
    session_id   uuid,
    expire_time  timestamptz NOT NULL
);

CREATE INDEX login_attempts_by_expire_time ON auth.login_attempts (expire_time);
