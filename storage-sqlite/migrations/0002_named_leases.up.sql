CREATE TABLE named_leases (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    fence INTEGER NOT NULL,
    ttl_ms INTEGER NOT NULL,
    holder BLOB NOT NULL,
    actor TEXT NOT NULL,
    taken_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX named_leases_name ON named_leases (name);
