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

type Parsed = Record<string, any>;

/** A value as it is. */
export const same = <T>(value: T): T => value;

/** Nothing. */
export const none = (): void => undefined;

/** Bytes. */
export const bytes = (value: string): Buffer => Buffer.from(value, "base64");

/** A time. */
export const time = (value: number): Date => new Date(value / 1000);

/** What there may be. */
export const optional = <V, T>(revive: (value: V) => T) => (value: V | null): T | null =>
  value === null ? null : revive(value);

/** Each of a list. */
export const list = <V, T>(revive: (value: V) => T) => (values: V[]): T[] => values.map(revive);

/** Each of a page. */
export const page = <V, T>(revive: (value: V) => T) => (value: { items: V[]; next: string | null }): Page<T> =>
  new Page(value.items.map((item) => revive(item)), value.next);

/** What became of one of many. */
export const many = <V, T>(revive: (value: V) => T) => 
  (value: { item: string; value: V | null; error: Failure | null }): ManyResult<string, T> => ({
    item: value.item,
    value: value.value === null ? null : revive(value.value),
    error: value.error === null ? null : errorOf(value.error),
  });

export function reviveCapabilities(value: unknown): Capabilities {
  return value as Capabilities;
}

export function reviveConsumerLag(value: Parsed): ConsumerLag {
  value.consumer = reviveConsumerRecord(value.consumer);
  if (value.oldestAt !== null) value.oldestAt = new Date(value.oldestAt / 1000);
  return value as ConsumerLag;
}

export function reviveConsumerRecord(value: Parsed): ConsumerRecord {
  value.movedAt = new Date(value.movedAt / 1000);
  value.createdAt = new Date(value.createdAt / 1000);
  return value as ConsumerRecord;
}

export function reviveDiagnosis(value: unknown): Diagnosis {
  return value as Diagnosis;
}

export function reviveDiskSpec(value: unknown): DiskSpec {
  return value as DiskSpec;
}

export function reviveDrift(value: unknown): Drift {
  return value as Drift;
}

export function reviveDriftReport(value: unknown): DriftReport {
  return value as DriftReport;
}

export function reviveEvent(value: Parsed): Event {
  value.at = new Date(value.at / 1000);
  return value as Event;
}

export function reviveEventPage(value: Parsed): EventPage {
  value.events = list(reviveEvent)(value.events);
  return value as EventPage;
}

export function reviveExecCommand(value: Parsed): ExecCommand {
  if (value.stdin !== null) value.stdin = bytes(value.stdin);
  return value as ExecCommand;
}

export function reviveExecOutput(value: Parsed): ExecOutput {
  value.stdout = bytes(value.stdout);
  value.stderr = bytes(value.stderr);
  return value as ExecOutput;
}

export function reviveFailure(value: unknown): Failure {
  return value as Failure;
}

export function reviveFinding(value: unknown): Finding {
  return value as Finding;
}

export function reviveGap(value: unknown): Gap {
  return value as Gap;
}

export function reviveHealth(value: Parsed): Health {
  value.at = new Date(value.at / 1000);
  return value as Health;
}

export function reviveHealthCheck(value: unknown): HealthCheck {
  return value as HealthCheck;
}

export function reviveHost(value: Parsed): Host {
  if (value.seenAt !== null) value.seenAt = new Date(value.seenAt / 1000);
  value.createdAt = new Date(value.createdAt / 1000);
  return value as Host;
}

export function reviveHostInfo(value: unknown): HostInfo {
  return value as HostInfo;
}

export function reviveImage(value: Parsed): Image {
  value.sizeBytes = BigInt(value.sizeBytes);
  if (value.virtualSizeBytes !== null) value.virtualSizeBytes = BigInt(value.virtualSizeBytes);
  value.createdAt = new Date(value.createdAt / 1000);
  return value as Image;
}

export function reviveJobProgress(value: unknown): JobProgress {
  return value as JobProgress;
}

export function reviveJobRecord(value: Parsed): JobRecord {
  value.place = new Date(value.place / 1000);
  if (value.runAfter !== null) value.runAfter = new Date(value.runAfter / 1000);
  value.createdAt = new Date(value.createdAt / 1000);
  return value as JobRecord;
}

export function reviveJobStats(value: unknown): JobStats {
  return value as JobStats;
}

export function reviveLatency(value: unknown): Latency {
  return value as Latency;
}

export function reviveMachine(value: Parsed): Machine {
  if (value.powerObservedAt !== null) value.powerObservedAt = new Date(value.powerObservedAt / 1000);
  value.createdAt = new Date(value.createdAt / 1000);
  return value as Machine;
}

export function reviveMachineHardware(value: unknown): MachineHardware {
  return value as MachineHardware;
}

export function reviveMachineSpec(value: unknown): MachineSpec {
  return value as MachineSpec;
}

export function reviveMachineStats(value: Parsed): MachineStats {
  if (value.diskReadBytes !== null) value.diskReadBytes = BigInt(value.diskReadBytes);
  if (value.diskWriteBytes !== null) value.diskWriteBytes = BigInt(value.diskWriteBytes);
  if (value.netRxBytes !== null) value.netRxBytes = BigInt(value.netRxBytes);
  if (value.netTxBytes !== null) value.netTxBytes = BigInt(value.netTxBytes);
  return value as MachineStats;
}

export function reviveMachineStatus(value: unknown): MachineStatus {
  return value as MachineStatus;
}

export function reviveNicSpec(value: unknown): NicSpec {
  return value as NicSpec;
}

export function reviveOperationRecord(value: Parsed): OperationRecord {
  value.runAfter = new Date(value.runAfter / 1000);
  if (value.deadline !== null) value.deadline = new Date(value.deadline / 1000);
  if (value.leaseUntil !== null) value.leaseUntil = new Date(value.leaseUntil / 1000);
  value.createdAt = new Date(value.createdAt / 1000);
  if (value.startedAt !== null) value.startedAt = new Date(value.startedAt / 1000);
  if (value.finishedAt !== null) value.finishedAt = new Date(value.finishedAt / 1000);
  return value as OperationRecord;
}

export function reviveOrganization(value: Parsed): Organization {
  value.createdAt = new Date(value.createdAt / 1000);
  return value as Organization;
}

export function revivePoolSpace(value: Parsed): PoolSpace {
  value.capacityBytes = BigInt(value.capacityBytes);
  value.availableBytes = BigInt(value.availableBytes);
  return value as PoolSpace;
}

export function revivePoolUse(value: unknown): PoolUse {
  return value as PoolUse;
}

export function reviveProgress(value: unknown): Progress {
  return value as Progress;
}

export function reviveProject(value: Parsed): Project {
  value.createdAt = new Date(value.createdAt / 1000);
  return value as Project;
}

export function reviveResource(value: unknown): Resource {
  return value as Resource;
}

export function reviveSchedule(value: Parsed): Schedule {
  value.timing = reviveTiming(value.timing);
  value.dueAt = new Date(value.dueAt / 1000);
  if (value.tickedAt !== null) value.tickedAt = new Date(value.tickedAt / 1000);
  value.createdAt = new Date(value.createdAt / 1000);
  if (value.nextAt !== null) value.nextAt = new Date(value.nextAt / 1000);
  return value as Schedule;
}

export function reviveScheduleRun(value: Parsed): ScheduleRun {
  if (value.tickAt !== null) value.tickAt = new Date(value.tickAt / 1000);
  value.at = new Date(value.at / 1000);
  return value as ScheduleRun;
}

export function reviveStoragePool(value: Parsed): StoragePool {
  value.createdAt = new Date(value.createdAt / 1000);
  return value as StoragePool;
}

export function reviveTelemetry(value: Parsed): Telemetry {
  value.since = new Date(value.since / 1000);
  return value as Telemetry;
}

export function reviveUnreachableHost(value: unknown): UnreachableHost {
  return value as UnreachableHost;
}

export function reviveVolume(value: Parsed): Volume {
  value.sizeBytes = BigInt(value.sizeBytes);
  value.createdAt = new Date(value.createdAt / 1000);
  return value as Volume;
}

export function reviveVolumeRef(value: unknown): VolumeRef {
  return value as VolumeRef;
}

export function reviveVolumeSpec(value: Parsed): VolumeSpec {
  value.sizeBytes = BigInt(value.sizeBytes);
  return value as VolumeSpec;
}

export function reviveVolumeStatus(value: Parsed): VolumeStatus {
  value.sizeBytes = BigInt(value.sizeBytes);
  value.allocatedBytes = BigInt(value.allocatedBytes);
  return value as VolumeStatus;
}

export function reviveBegun(value: unknown): Begun {
  return value as Begun;
}

export function reviveBootSpec(value: unknown): BootSpec {
  return value as BootSpec;
}

export function reviveEventItem(value: Parsed): EventItem {
  if (value.type === "event") {
    reviveEvent(value as never);
  }
  return value as EventItem;
}

export function reviveExecEvent(value: Parsed): ExecEvent {
  if (value.type === "stdout") {
    value.value = bytes(value.value);
  }
  if (value.type === "stderr") {
    value.value = bytes(value.value);
  }
  return value as ExecEvent;
}

export function reviveMisfire(value: unknown): Misfire {
  return value as Misfire;
}

export function reviveNicSource(value: unknown): NicSource {
  return value as NicSource;
}

export function reviveTarget(value: unknown): Target {
  return value as Target;
}

export function reviveTiming(value: Parsed): Timing {
  if (value.type === "every") {
    value.from = new Date(value.from / 1000);
  }
  if (value.type === "once") {
    value.at = new Date(value.at / 1000);
  }
  return value as Timing;
}
