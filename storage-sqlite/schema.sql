CREATE TABLE settings (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX settings_name ON settings (name);

CREATE TABLE organizations (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    suspended INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX organizations_name ON organizations (name);

CREATE TABLE projects (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    name TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX projects_organization_id_name ON projects (organization_id, name);

CREATE TABLE hosts (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    adapter TEXT NOT NULL,
    uri TEXT NOT NULL,
    hostname TEXT,
    hypervisor_version TEXT,
    cpus INTEGER,
    memory_mib INTEGER,
    accelerated INTEGER,
    labels TEXT NOT NULL,
    admin_state TEXT NOT NULL,
    connection_state TEXT NOT NULL,
    seen_at INTEGER,
    epoch INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX hosts_name ON hosts (name);

CREATE TABLE storage_pools (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    host_id BLOB NOT NULL REFERENCES hosts (id),
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    path TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX storage_pools_host_id_name ON storage_pools (host_id, name);
CREATE UNIQUE INDEX storage_pools_host_id_path ON storage_pools (host_id, path);

CREATE TABLE images (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    project_id BLOB NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    lock_operation_id BLOB,
    pool_id BLOB NOT NULL REFERENCES storage_pools (id),
    volume_id BLOB NOT NULL,
    initrd_volume_id BLOB,
    sha256 TEXT,
    initrd_sha256 TEXT,
    size_bytes INTEGER NOT NULL,
    virtual_size_bytes INTEGER,
    command_line TEXT,
    labels TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX images_project_id_name ON images (project_id, name);
CREATE INDEX images_project_id_created_at ON images (project_id, created_at);
CREATE INDEX images_organization_id_created_at ON images (organization_id, created_at);
CREATE INDEX images_created_at ON images (created_at);
CREATE INDEX images_state ON images (state);
CREATE INDEX images_pool_id ON images (pool_id);

CREATE TABLE machines (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    project_id BLOB NOT NULL REFERENCES projects (id),
    name TEXT NOT NULL,
    description TEXT NOT NULL,
    labels TEXT NOT NULL,
    metadata TEXT NOT NULL,
    host_id BLOB NOT NULL REFERENCES hosts (id),
    image_id BLOB REFERENCES images (id),
    desired TEXT NOT NULL,
    applied TEXT NOT NULL,
    desired_power TEXT NOT NULL,
    power_state TEXT NOT NULL,
    power_reason TEXT NOT NULL,
    has_saved_state INTEGER NOT NULL,
    power_observed_at INTEGER,
    power_epoch INTEGER NOT NULL,
    power_sequence INTEGER NOT NULL,
    phase TEXT NOT NULL,
    lock_operation_id BLOB,
    guest_phase TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX machines_project_id_name ON machines (project_id, name);
CREATE INDEX machines_project_id_created_at ON machines (project_id, created_at);
CREATE INDEX machines_organization_id_created_at ON machines (organization_id, created_at);
CREATE INDEX machines_created_at ON machines (created_at);
CREATE INDEX machines_host_id ON machines (host_id);
CREATE INDEX machines_image_id ON machines (image_id);

CREATE TABLE volumes (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL REFERENCES organizations (id),
    project_id BLOB NOT NULL REFERENCES projects (id),
    pool_id BLOB NOT NULL REFERENCES storage_pools (id),
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    backing_volume_id BLOB REFERENCES volumes (id),
    machine_id BLOB REFERENCES machines (id),
    delete_with_machine INTEGER NOT NULL,
    position INTEGER,
    image_id BLOB REFERENCES images (id),
    state TEXT NOT NULL,
    lock_operation_id BLOB,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX volumes_project_id_created_at ON volumes (project_id, created_at);
CREATE INDEX volumes_organization_id_created_at ON volumes (organization_id, created_at);
CREATE INDEX volumes_created_at ON volumes (created_at);
CREATE INDEX volumes_pool_id ON volumes (pool_id);
CREATE INDEX volumes_backing_volume_id ON volumes (backing_volume_id);
CREATE INDEX volumes_machine_id ON volumes (machine_id);
CREATE INDEX volumes_image_id ON volumes (image_id);

CREATE TABLE nics (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB NOT NULL,
    project_id BLOB NOT NULL,
    machine_id BLOB NOT NULL REFERENCES machines (id),
    position INTEGER NOT NULL,
    mac TEXT NOT NULL,
    attachment TEXT NOT NULL,
    network_name TEXT
) STRICT;
CREATE UNIQUE INDEX nics_machine_id_position ON nics (machine_id, position);
CREATE UNIQUE INDEX nics_mac ON nics (mac);

CREATE TABLE operations (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    organization_id BLOB,
    project_id BLOB,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    target_kind TEXT,
    target_id BLOB,
    host_id BLOB,
    input TEXT NOT NULL,
    output TEXT,
    failure TEXT NOT NULL,
    idempotency_key TEXT,
    input_digest TEXT NOT NULL,
    step INTEGER NOT NULL,
    progress TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    run_after INTEGER NOT NULL,
    deadline INTEGER,
    cancel_requested INTEGER NOT NULL,
    owner BLOB,
    lease_until INTEGER,
    actor TEXT NOT NULL,
    request_id TEXT,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    finished_at INTEGER,
    lease_ms INTEGER
) STRICT;
CREATE UNIQUE INDEX operations_organization_id_idempotency_key ON operations (organization_id, idempotency_key);
CREATE INDEX operations_state_run_after ON operations (state, run_after);
CREATE INDEX operations_target_id_created_at ON operations (target_id, created_at);
CREATE INDEX operations_organization_id_created_at ON operations (organization_id, created_at);

CREATE TABLE events (
    id BLOB NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    topic TEXT NOT NULL,
    entity_kind TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    organization_id BLOB,
    project_id BLOB,
    actor TEXT NOT NULL,
    operation_id BLOB,
    request_id TEXT,
    payload TEXT NOT NULL,
    payload_version INTEGER NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX events_entity_id_sequence ON events (entity_id, sequence);
CREATE INDEX events_organization_id_sequence ON events (organization_id, sequence);
CREATE INDEX events_at ON events (at);

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

CREATE TABLE consumers (
    id BLOB NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    position INTEGER NOT NULL,
    moved_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX consumers_name ON consumers (name);

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
CREATE INDEX jobs_kind_state_place_id ON jobs (kind, state, place, id);

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
