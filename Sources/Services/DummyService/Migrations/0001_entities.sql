CREATE TABLE dummy.entities (
    id          uuid PRIMARY KEY,
    -- The user is the auth service's; there is no foreign key from one service's schema into another's.
    user_id     uuid NOT NULL,
    name        text NOT NULL,
    description text NOT NULL,
    create_time timestamptz NOT NULL,
    update_time timestamptz NOT NULL
);

-- A page of a user's entities is one range of this index.
CREATE INDEX entities_by_user ON dummy.entities (user_id, create_time DESC, id DESC);
