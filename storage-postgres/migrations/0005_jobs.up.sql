CREATE TABLE jobs (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL,
    project_id UUID,
    kind TEXT COLLATE "C" NOT NULL,
    payload JSON NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    priority BIGINT NOT NULL,
    place BIGINT NOT NULL,
    run_after BIGINT,
    attempts BIGINT NOT NULL,
    dedupe_key TEXT COLLATE "C",
    limit_key TEXT COLLATE "C",
    owner UUID,
    cancel_requested BOOLEAN NOT NULL,
    progress JSON NOT NULL,
    last_error TEXT COLLATE "C",
    actor TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX jobs_organization_id_kind_dedupe_key ON jobs (organization_id, kind, dedupe_key);
CREATE INDEX jobs_kind_state_place ON jobs (kind, state, place);

CREATE TABLE job_workers (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    kinds JSON NOT NULL,
    lease_ms BIGINT NOT NULL,
    beat_at BIGINT NOT NULL
);

CREATE TABLE job_limits (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    next_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX job_limits_kind ON job_limits (kind);
