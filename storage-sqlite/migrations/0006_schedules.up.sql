CREATE TABLE schedules (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    project_id BLOB NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL,
    timing TEXT NOT NULL,
    target TEXT NOT NULL,
    misfire TEXT NOT NULL,
    grace_ms INTEGER NOT NULL,
    jitter_ms INTEGER NOT NULL,
    state TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    ticked_at INTEGER,
    runs INTEGER NOT NULL,
    actor TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX schedules_project_id_name ON schedules (project_id, name);
CREATE INDEX schedules_organization_id ON schedules (organization_id);
CREATE INDEX schedules_state_due_at ON schedules (state, due_at);

CREATE TABLE schedule_runs (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL,
    project_id BLOB NOT NULL,
    schedule_id BLOB NOT NULL REFERENCES schedules (id),
    number INTEGER NOT NULL,
    tick_at INTEGER,
    at INTEGER NOT NULL,
    begun TEXT NOT NULL,
    failure TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX schedule_runs_schedule_id_number ON schedule_runs (schedule_id, number);
