CREATE TABLE auth.password_failures (
    -- SHA-256 of an e-mail address, which may be nobody's.
    email_hash bytea NOT NULL,
    -- Whether they came from where the account has a session.
    is_known   boolean NOT NULL,
    -- In a row.
    count      integer NOT NULL,
    last_time  timestamptz NOT NULL,
    PRIMARY KEY (email_hash, is_known)
);

CREATE INDEX password_failures_by_last_time ON auth.password_failures (last_time);
