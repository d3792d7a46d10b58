CREATE TABLE named_leases (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    fence BIGINT NOT NULL,
    ttl_ms BIGINT NOT NULL,
    holder UUID NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    taken_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX named_leases_name ON named_leases (name);
