CREATE TABLE settings (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    value JSON NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX settings_name ON settings (name);

CREATE TABLE organizations (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    suspended BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX organizations_name ON organizations (name);

CREATE TABLE projects (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    name TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX projects_organization_id_name ON projects (organization_id, name);

CREATE TABLE hosts (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    adapter TEXT COLLATE "C" NOT NULL,
    uri TEXT COLLATE "C" NOT NULL,
    hostname TEXT COLLATE "C",
    hypervisor_version TEXT COLLATE "C",
    cpus BIGINT,
    memory_mib BIGINT,
    accelerated BOOLEAN,
    labels JSON NOT NULL,
    admin_state TEXT COLLATE "C" NOT NULL,
    connection_state TEXT COLLATE "C" NOT NULL,
    seen_at BIGINT,
    epoch BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX hosts_name ON hosts (name);

CREATE TABLE storage_pools (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    host_id UUID NOT NULL REFERENCES hosts (id),
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    path TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX storage_pools_host_id_name ON storage_pools (host_id, name);
CREATE UNIQUE INDEX storage_pools_host_id_path ON storage_pools (host_id, path);

CREATE TABLE images (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    project_id UUID NOT NULL REFERENCES projects (id),
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    lock_operation_id UUID,
    pool_id UUID NOT NULL REFERENCES storage_pools (id),
    volume_id UUID NOT NULL,
    initrd_volume_id UUID,
    sha256 TEXT COLLATE "C",
    initrd_sha256 TEXT COLLATE "C",
    size_bytes BIGINT NOT NULL,
    virtual_size_bytes BIGINT,
    command_line TEXT COLLATE "C",
    labels JSON NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX images_project_id_name ON images (project_id, name);
CREATE INDEX images_project_id_created_at ON images (project_id, created_at);
CREATE INDEX images_organization_id_created_at ON images (organization_id, created_at);
CREATE INDEX images_created_at ON images (created_at);
CREATE INDEX images_state ON images (state);
CREATE INDEX images_pool_id ON images (pool_id);

CREATE TABLE machines (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    project_id UUID NOT NULL REFERENCES projects (id),
    name TEXT COLLATE "C" NOT NULL,
    description TEXT COLLATE "C" NOT NULL,
    labels JSON NOT NULL,
    metadata JSON NOT NULL,
    host_id UUID NOT NULL REFERENCES hosts (id),
    image_id UUID REFERENCES images (id),
    desired JSON NOT NULL,
    applied JSON NOT NULL,
    desired_power TEXT COLLATE "C" NOT NULL,
    power_state TEXT COLLATE "C" NOT NULL,
    power_reason TEXT COLLATE "C" NOT NULL,
    has_saved_state BOOLEAN NOT NULL,
    power_observed_at BIGINT,
    power_epoch BIGINT NOT NULL,
    power_sequence BIGINT NOT NULL,
    phase TEXT COLLATE "C" NOT NULL,
    lock_operation_id UUID,
    guest_phase TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX machines_project_id_name ON machines (project_id, name);
CREATE INDEX machines_project_id_created_at ON machines (project_id, created_at);
CREATE INDEX machines_organization_id_created_at ON machines (organization_id, created_at);
CREATE INDEX machines_created_at ON machines (created_at);
CREATE INDEX machines_host_id ON machines (host_id);
CREATE INDEX machines_image_id ON machines (image_id);

CREATE TABLE volumes (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL REFERENCES organizations (id),
    project_id UUID NOT NULL REFERENCES projects (id),
    pool_id UUID NOT NULL REFERENCES storage_pools (id),
    name TEXT COLLATE "C" NOT NULL,
    format TEXT COLLATE "C" NOT NULL,
    size_bytes BIGINT NOT NULL,
    backing_volume_id UUID REFERENCES volumes (id),
    machine_id UUID REFERENCES machines (id),
    delete_with_machine BOOLEAN NOT NULL,
    position BIGINT,
    image_id UUID REFERENCES images (id),
    state TEXT COLLATE "C" NOT NULL,
    lock_operation_id UUID,
    created_at BIGINT NOT NULL
);
CREATE INDEX volumes_project_id_created_at ON volumes (project_id, created_at);
CREATE INDEX volumes_organization_id_created_at ON volumes (organization_id, created_at);
CREATE INDEX volumes_created_at ON volumes (created_at);
CREATE INDEX volumes_pool_id ON volumes (pool_id);
CREATE INDEX volumes_backing_volume_id ON volumes (backing_volume_id);
CREATE INDEX volumes_machine_id ON volumes (machine_id);
CREATE INDEX volumes_image_id ON volumes (image_id);

CREATE TABLE nics (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID NOT NULL,
    project_id UUID NOT NULL,
    machine_id UUID NOT NULL REFERENCES machines (id),
    position BIGINT NOT NULL,
    mac TEXT COLLATE "C" NOT NULL,
    attachment TEXT COLLATE "C" NOT NULL,
    network_name TEXT COLLATE "C"
);
CREATE UNIQUE INDEX nics_machine_id_position ON nics (machine_id, position);
CREATE UNIQUE INDEX nics_mac ON nics (mac);

CREATE TABLE operations (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    organization_id UUID,
    project_id UUID,
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    target_kind TEXT COLLATE "C",
    target_id UUID,
    host_id UUID,
    input JSON NOT NULL,
    output JSON,
    failure JSON NOT NULL,
    idempotency_key TEXT COLLATE "C",
    input_digest TEXT COLLATE "C" NOT NULL,
    step BIGINT NOT NULL,
    progress JSON NOT NULL,
    attempts BIGINT NOT NULL,
    run_after BIGINT NOT NULL,
    deadline BIGINT,
    cancel_requested BOOLEAN NOT NULL,
    owner UUID,
    lease_until BIGINT,
    actor TEXT COLLATE "C" NOT NULL,
    request_id TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    lease_ms BIGINT
);
CREATE UNIQUE INDEX operations_organization_id_idempotency_key ON operations (organization_id, idempotency_key);
CREATE INDEX operations_state_run_after ON operations (state, run_after);
CREATE INDEX operations_target_id_created_at ON operations (target_id, created_at);
CREATE INDEX operations_organization_id_created_at ON operations (organization_id, created_at);

CREATE SEQUENCE event_places;
CREATE SEQUENCE event_numbers;
CREATE TABLE events (
    id UUID NOT NULL UNIQUE,
    version BIGINT NOT NULL,
    sequence BIGINT NOT NULL PRIMARY KEY DEFAULT -nextval('event_places'),
    topic TEXT COLLATE "C" NOT NULL,
    entity_kind TEXT COLLATE "C" NOT NULL,
    entity_id UUID NOT NULL,
    organization_id UUID,
    project_id UUID,
    actor TEXT COLLATE "C" NOT NULL,
    operation_id UUID,
    request_id TEXT COLLATE "C",
    payload JSON NOT NULL,
    payload_version BIGINT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX events_entity_id_sequence ON events (entity_id, sequence);
CREATE INDEX events_organization_id_sequence ON events (organization_id, sequence);
CREATE INDEX events_at ON events (at);
ALTER SEQUENCE event_places OWNED BY events.sequence;
ALTER SEQUENCE event_numbers OWNED BY events.sequence;

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

CREATE TABLE consumers (
    id UUID NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    moved_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX consumers_name ON consumers (name);

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
CREATE INDEX jobs_kind_state_place_id ON jobs (kind, state, place, id);

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
