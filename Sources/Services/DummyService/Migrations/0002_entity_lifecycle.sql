-- Versions, for etags; deletion that can be undone.
ALTER TABLE dummy.entities
    ADD COLUMN version     bigint NOT NULL DEFAULT 1,
    ADD COLUMN delete_time timestamptz,
    ADD COLUMN expire_time timestamptz,
    ADD CONSTRAINT deleted_entities_expire CHECK ((delete_time IS NULL) = (expire_time IS NULL));

-- A page in each order that a list can have is one range of an index; names in the order of code points.
CREATE INDEX entities_by_name ON dummy.entities (user_id, name COLLATE "C", id);
CREATE INDEX entities_by_update_time ON dummy.entities (user_id, update_time DESC, id DESC);

-- What the sweep removes.
CREATE INDEX deleted_entities ON dummy.entities (expire_time) WHERE expire_time IS NOT NULL;

-- Requests to create that can be told when they come again. The entity may be gone before its request is forgotten.
CREATE TABLE dummy.create_requests (
    user_id     uuid NOT NULL,
    request_id  text COLLATE "C" NOT NULL,
    fingerprint bytea NOT NULL,
    entity_id   uuid NOT NULL,
    create_time timestamptz NOT NULL,
    expire_time timestamptz NOT NULL,
    PRIMARY KEY (user_id, request_id)
);
CREATE INDEX create_requests_by_expire_time ON dummy.create_requests (expire_time);

-- Keys that every instance of the service shares. gen_random_uuid takes its 122 bits from the system's secure source.
CREATE TABLE dummy.secrets (
    name  text PRIMARY KEY,
    value bytea NOT NULL
);
INSERT INTO dummy.secrets
SELECT 'page_token', sha256(convert_to(string_agg(gen_random_uuid()::text, ''), 'UTF8')) FROM generate_series(1, 4);
