CREATE TABLE jobs (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL,
    project_id BLOB,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    priority INTEGER NOT NULL,
    place INTEGER NOT NULL,
    run_after INTEGER,
    attempts INTEGER NOT NULL,
    dedupe_key TEXT,
    limit_key TEXT,
    owner BLOB,
    cancel_requested INTEGER NOT NULL,
    progress TEXT NOT NULL,
    last_error TEXT,
    actor TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX jobs_organization_id_kind_dedupe_key ON jobs (organization_id, kind, dedupe_key);
CREATE INDEX jobs_kind_state_place ON jobs (kind, state, place);

CREATE TABLE job_workers (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    kinds TEXT NOT NULL,
    lease_ms INTEGER NOT NULL,
    beat_at INTEGER NOT NULL
) STRICT;

CREATE TABLE job_limits (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    kind TEXT NOT NULL,
    next_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX job_limits_kind ON job_limits (kind);
