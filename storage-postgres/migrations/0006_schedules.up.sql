CREATE TABLE schedules (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    project_id UUID NOT NULL REFERENCES projects (id),
    name TEXT COLLATE "C" NOT NULL,
    timing JSON NOT NULL,
    target JSON NOT NULL,
    misfire JSON NOT NULL,
    grace_ms BIGINT NOT NULL,
    jitter_ms BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    due_at BIGINT NOT NULL,
    ticked_at BIGINT,
    runs BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX schedules_project_id_name ON schedules (project_id, name);
CREATE INDEX schedules_organization_id ON schedules (organization_id);
CREATE INDEX schedules_state_due_at ON schedules (state, due_at);

CREATE TABLE schedule_runs (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL,
    project_id UUID NOT NULL,
    schedule_id UUID NOT NULL REFERENCES schedules (id),
    number BIGINT NOT NULL,
    tick_at BIGINT,
    at BIGINT NOT NULL,
    begun JSON NOT NULL,
    failure JSON NOT NULL
);
CREATE UNIQUE INDEX schedule_runs_schedule_id_number ON schedule_runs (schedule_id, number);
