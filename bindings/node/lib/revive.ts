// Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

import { errorOf } from "./failure";
import { Page } from "./page";
import type {
  Capabilities,
  ConsumerLag,
  ConsumerRecord,
  Diagnosis,
  DiskSpec,
  Drift,
  DriftReport,
  Event,
  EventPage,
  ExecCommand,
  ExecOutput,
  Failure,
  Finding,
  Gap,
  Health,
  HealthCheck,
  Host,
  HostInfo,
  Image,
  JobProgress,
  JobRecord,
  JobStats,
  Latency,
  Machine,
  MachineHardware,
  MachineSpec,
  MachineStats,
  MachineStatus,
  NicSpec,
  OperationRecord,
  Organization,
  PoolSpace,
  PoolUse,
  Progress,
  Project,
  Resource,
  Schedule,
  ScheduleRun,
  StoragePool,
  Telemetry,
  UnreachableHost,
  Volume,
  VolumeRef,
  VolumeSpec,
  VolumeStatus,
  Begun,
  BootSpec,
  EventItem,
  ExecEvent,
  Misfire,
  NicSource,
  Target,
  Timing,
  ManyResult,
} from "./types";

/** What a record's fields hold, in their order; of one of several kinds, after its kind. */
type Row = readonly any[];

/** A value as it is. */
export const same = <T>(value: T): T => value;

/** Nothing. */
export const none = (): void => undefined;

/** Bytes. */
export const bytes = (value: string): Buffer => Buffer.from(value, "base64");

/** A time. */
export const time = (value: number): Date => new Date(value / 1000);

/** A size. */
export const size = (value: number | string): bigint => BigInt(value);

/** What there may be. */
export const optional = <V, T>(revive: (value: V) => T) => (value: V | null): T | null =>
  value === null ? null : revive(value);

/** Each of a list. */
export const list = <V, T>(revive: (value: V) => T) => (values: V[]): T[] => values.map((value) => revive(value));

/** Each of what has names. */
export const entries = <V, T>(revive: (value: V) => T) => (values: Record<string, V>): Record<string, T> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, revive(value)]));

/** Each of a page. */
export const page = <V, T>(revive: (value: V) => T) => (value: { items: V[]; next: string | null }): Page<T> =>
  new Page(value.items.map((item) => revive(item)), value.next);

/** What became of one of many. */
export const many = <V, T>(revive: (value: V) => T) => (value: { item: string; value: V | null; error: Row | null }): ManyResult<string, T> => ({
  item: value.item,
  value: value.value === null ? null : revive(value.value),
  error: value.error === null ? null : errorOf(reviveFailure(value.error)),
});

export function reviveCapabilities(row: Row): Capabilities {
  return {
    reset: row[0],
    pause: row[1],
    save: row[2],
    volumes: row[3],
    guestAgent: row[4],
    consoleLog: row[5],
    events: row[6],
    stats: row[7],
    userNetwork: row[8],
    namedNetwork: row[9],
    guests: row[10],
  };
}

export function reviveConsumerLag(row: Row): ConsumerLag {
  return {
    consumer: reviveConsumerRecord(row[0]),
    behind: row[1],
    oldestAt: row[2] === null ? null : time(row[2]),
    gap: row[3] === null ? null : reviveGap(row[3]),
  };
}

export function reviveConsumerRecord(row: Row): ConsumerRecord {
  return {
    id: row[0],
    version: row[1],
    name: row[2],
    position: row[3],
    movedAt: time(row[4]),
    createdAt: time(row[5]),
  };
}

export function reviveDiagnosis(row: Row): Diagnosis {
  return {
    host: row[0],
    finding: reviveFinding(row[1]),
  };
}

export function reviveDiskSpec(row: Row): DiskSpec {
  return {
    volume: reviveVolumeRef(row[0]),
    kind: row[1],
  };
}

export function reviveDrift(row: Row): Drift {
  return {
    kind: row[0],
    hostId: row[1],
    id: row[2],
    problem: row[3],
    mended: row[4],
    failure: row[5],
  };
}

export function reviveDriftReport(row: Row): DriftReport {
  return {
    drifts: list(reviveDrift)(row[0]),
    unreachable: list(reviveUnreachableHost)(row[1]),
    isClean: row[2],
  };
}

export function reviveEvent(row: Row): Event {
  return {
    id: row[0],
    version: row[1],
    sequence: row[2],
    topic: row[3],
    entityKind: row[4],
    entityId: row[5],
    organizationId: row[6],
    projectId: row[7],
    actor: row[8],
    operationId: row[9],
    requestId: row[10],
    payload: row[11],
    payloadVersion: row[12],
    at: time(row[13]),
    token: row[14],
  };
}

export function reviveEventPage(row: Row): EventPage {
  return {
    gap: row[0] === null ? null : reviveGap(row[0]),
    events: list(reviveEvent)(row[1]),
    token: row[2],
  };
}

export function reviveExecCommand(row: Row): ExecCommand {
  return {
    argv: row[0],
    env: row[1],
    stdin: row[2] === null ? null : bytes(row[2]),
    timeoutMs: row[3],
  };
}

export function reviveExecOutput(row: Row): ExecOutput {
  return {
    exitCode: row[0],
    signal: row[1],
    stdout: bytes(row[2]),
    stderr: bytes(row[3]),
    success: row[4],
    stdoutText: row[5],
  };
}

export function reviveFailure(row: Row): Failure {
  return {
    code: row[0],
    reason: row[1],
    message: row[2],
    resource: row[3] === null ? null : reviveResource(row[3]),
    retryable: row[4],
  };
}

export function reviveFinding(row: Row): Finding {
  return {
    code: row[0],
    severity: row[1],
    problem: row[2],
    mend: row[3],
  };
}

export function reviveGap(row: Row): Gap {
  return {
    after: row[0],
    until: row[1],
    token: row[2],
  };
}

export function reviveHealth(row: Row): Health {
  return {
    status: row[0],
    live: row[1],
    checks: list(reviveHealthCheck)(row[2]),
    at: time(row[3]),
    isReady: row[4],
  };
}

export function reviveHealthCheck(row: Row): HealthCheck {
  return {
    name: row[0],
    status: row[1],
    message: row[2],
    latencyUs: row[3],
  };
}

export function reviveHost(row: Row): Host {
  return {
    id: row[0],
    version: row[1],
    name: row[2],
    adapter: row[3],
    uri: row[4],
    hostname: row[5],
    hypervisorVersion: row[6],
    cpus: row[7],
    memoryMib: row[8],
    accelerated: row[9],
    labels: row[10],
    adminState: row[11],
    connectionState: row[12],
    seenAt: row[13] === null ? null : time(row[13]),
    epoch: row[14],
    createdAt: time(row[15]),
  };
}

export function reviveHostInfo(row: Row): HostInfo {
  return {
    hostname: row[0],
    version: row[1],
    cpus: row[2],
    memoryMib: row[3],
    accelerated: row[4],
    defaultPool: row[5],
  };
}

export function reviveImage(row: Row): Image {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    projectId: row[3],
    name: row[4],
    description: row[5],
    kind: row[6],
    state: row[7],
    lockOperationId: row[8],
    poolId: row[9],
    volumeId: row[10],
    initrdVolumeId: row[11],
    sha256: row[12],
    initrdSha256: row[13],
    sizeBytes: size(row[14]),
    virtualSizeBytes: row[15] === null ? null : size(row[15]),
    commandLine: row[16],
    labels: row[17],
    createdAt: time(row[18]),
  };
}

export function reviveJobProgress(row: Row): JobProgress {
  return {
    fraction: row[0],
    message: row[1],
  };
}

export function reviveJobRecord(row: Row): JobRecord {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    projectId: row[3],
    kind: row[4],
    payload: row[5],
    state: row[6],
    priority: row[7],
    place: time(row[8]),
    runAfter: row[9] === null ? null : time(row[9]),
    attempts: row[10],
    dedupeKey: row[11],
    limitKey: row[12],
    owner: row[13],
    cancelRequested: row[14],
    progress: row[15] === null ? null : reviveJobProgress(row[15]),
    lastError: row[16],
    actor: row[17],
    createdAt: time(row[18]),
  };
}

export function reviveJobStats(row: Row): JobStats {
  return {
    kind: row[0],
    queued: row[1],
    running: row[2],
    dead: row[3],
    oldestAgeMs: row[4],
  };
}

export function reviveLatency(row: Row): Latency {
  return {
    name: row[0],
    count: row[1],
    failures: row[2],
    totalUs: row[3],
    p50Us: row[4],
    p90Us: row[5],
    p99Us: row[6],
    maxUs: row[7],
  };
}

export function reviveMachine(row: Row): Machine {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    projectId: row[3],
    name: row[4],
    description: row[5],
    labels: row[6],
    metadata: row[7],
    hostId: row[8],
    imageId: row[9],
    desired: reviveMachineHardware(row[10]),
    applied: row[11] === null ? null : reviveMachineHardware(row[11]),
    desiredPower: row[12],
    powerState: row[13],
    powerReason: row[14],
    hasSavedState: row[15],
    powerObservedAt: row[16] === null ? null : time(row[16]),
    powerEpoch: row[17],
    powerSequence: row[18],
    phase: row[19],
    lockOperationId: row[20],
    guestPhase: row[21],
    createdAt: time(row[22]),
    displayStatus: row[23],
    pendingRestart: row[24],
  };
}

export function reviveMachineHardware(row: Row): MachineHardware {
  return {
    vcpus: row[0],
    memoryMib: row[1],
    commandLine: row[2],
  };
}

export function reviveMachineSpec(row: Row): MachineSpec {
  return {
    id: row[0],
    owner: row[1],
    name: row[2],
    vcpus: row[3],
    memoryMib: row[4],
    boot: reviveBootSpec(row[5]),
    disks: list(reviveDiskSpec)(row[6]),
    nics: list(reviveNicSpec)(row[7]),
  };
}

export function reviveMachineStats(row: Row): MachineStats {
  return {
    id: row[0],
    cpuTimeNs: row[1],
    vcpus: row[2],
    memoryMib: row[3],
    diskReadBytes: row[4] === null ? null : size(row[4]),
    diskWriteBytes: row[5] === null ? null : size(row[5]),
    netRxBytes: row[6] === null ? null : size(row[6]),
    netTxBytes: row[7] === null ? null : size(row[7]),
  };
}

export function reviveMachineStatus(row: Row): MachineStatus {
  return {
    id: row[0],
    owner: row[1],
    power: row[2],
    reason: row[3],
    hasSavedState: row[4],
    agentConnected: row[5],
  };
}

export function reviveNicSpec(row: Row): NicSpec {
  return {
    id: row[0],
    mac: row[1],
    source: reviveNicSource(row[2]),
  };
}

export function reviveOperationRecord(row: Row): OperationRecord {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    projectId: row[3],
    kind: row[4],
    state: row[5],
    targetKind: row[6],
    targetId: row[7],
    hostId: row[8],
    input: row[9],
    output: row[10],
    failure: row[11] === null ? null : reviveFailure(row[11]),
    idempotencyKey: row[12],
    inputDigest: row[13],
    step: row[14],
    progress: reviveProgress(row[15]),
    attempts: row[16],
    runAfter: time(row[17]),
    deadline: row[18] === null ? null : time(row[18]),
    cancelRequested: row[19],
    owner: row[20],
    leaseUntil: row[21] === null ? null : time(row[21]),
    actor: row[22],
    requestId: row[23],
    createdAt: time(row[24]),
    startedAt: row[25] === null ? null : time(row[25]),
    finishedAt: row[26] === null ? null : time(row[26]),
    leaseMs: row[27],
    durationMs: row[28],
  };
}

export function reviveOrganization(row: Row): Organization {
  return {
    id: row[0],
    version: row[1],
    name: row[2],
    suspended: row[3],
    createdAt: time(row[4]),
  };
}

export function revivePoolSpace(row: Row): PoolSpace {
  return {
    capacityBytes: size(row[0]),
    availableBytes: size(row[1]),
  };
}

export function revivePoolUse(row: Row): PoolUse {
  return {
    limit: row[0],
    busy: row[1],
    waiting: row[2],
  };
}

export function reviveProgress(row: Row): Progress {
  return {
    step: row[0],
    fraction: row[1],
    message: row[2],
  };
}

export function reviveProject(row: Row): Project {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    name: row[3],
    createdAt: time(row[4]),
  };
}

export function reviveResource(row: Row): Resource {
  return {
    kind: row[0],
    id: row[1],
  };
}

export function reviveSchedule(row: Row): Schedule {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    projectId: row[3],
    name: row[4],
    timing: reviveTiming(row[5]),
    target: reviveTarget(row[6]),
    misfire: reviveMisfire(row[7]),
    graceMs: row[8],
    jitterMs: row[9],
    state: row[10],
    dueAt: time(row[11]),
    tickedAt: row[12] === null ? null : time(row[12]),
    runs: row[13],
    actor: row[14],
    createdAt: time(row[15]),
    nextAt: row[16] === null ? null : time(row[16]),
  };
}

export function reviveScheduleRun(row: Row): ScheduleRun {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    projectId: row[3],
    scheduleId: row[4],
    number: row[5],
    tickAt: row[6] === null ? null : time(row[6]),
    at: time(row[7]),
    begun: row[8] === null ? null : reviveBegun(row[8]),
    failure: row[9] === null ? null : reviveFailure(row[9]),
  };
}

export function reviveStoragePool(row: Row): StoragePool {
  return {
    id: row[0],
    version: row[1],
    hostId: row[2],
    name: row[3],
    kind: row[4],
    path: row[5],
    createdAt: time(row[6]),
  };
}

export function reviveTelemetry(row: Row): Telemetry {
  return {
    since: time(row[0]),
    storage: list(reviveLatency)(row[1]),
    operations: list(reviveLatency)(row[2]),
    pool: row[3] === null ? null : revivePoolUse(row[3]),
  };
}

export function reviveUnreachableHost(row: Row): UnreachableHost {
  return {
    hostId: row[0],
    failure: reviveFailure(row[1]),
  };
}

export function reviveVolume(row: Row): Volume {
  return {
    id: row[0],
    version: row[1],
    organizationId: row[2],
    projectId: row[3],
    poolId: row[4],
    name: row[5],
    format: row[6],
    sizeBytes: size(row[7]),
    backingVolumeId: row[8],
    machineId: row[9],
    deleteWithMachine: row[10],
    position: row[11],
    imageId: row[12],
    state: row[13],
    lockOperationId: row[14],
    createdAt: time(row[15]),
  };
}

export function reviveVolumeRef(row: Row): VolumeRef {
  return {
    pool: row[0],
    id: row[1],
    format: row[2],
  };
}

export function reviveVolumeSpec(row: Row): VolumeSpec {
  return {
    volume: reviveVolumeRef(row[0]),
    sizeBytes: size(row[1]),
    backing: row[2] === null ? null : reviveVolumeRef(row[2]),
  };
}

export function reviveVolumeStatus(row: Row): VolumeStatus {
  return {
    volume: reviveVolumeRef(row[0]),
    sizeBytes: size(row[1]),
    allocatedBytes: size(row[2]),
  };
}

export function reviveBegun(row: Row): Begun {
  switch (row[0]) {
    case "job":
      return {
        type: "job",
        job: row[1],
      };
    default:
      return {
        type: "operation",
        operation: row[1],
      };
  }
}

export function reviveBootSpec(row: Row): BootSpec {
  switch (row[0]) {
    case "disk":
      return {
        type: "disk",
      };
    default:
      return {
        type: "kernel",
        kernel: reviveVolumeRef(row[1]),
        initrd: row[2] === null ? null : reviveVolumeRef(row[2]),
        commandLine: row[3],
      };
  }
}

export function reviveEventItem(row: Row): EventItem {
  switch (row[0]) {
    case "event":
      return {
        type: "event",
        id: row[1],
        version: row[2],
        sequence: row[3],
        topic: row[4],
        entityKind: row[5],
        entityId: row[6],
        organizationId: row[7],
        projectId: row[8],
        actor: row[9],
        operationId: row[10],
        requestId: row[11],
        payload: row[12],
        payloadVersion: row[13],
        at: time(row[14]),
        token: row[15],
      };
    default:
      return {
        type: "gap",
        after: row[1],
        until: row[2],
        token: row[3],
      };
  }
}

export function reviveExecEvent(row: Row): ExecEvent {
  switch (row[0]) {
    case "stdout":
      return {
        type: "stdout",
        value: bytes(row[1]),
      };
    case "stderr":
      return {
        type: "stderr",
        value: bytes(row[1]),
      };
    default:
      return {
        type: "exited",
        exitCode: row[1],
        signal: row[2],
      };
  }
}

export function reviveMisfire(row: Row): Misfire {
  switch (row[0]) {
    case "skip":
      return {
        type: "skip",
      };
    case "run_once":
      return {
        type: "run_once",
      };
    default:
      return {
        type: "catch_up",
        runs: row[1],
      };
  }
}

export function reviveNicSource(row: Row): NicSource {
  switch (row[0]) {
    case "user":
      return {
        type: "user",
      };
    default:
      return {
        type: "network",
        value: row[1],
      };
  }
}

export function reviveTarget(row: Row): Target {
  switch (row[0]) {
    case "job":
      return {
        type: "job",
        kind: row[1],
        payload: row[2],
      };
    case "operation":
      return {
        type: "operation",
        kind: row[1],
        input: row[2],
      };
    default:
      return {
        type: "machine",
        machineId: row[1],
        verb: row[2],
      };
  }
}

export function reviveTiming(row: Row): Timing {
  switch (row[0]) {
    case "cron":
      return {
        type: "cron",
        pattern: row[1],
        zone: row[2],
      };
    case "every":
      return {
        type: "every",
        intervalMs: row[1],
        from: time(row[2]),
      };
    default:
      return {
        type: "once",
        at: time(row[1]),
      };
  }
}
