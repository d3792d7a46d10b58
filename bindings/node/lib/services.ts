// Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

import type { CallOptions } from "./engine";
import { open, type OpenOptions } from "./open";
import type { Operation } from "./operation";
import type { Page } from "./page";
import {
  bytes,
  list,
  many,
  none,
  optional,
  page,
  reviveConsumerLag,
  reviveConsumerRecord,
  reviveDiagnosis,
  reviveDrift,
  reviveDriftReport,
  reviveEventItem,
  reviveEventPage,
  reviveExecEvent,
  reviveExecOutput,
  reviveHealth,
  reviveHost,
  reviveImage,
  reviveJobRecord,
  reviveJobStats,
  reviveMachine,
  reviveOperationRecord,
  reviveOrganization,
  revivePoolSpace,
  reviveProject,
  reviveSchedule,
  reviveScheduleRun,
  reviveStoragePool,
  reviveTelemetry,
  reviveVolume,
  same,
} from "./revive";
import { Service } from "./service";
import type { Stream } from "./stream";
import type {
  AdminState,
  ConnectionState,
  ImageKind,
  ImageState,
  JobState,
  MachinePhase,
  OperationState,
  PowerState,
  ScheduleState,
  VolumeFormat,
  VolumeState,
  ConsumerLag,
  ConsumerRecord,
  Diagnosis,
  DiskCreate,
  Drift,
  DriftReport,
  EventPage,
  ExecOutput,
  Health,
  Host,
  Image,
  JobRecord,
  JobStats,
  Machine,
  MachineCreate,
  NewJob,
  OperationRecord,
  Organization,
  PoolSpace,
  Project,
  Schedule,
  ScheduleRun,
  StoragePool,
  Telemetry,
  Volume,
  Actor,
  EventItem,
  ExecEvent,
  Misfire,
  NicCreate,
  Scope,
  Target,
  TimingInput,
  ManyResult,
} from "./types";

/** Options of {@link Vmbay.with}. */
export interface VmbayWithOptions extends CallOptions {
  /** Who acts. */
  readonly actor?: Actor | undefined;
  /** How far they can see at most; the policy may narrow it. */
  readonly scope?: Scope | undefined;
  /** The request it belongs to, kept with operations and events. */
  readonly requestId?: string | undefined;
  /**
   * When to give up, by the clock of this process; an operation that is begun takes it along, and a runner elsewhere
   * compares it with its own.
   */
  readonly deadline?: Date | string | undefined;
}

/** Options of {@link Vmbay.health}. */
export interface VmbayHealthOptions extends CallOptions {
  /** How long each check may take, all of them at once; 2 seconds unless told otherwise. */
  readonly deadlineMs?: number | undefined;
  /**
   * From which age on an operation, an event for a named consumer, or a job that no worker knows, is a sign of trouble;
   * 60 seconds unless told otherwise.
   */
  readonly backlogAgeMs?: number | undefined;
  /** Below which share of free space, in percent, a pool is nearly full; 10 unless told otherwise. */
  readonly freePercent?: number | undefined;
  /**
   * Whether to compare the database with what is on the hosts too, which reads every machine and volume; not unless
   * told otherwise.
   */
  readonly drift?: boolean | undefined;
}

/**
 * An open library: a database, its hypervisors, and everything one can do with them. Cheap to clone; every clone is the
 * same library, in the same context.
 *
 * Dropping the last clone ends everything at once, as a crash would: what was at work waits until its lease is over, and
 * where no other process watched meanwhile, one lease after the next start.
 * `shutdown` ends it in order, and the next process goes on at once.
 */
export class Vmbay extends Service {
  /**
   * Opens the library on a database: `sqlite:PATH`, `sqlite::memory:`, `postgres://user:password@host/database` or `memory:`.
   *
   * Leave it with `await using`, or call `shutdown`.
   */
  static open(database: string, options: OpenOptions = {}): Promise<Vmbay> {
    return open({ make: Vmbay, makeGuest: Guest }, database, options);
  }

  /** Ends it in order, with ten seconds for what is at work. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.shutdown(10_000);
  }

  /** Tenants. */
  get organizations(): Organizations {
    return new Organizations(this.native.member("organizations"), this.engine);
  }

  /** Groups inside tenants. */
  get projects(): Projects {
    return new Projects(this.native.member("projects"), this.engine);
  }

  /** Hosts: the hypervisors of every process on this database. */
  get hosts(): Hosts {
    return new Hosts(this.native.member("hosts"), this.engine);
  }

  /** What happened. */
  get events(): Events {
    return new Events(this.native.member("events"), this.engine);
  }

  /** Named consumers of what happened, whose place the database keeps. */
  get consumers(): Consumers {
    return new Consumers(this.native.member("consumers"), this.engine);
  }

  /** Images: bases that machines are made from. */
  get images(): Images {
    return new Images(this.native.member("images"), this.engine);
  }

  /** Volumes: disk files, empty or cloned from images. */
  get volumes(): Volumes {
    return new Volumes(this.native.member("volumes"), this.engine);
  }

  /** Storage pools: where images and volumes lie. */
  get storagePools(): StoragePools {
    return new StoragePools(this.native.member("storagePools"), this.engine);
  }

  /** Machines. */
  get machines(): Machines {
    return new Machines(this.native.member("machines"), this.engine);
  }

  /** Inside machines: commands and files. */
  get guest(): Guest {
    return new Guest(this.native.member("guest"), this.engine);
  }

  /** Long work: its state, and kinds of the application's own. */
  get operations(): Operations {
    return new Operations(this.native.member("operations"), this.engine);
  }

  /** Background jobs of the application's own. */
  get jobs(): Jobs {
    return new Jobs(this.native.member("jobs"), this.engine);
  }

  /** What is to happen at certain times. */
  get schedules(): Schedules {
    return new Schedules(this.native.member("schedules"), this.engine);
  }

  /** Named leases, for what only one process may do at a time. */
  get leases(): Leases {
    return new Leases(this.native.member("leases"), this.engine);
  }

  /** The same library in another context: every call through it acts for that actor and sees no further than its scope. */
  with(options: VmbayWithOptions = {}): Promise<Vmbay> {
    return this.service("with", { ...options }, options, Vmbay);
  }

  /**
   * How the library does, looking as `options` say.
   *
   * # Errors
   * As `health`.
   *
   * Permission: `installation:health`.
   */
  health(options: VmbayHealthOptions = {}): Promise<Health> {
    return this.value("health", { ...options }, options, reviveHealth);
  }

  /**
   * Examines the database and every host: what they lack, and the package, setting or call that mends it; the worst
   * first, nothing when all is well. It takes its time; `health` is for probes.
   *
   * # Errors
   * As `health`.
   *
   * Permission: `installation:doctor`.
   */
  doctor(options: CallOptions = {}): Promise<readonly Diagnosis[]> {
    return this.value("doctor", {}, options, list(reviveDiagnosis));
  }

  /**
   * How long the calls of the database and the operations took that this process made since it opened the library, and
   * how busy the database's connections are now. It asks nothing of the database.
   *
   * # Errors
   * As `health`.
   *
   * Permission: `installation:telemetry`.
   */
  telemetry(options: CallOptions = {}): Promise<Telemetry> {
    return this.value("telemetry", {}, options, reviveTelemetry);
  }

  /**
   * Stops taking up work, lets what is at work come to the next edge within `deadline`, lets go of leases, and closes
   * the hypervisors and the database. Machines go on running. What could not end is taken up by the next process at
   * once.
   *
   * Letting go and closing have what is left of `deadline`, but a second each at least: it returns after `deadline` and
   * two seconds at the latest, also when the database answers nothing any more. Leases then end by themselves.
   *
   * # Errors
   * `timed_out` when something was still at work after `deadline`, or did not let go or close in time; everything is
   * closed all the same.
   */
  shutdown(deadlineMs: number, options: CallOptions = {}): Promise<void> {
    return this.engine.closed(this.value("shutdown", { deadlineMs }, options, none));
  }
}

/** Options of {@link Organizations.list}. */
export interface OrganizationsListOptions extends CallOptions {
  /** Only those whose name begins with this. */
  readonly namePrefix?: string | undefined;
  /** Only those that are suspended, or only those that are not. */
  readonly suspended?: boolean | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Organizations.rename}. */
export interface OrganizationsRenameOptions extends CallOptions {
  readonly expectedVersion?: number | undefined;
}

/**
 * Tenants: `Vmbay::organizations`.
 *
 * Whether a tenant is, and whether it may work, is decided from above it: only a caller whose scope is the whole
 * installation makes, suspends, resumes and deletes organizations.
 */
export class Organizations extends Service {
  /**
   * Makes an organization. It has no project yet.
   *
   * # Errors
   * `invalid_argument` or `already_exists` for the name; `permission_denied`.
   *
   * Permission: `organization:create`.
   */
  create(name: string, options: CallOptions = {}): Promise<Organization> {
    return this.value("create", { name }, options, reviveOrganization);
  }

  /**
   * The organization of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `organization:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<Organization> {
    return this.value("get", { id }, options, reviveOrganization);
  }

  /**
   * A page of organizations, oldest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `organization:list`.
   */
  list(options: OrganizationsListOptions = {}): Promise<Page<Organization>> {
    return this.value("list", { ...options }, options, page(reviveOrganization));
  }

  /**
   * Gives the organization another name.
   *
   * # Errors
   * `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
   * `expected_version`; `permission_denied`; `in_use` for the default one.
   *
   * Permission: `organization:update`.
   */
  rename(id: string, name: string, options: OrganizationsRenameOptions = {}): Promise<Organization> {
    return this.value("rename", { ...options, id, name }, options, reviveOrganization);
  }

  /**
   * Suspends the organization: it makes nothing new and starts nothing any more. What runs goes on running.
   *
   * # Errors
   * `not_found`, `permission_denied`.
   *
   * Permission: `organization:suspend`.
   */
  suspend(id: string, options: CallOptions = {}): Promise<Organization> {
    return this.value("suspend", { id }, options, reviveOrganization);
  }

  /**
   * Lets a suspended organization work again.
   *
   * # Errors
   * `not_found`, `permission_denied`.
   *
   * Permission: `organization:suspend`.
   */
  resume(id: string, options: CallOptions = {}): Promise<Organization> {
    return this.value("resume", { id }, options, reviveOrganization);
  }

  /**
   * Deletes an organization that owns nothing any more.
   *
   * # Errors
   * `in_use` while a project of it is there, while an operation of it is not over, and for the default one;
   * `not_found`, `permission_denied`.
   *
   * Permission: `organization:delete`.
   */
  delete(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("delete", { id }, options, none);
  }
}

/** Options of {@link Projects.list}. */
export interface ProjectsListOptions extends CallOptions {
  /** Only those of this organization. */
  readonly organization?: string | undefined;
  /** Only those whose name begins with this. */
  readonly namePrefix?: string | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Projects.rename}. */
export interface ProjectsRenameOptions extends CallOptions {
  readonly expectedVersion?: number | undefined;
}

/**
 * Projects: `Vmbay::projects`.
 *
 * An organization orders its projects itself: a caller confined to one project reads it and no more.
 */
export class Projects extends Service {
  /**
   * Makes a project in an organization.
   *
   * # Errors
   * `invalid_argument` or `already_exists` for the name; `not_found` for the organization; `permission_denied`.
   *
   * Permission: `project:create`.
   */
  create(organization: string, name: string, options: CallOptions = {}): Promise<Project> {
    return this.value("create", { organization, name }, options, reviveProject);
  }

  /**
   * The project of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `project:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<Project> {
    return this.value("get", { id }, options, reviveProject);
  }

  /**
   * A page of projects, oldest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `project:list`.
   */
  list(options: ProjectsListOptions = {}): Promise<Page<Project>> {
    return this.value("list", { ...options }, options, page(reviveProject));
  }

  /**
   * Gives the project another name.
   *
   * # Errors
   * `not_found`; `invalid_argument` or `already_exists` for the name; `conflict` when it is no longer at
   * `expected_version`; `permission_denied`; `in_use` for the default one.
   *
   * Permission: `project:update`.
   */
  rename(id: string, name: string, options: ProjectsRenameOptions = {}): Promise<Project> {
    return this.value("rename", { ...options, id, name }, options, reviveProject);
  }

  /**
   * Deletes a project in which nothing is any more.
   *
   * # Errors
   * `in_use` while a machine, image or volume is in it, while an operation of it is not over, and for the default
   * one; `not_found`, `permission_denied`.
   *
   * Permission: `project:delete`.
   */
  delete(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("delete", { id }, options, none);
  }
}

/** Options of {@link Hosts.reconcile}. */
export interface HostsReconcileOptions extends CallOptions {
  /** The host; every one this process was opened with unless told otherwise. */
  readonly host?: string | undefined;
  /** Whether to mend what can be mended; otherwise it is only reported. */
  readonly mend?: boolean | undefined;
}

/** Options of {@link Hosts.list}. */
export interface HostsListOptions extends CallOptions {
  /** Only those of which people decided this. */
  readonly adminState?: AdminState | undefined;
  /** Only those whose connection was last seen like this. */
  readonly connectionState?: ConnectionState | undefined;
  /** Only those that carry all of these labels. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Hosts.suggest}. */
export interface HostsSuggestOptions extends CallOptions {
  /** The only host it may go to; any unless told otherwise. */
  readonly host?: string | undefined;
  /** Its memory in MiB. */
  readonly memoryMib?: number | undefined;
  /** Labels that its host must carry. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

/** Options of {@link Hosts.update}. */
export interface HostsUpdateOptions extends CallOptions {
  /** Labels, in the place of those there. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /**
   * What people decided: enabled, cordoned and in maintenance lead to each other; removal comes after maintenance,
   * of an empty host, and is final.
   */
  readonly adminState?: AdminState | undefined;
  /** The version the caller saw; a host that changed since is then refused with `conflict`. */
  readonly expectedVersion?: number | undefined;
}

/**
 * Hosts: `Vmbay::hosts`.
 *
 * Hosts belong to no organization: whoever may use the permission reads them all, and only a caller whose scope is the
 * whole installation changes them.
 */
export class Hosts extends Service {
  /**
   * Compares the database with what is on the hosts, and mends it if told to. What an operation holds is left out;
   * what is not ours is never touched.
   *
   * # Errors
   * `not_found` for the host, `unavailable` when this process was opened without it, `permission_denied`.
   *
   * Permission: `host:reconcile`.
   */
  reconcile(options: HostsReconcileOptions = {}): Promise<DriftReport> {
    return this.value("reconcile", { ...options }, options, reviveDriftReport);
  }

  /**
   * Begins to mend what differs on one host.
   *
   * # Errors
   * As `reconcile`.
   *
   * Permission: `host:reconcile`.
   */
  beginReconcile(host: string, options: CallOptions = {}): Promise<Operation<readonly Drift[]>> {
    return this.work("beginReconcile", { host }, options, list(reviveDrift));
  }

  /**
   * The host of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `host:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<Host> {
    return this.value("get", { id }, options, reviveHost);
  }

  /**
   * A page of hosts, oldest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `host:list`.
   */
  list(options: HostsListOptions = {}): Promise<Page<Host>> {
    return this.value("list", { ...options }, options, page(reviveHost));
  }

  /**
   * The host that a machine would go to now. Nothing is reserved.
   *
   * # Errors
   * `not_found` for a required host that is not there; `unavailable` when no host can take it, with the reason of
   * each.
   *
   * Permission: `host:list`.
   */
  suggest(options: HostsSuggestOptions = {}): Promise<Host> {
    return this.value("suggest", { ...options }, options, reviveHost);
  }

  /**
   * Changes a host's labels or what people decided about it.
   *
   * # Errors
   * `invalid_argument` for a label; `not_found`, `conflict`, `permission_denied`; `illegal_transition` for the state,
   * `in_use` for the removal of a host with machines or volumes.
   *
   * Permission: `host:update`.
   */
  update(id: string, options: HostsUpdateOptions = {}): Promise<Host> {
    return this.value("update", { ...options, id }, options, reviveHost);
  }
}

/** Options of {@link Events.list}. */
export interface EventsListOptions extends CallOptions {
  /** Only events after this place. */
  readonly after?: string | undefined;
  /** Only topics that begin with this: `machine.` or `machine.created`. */
  readonly topic?: string | undefined;
  /** Only events of this entity. */
  readonly entityId?: string | undefined;
  /** At most this many in one page: 1 to `MAX_LIMIT`. */
  readonly limit?: number | undefined;
}

/** Options of {@link Events.stream}. */
export interface EventsStreamOptions extends CallOptions {
  /** Only events after this place. */
  readonly after?: string | undefined;
  /** Only topics that begin with this: `machine.` or `machine.created`. */
  readonly topic?: string | undefined;
  /** Only events of this entity. */
  readonly entityId?: string | undefined;
  /** At most this many in one page: 1 to `MAX_LIMIT`. */
  readonly limit?: number | undefined;
}

/** The stream of events: `Vmbay::events`. */
export class Events extends Service {
  /**
   * The place after the newest event: what a consumer starts from that cares only for what is to come.
   *
   * Permission: `event:list`.
   */
  latest(options: CallOptions = {}): Promise<string> {
    return this.value("latest", {}, options, same);
  }

  /**
   * A page of the events after a place.
   *
   * # Errors
   * `invalid_argument` for a limit out of range.
   *
   * Permission: `event:list`.
   */
  list(options: EventsListOptions = {}): Promise<EventPage> {
    return this.value("list", { ...options }, options, reviveEventPage);
  }

  /**
   * Every event after a place, then every new one as it commits, without end. Dropping the stream ends it; a token
   * of any event it yielded resumes it.
   *
   * Permission: `event:list`.
   */
  stream(options: EventsStreamOptions = {}): Stream<EventItem> {
    return this.items("stream", { ...options }, options, reviveEventItem);
  }

  /**
   * Removes the events before `time`, of the whole installation, and says how many. Consumers that had not read them
   * are told of the gap; `Consumers::list` tells beforehand which of the named ones would be.
   *
   * Permission: `event:prune`.
   */
  prune(before: Date | string, options: CallOptions = {}): Promise<number> {
    return this.value("prune", { before }, options, same);
  }
}

/** Options of {@link Consumers.open}. */
export interface ConsumersOpenOptions extends CallOptions {
  /** Where a consumer that was never opened before begins; before the first event unless told otherwise. */
  readonly start?: string | undefined;
  /** At most this many events in a batch: 1 to 1000; 100 unless told otherwise. */
  readonly limit?: number | undefined;
  /**
   * How long an owner that went silent keeps the consumer, 100 milliseconds to an hour: the longest wait until another
   * process goes on. 10 seconds unless told otherwise.
   */
  readonly leaseMs?: number | undefined;
}

/** Options of {@link Consumers.list}. */
export interface ConsumersListOptions extends CallOptions {
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/**
 * The named consumers of events: `Vmbay::consumers`. They see the events of the whole
 * installation, and only a caller whose scope that is works with them.
 */
export class Consumers extends Service {
  /**
   * The consumer `name`, which begins at `options.start` if it was never opened before. Any number of processes may have
   * it open: one of them at a time owns it, and the others wait in `Consumer::next`.
   *
   * # Errors
   * `invalid_argument` for the name, the options, or a start that no event has reached; `permission_denied` for whoever
   * sees only a part of the installation.
   *
   * Permission: `consumer:open`.
   */
  open(name: string, options: ConsumersOpenOptions = {}): Promise<Consumer> {
    return this.service("open", { ...options, name }, options, Consumer);
  }

  /**
   * A page of consumers, oldest first, and how far each is behind.
   *
   * Permission: `consumer:list`.
   */
  list(options: ConsumersListOptions = {}): Promise<Page<ConsumerLag>> {
    return this.value("list", { ...options }, options, page(reviveConsumerLag));
  }

  /**
   * Puts a consumer at another place, earlier or later. Its owner learns of it by a `conflict` of what it was about to
   * commit, and goes on from there.
   *
   * # Errors
   * `not_found`; `invalid_argument` for a place that no event has reached.
   *
   * Permission: `consumer:reset`.
   */
  reset(name: string, to: string, options: CallOptions = {}): Promise<ConsumerRecord> {
    return this.value("reset", { name, to }, options, reviveConsumerRecord);
  }

  /**
   * Forgets a consumer and its place; opened again it begins anew.
   *
   * # Errors
   * `not_found`; `conflict` when its owner moved it just now.
   *
   * Permission: `consumer:delete`.
   */
  delete(name: string, options: CallOptions = {}): Promise<void> {
    return this.value("delete", { name }, options, none);
  }
}

/** A consumer that is open: `Consumers::open`. Dropping it lets another process go on. */
export class Consumer extends Service {
  /**
   * What follows the consumer's place, once there is something and no other process owns the consumer; none once the
   * library shuts down. A batch that was not acknowledged is given again.
   *
   * Where retention was quicker, the batch begins with a gap; it may hold nothing else.
   *
   * # Errors
   * `not_found` once the consumer was deleted, and what the database says, or `timed_out` when it says nothing: call it
   * again after that.
   *
   * # Cancellation
   * Dropping the future ends the wait and loses nothing.
   */
  next(options: CallOptions = {}): Promise<EventPage | null> {
    return this.value("next", {}, options, optional(reviveEventPage));
  }

  /**
   * Moves the consumer's place to `token`: the end of the batch, or one of its events. For effects outside the database;
   * they come first, and are repeated after a crash.
   *
   * # Errors
   * As `commit`.
   */
  acknowledge(token: string, options: CallOptions = {}): Promise<void> {
    return this.value("acknowledge", { token }, options, none);
  }

  /**
   * Gives it up, so that another process need not wait.
   *
   * # Errors
   * What the database says; the consumer is free after its lease all the same.
   */
  release(options: CallOptions = {}): Promise<void> {
    return this.value("release", {}, options, none);
  }
}

/** Options of {@link Images.list}. */
export interface ImagesListOptions extends CallOptions {
  /** Only those in this project. */
  readonly project?: string | undefined;
  /** Only those of this kind. */
  readonly kind?: ImageKind | undefined;
  /** Only those in this state. */
  readonly state?: ImageState | undefined;
  /** Only those whose name begins with this. */
  readonly namePrefix?: string | undefined;
  /** Only those that carry all of these labels. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Images.stream}. */
export interface ImagesStreamOptions extends CallOptions {
  /** Only those in this project. */
  readonly project?: string | undefined;
  /** Only those of this kind. */
  readonly kind?: ImageKind | undefined;
  /** Only those in this state. */
  readonly state?: ImageState | undefined;
  /** Only those whose name begins with this. */
  readonly namePrefix?: string | undefined;
  /** Only those that carry all of these labels. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Images.importDisk}. */
export interface ImagesImportDiskOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; one that is enabled unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the host's default one unless told otherwise. */
  readonly pool?: string | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine?: string | undefined;
  /** The sha256 that the disk, ISO or kernel must have, in hex. */
  readonly sha256?: string | undefined;
  /** The sha256 that the initial RAM disk must have, in hex. */
  readonly initrdSha256?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Images.importIso}. */
export interface ImagesImportIsoOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; one that is enabled unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the host's default one unless told otherwise. */
  readonly pool?: string | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine?: string | undefined;
  /** The sha256 that the disk, ISO or kernel must have, in hex. */
  readonly sha256?: string | undefined;
  /** The sha256 that the initial RAM disk must have, in hex. */
  readonly initrdSha256?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Images.importKernel}. */
export interface ImagesImportKernelOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; one that is enabled unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the host's default one unless told otherwise. */
  readonly pool?: string | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine?: string | undefined;
  /** The sha256 that the disk, ISO or kernel must have, in hex. */
  readonly sha256?: string | undefined;
  /** The sha256 that the initial RAM disk must have, in hex. */
  readonly initrdSha256?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Images.beginImportDisk}. */
export interface ImagesBeginImportDiskOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; one that is enabled unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the host's default one unless told otherwise. */
  readonly pool?: string | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine?: string | undefined;
  /** The sha256 that the disk, ISO or kernel must have, in hex. */
  readonly sha256?: string | undefined;
  /** The sha256 that the initial RAM disk must have, in hex. */
  readonly initrdSha256?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Images.beginImportIso}. */
export interface ImagesBeginImportIsoOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; one that is enabled unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the host's default one unless told otherwise. */
  readonly pool?: string | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine?: string | undefined;
  /** The sha256 that the disk, ISO or kernel must have, in hex. */
  readonly sha256?: string | undefined;
  /** The sha256 that the initial RAM disk must have, in hex. */
  readonly initrdSha256?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Images.beginImportKernel}. */
export interface ImagesBeginImportKernelOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; one that is enabled unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the host's default one unless told otherwise. */
  readonly pool?: string | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine?: string | undefined;
  /** The sha256 that the disk, ISO or kernel must have, in hex. */
  readonly sha256?: string | undefined;
  /** The sha256 that the initial RAM disk must have, in hex. */
  readonly initrdSha256?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Images.update}. */
export interface ImagesUpdateOptions extends CallOptions {
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, in the place of those there. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine?: string | undefined;
  /** The version the caller saw; an image that changed since is then refused with `conflict`. */
  readonly expectedVersion?: number | undefined;
}

/**
 * Images: `Vmbay::images`.
 *
 * Long verbs are pairs: `import` returns when the image is ready, `begin_import` returns an `Operation` at once.
 * Dropping the future of the first abandons the wait, not the work.
 */
export class Images extends Service {
  /**
   * The image of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `image:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<Image> {
    return this.value("get", { id }, options, reviveImage);
  }

  /**
   * A page of images, newest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `image:list`.
   */
  list(options: ImagesListOptions = {}): Promise<Page<Image>> {
    return this.value("list", { ...options }, options, page(reviveImage));
  }

  /**
   * Every image, newest first, page by page; `query.limit` is the size of a page.
   *
   * Permission: `image:list`.
   */
  stream(options: ImagesStreamOptions = {}): Stream<Image> {
    return this.items("stream", { ...options }, options, reviveImage);
  }

  /**
   * Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
   * sha256 where one was given.
   *
   * # Errors
   * `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
   * refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
   * `idempotency_conflict`. Whatever the failure, nothing is left of the image.
   *
   * The cloud disk image at `path`, qcow2 or raw.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `image:import`.
   */
  importDisk(name: string, path: string, options: ImagesImportDiskOptions = {}): Promise<Image> {
    return this.value("importDisk", { ...options, name, path }, options, reviveImage);
  }

  /**
   * Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
   * sha256 where one was given.
   *
   * # Errors
   * `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
   * refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
   * `idempotency_conflict`. Whatever the failure, nothing is left of the image.
   *
   * The ISO at `path`.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `image:import`.
   */
  importIso(name: string, path: string, options: ImagesImportIsoOptions = {}): Promise<Image> {
    return this.value("importIso", { ...options, name, path }, options, reviveImage);
  }

  /**
   * Imports files of this machine as an image: judges them, copies them into a pool while hashing, and compares the
   * sha256 where one was given.
   *
   * # Errors
   * `invalid_argument` with the field (`path`, `kernel`, `initrd`, `sha256` …) for what is no such image, or one that
   * refers to other files, is encrypted or cut off; `already_exists` for the name; `out_of_space`;
   * `idempotency_conflict`. Whatever the failure, nothing is left of the image.
   *
   * The kernel at `kernel` with the initial RAM disk at `initrd`.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `image:import`.
   */
  importKernel(name: string, kernel: string, initrd: string, options: ImagesImportKernelOptions = {}): Promise<Image> {
    return this.value("importKernel", { ...options, name, kernel, initrd }, options, reviveImage);
  }

  /**
   * Begins what `import` does. What its files say is judged before this returns.
   *
   * The cloud disk image at `path`, qcow2 or raw.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `image:import`.
   */
  beginImportDisk(name: string, path: string, options: ImagesBeginImportDiskOptions = {}): Promise<Operation<Image>> {
    return this.work("beginImportDisk", { ...options, name, path }, options, reviveImage);
  }

  /**
   * Begins what `import` does. What its files say is judged before this returns.
   *
   * The ISO at `path`.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `image:import`.
   */
  beginImportIso(name: string, path: string, options: ImagesBeginImportIsoOptions = {}): Promise<Operation<Image>> {
    return this.work("beginImportIso", { ...options, name, path }, options, reviveImage);
  }

  /**
   * Begins what `import` does. What its files say is judged before this returns.
   *
   * The kernel at `kernel` with the initial RAM disk at `initrd`.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `image:import`.
   */
  beginImportKernel(name: string, kernel: string, initrd: string, options: ImagesBeginImportKernelOptions = {}): Promise<Operation<Image>> {
    return this.work("beginImportKernel", { ...options, name, kernel, initrd }, options, reviveImage);
  }

  /**
   * Changes the image's description, labels or command line.
   *
   * # Errors
   * `invalid_argument` with the field, `not_found`, `conflict`.
   *
   * Permission: `image:update`.
   */
  update(id: string, options: ImagesUpdateOptions = {}): Promise<Image> {
    return this.value("update", { ...options, id }, options, reviveImage);
  }

  /**
   * Deletes the image: its files, then its rows.
   *
   * # Errors
   * `not_found`, `locked`; `in_use` while a machine was made from it or a volume is cloned from it, before any file is
   * touched. When deleting a file fails later, the image stays `deleting` and can be deleted again.
   *
   * Permission: `image:delete`.
   */
  delete(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("delete", { id }, options, none);
  }

  /**
   * Begins what `delete` does.
   *
   * Permission: `image:delete`.
   */
  beginDelete(id: string, options: CallOptions = {}): Promise<Operation<void>> {
    return this.work("beginDelete", { id }, options, none);
  }
}

/** Options of {@link Volumes.list}. */
export interface VolumesListOptions extends CallOptions {
  /** Only those in this project. */
  readonly project?: string | undefined;
  /** Only those in this pool. */
  readonly pool?: string | undefined;
  /** Only the disks of this machine. */
  readonly machine?: string | undefined;
  /** Only the linked clones of this volume. */
  readonly backingVolume?: string | undefined;
  /** Only those in this state. */
  readonly state?: VolumeState | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Volumes.stream}. */
export interface VolumesStreamOptions extends CallOptions {
  /** Only those in this project. */
  readonly project?: string | undefined;
  /** Only those in this pool. */
  readonly pool?: string | undefined;
  /** Only the disks of this machine. */
  readonly machine?: string | undefined;
  /** Only the linked clones of this volume. */
  readonly backingVolume?: string | undefined;
  /** Only those in this state. */
  readonly state?: VolumeState | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Volumes.create}. */
export interface VolumesCreateOptions extends CallOptions {
  /** Its format; qcow2 unless told otherwise, which a clone needs. */
  readonly format?: VolumeFormat | undefined;
  /** The disk image it is a linked clone of. */
  readonly image?: string | undefined;
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; the image's, or one that is enabled, unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the image's, or the host's default one, unless told otherwise. */
  readonly pool?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Volumes.beginCreate}. */
export interface VolumesBeginCreateOptions extends CallOptions {
  /** Its format; qcow2 unless told otherwise, which a clone needs. */
  readonly format?: VolumeFormat | undefined;
  /** The disk image it is a linked clone of. */
  readonly image?: string | undefined;
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host whose default pool it goes to; the image's, or one that is enabled, unless told otherwise. */
  readonly host?: string | undefined;
  /** The pool it goes to; the image's, or the host's default one, unless told otherwise. */
  readonly pool?: string | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/**
 * Volumes: `Vmbay::volumes`.
 *
 * Long verbs are pairs: `create` returns when the volume is ready, `begin_create` returns an `Operation` at once.
 * Dropping the future of the first abandons the wait, not the work.
 */
export class Volumes extends Service {
  /**
   * The volume of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `volume:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<Volume> {
    return this.value("get", { id }, options, reviveVolume);
  }

  /**
   * A page of volumes, newest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `volume:list`.
   */
  list(options: VolumesListOptions = {}): Promise<Page<Volume>> {
    return this.value("list", { ...options }, options, page(reviveVolume));
  }

  /**
   * Every volume, newest first, page by page; `query.limit` is the size of a page.
   *
   * Permission: `volume:list`.
   */
  stream(options: VolumesStreamOptions = {}): Stream<Volume> {
    return this.items("stream", { ...options }, options, reviveVolume);
  }

  /**
   * Makes a volume: its row, then its file.
   *
   * # Errors
   * `invalid_argument` with the field, before any side effect; `not_found` for an image, pool, host or project;
   * `illegal_transition` for an image that is not ready; `out_of_space`; `idempotency_conflict`. Whatever the failure,
   * nothing is left of the volume.
   *
   * @param name A name for people; need not be unique.
   * @param sizeBytes Its size in bytes: 1 MiB to 64 TiB, a multiple of 512; of a clone, at least the image's.
   *
   * Permission: `volume:create`.
   */
  create(name: string, sizeBytes: bigint | number, options: VolumesCreateOptions = {}): Promise<Volume> {
    return this.value("create", { ...options, name, sizeBytes }, options, reviveVolume);
  }

  /**
   * Begins what `create` does.
   *
   * @param name A name for people; need not be unique.
   * @param sizeBytes Its size in bytes: 1 MiB to 64 TiB, a multiple of 512; of a clone, at least the image's.
   *
   * Permission: `volume:create`.
   */
  beginCreate(name: string, sizeBytes: bigint | number, options: VolumesBeginCreateOptions = {}): Promise<Operation<Volume>> {
    return this.work("beginCreate", { ...options, name, sizeBytes }, options, reviveVolume);
  }

  /**
   * Grows a volume to `size_bytes`. The machine it is a disk of is off.
   *
   * # Errors
   * `invalid_argument` when it would not grow; `not_found`, `locked`; `in_use` when it belongs to an image;
   * `illegal_transition` while its machine is on or saved.
   *
   * Permission: `volume:resize`.
   */
  resize(id: string, sizeBytes: bigint | number, options: CallOptions = {}): Promise<Volume> {
    return this.value("resize", { id, sizeBytes }, options, reviveVolume);
  }

  /**
   * Begins what `resize` does.
   *
   * Permission: `volume:resize`.
   */
  beginResize(id: string, sizeBytes: bigint | number, options: CallOptions = {}): Promise<Operation<Volume>> {
    return this.work("beginResize", { id, sizeBytes }, options, reviveVolume);
  }

  /**
   * Deletes a volume: its file, then its row.
   *
   * # Errors
   * `not_found`, `locked`; `in_use` while it belongs to a machine or an image, or others are clones of it, before the
   * file is touched. When deleting the file fails later, the volume stays `deleting` and can be deleted again.
   *
   * Permission: `volume:delete`.
   */
  delete(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("delete", { id }, options, none);
  }

  /**
   * Begins what `delete` does.
   *
   * Permission: `volume:delete`.
   */
  beginDelete(id: string, options: CallOptions = {}): Promise<Operation<void>> {
    return this.work("beginDelete", { id }, options, none);
  }
}

/** Options of {@link StoragePools.list}. */
export interface StoragePoolsListOptions extends CallOptions {
  /** Only those on this host. */
  readonly host?: string | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/**
 * Storage pools: `Vmbay::storage_pools`.
 *
 * Pools belong to hosts and to no organization: whoever may use the permission reads them all, and only a caller whose
 * scope is the whole installation changes them. Every host that keeps volumes has one from the start, named `default`.
 */
export class StoragePools extends Service {
  /**
   * The storage pool of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `storage_pool:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<StoragePool> {
    return this.value("get", { id }, options, reviveStoragePool);
  }

  /**
   * A page of storage pools, oldest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `storage_pool:list`.
   */
  list(options: StoragePoolsListOptions = {}): Promise<Page<StoragePool>> {
    return this.value("list", { ...options }, options, page(reviveStoragePool));
  }

  /**
   * The space in a storage pool.
   *
   * # Errors
   * `not_found`; `unavailable` when its host or its directory is not within reach.
   *
   * Permission: `storage_pool:space`.
   */
  space(id: string, options: CallOptions = {}): Promise<PoolSpace> {
    return this.value("space", { id }, options, revivePoolSpace);
  }

  /**
   * Creates a storage pool, and makes sure that its directory can be used.
   *
   * # Errors
   * `invalid_argument` with the field; `not_found` for the host; `already_exists` for the name or the path;
   * `unavailable` when the host or the directory is not within reach; `permission_denied`.
   *
   * @param host The host it is on.
   * @param name Its name, unique on the host.
   * @param path The absolute path of a directory on the host, which is made when it is not there.
   *
   * Permission: `storage_pool:create`.
   */
  create(host: string, name: string, path: string, options: CallOptions = {}): Promise<StoragePool> {
    return this.value("create", { host, name, path }, options, reviveStoragePool);
  }

  /**
   * Deletes a storage pool. Its directory stays as it is.
   *
   * # Errors
   * `not_found`, `permission_denied`; `in_use` while volumes or images are in it, and for the default one of a host.
   *
   * Permission: `storage_pool:delete`.
   */
  delete(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("delete", { id }, options, none);
  }
}

/** Options of {@link Machines.createMany}. */
export interface MachinesCreateManyOptions extends CallOptions {
  /** How many are at work at once: 1 to 256; 8 unless told otherwise. */
  readonly concurrency?: number | undefined;
}

/** Options of {@link Machines.startMany}. */
export interface MachinesStartManyOptions extends CallOptions {
  /** How many are at work at once: 1 to 256; 8 unless told otherwise. */
  readonly concurrency?: number | undefined;
}

/** Options of {@link Machines.stopMany}. */
export interface MachinesStopManyOptions extends CallOptions {
  /** How long the guest is given to shut down, in milliseconds; 0 asks nothing of it. */
  readonly timeoutMs?: number | undefined;
  /** Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails. */
  readonly force?: boolean | undefined;
  /** How many are at work at once: 1 to 256; 8 unless told otherwise. */
  readonly concurrency?: number | undefined;
}

/** Options of {@link Machines.deleteMany}. */
export interface MachinesDeleteManyOptions extends CallOptions {
  /** Whether a machine that is on is forced off first; otherwise it is refused. */
  readonly force?: boolean | undefined;
  /** How many are at work at once: 1 to 256; 8 unless told otherwise. */
  readonly concurrency?: number | undefined;
}

/** Options of {@link Machines.list}. */
export interface MachinesListOptions extends CallOptions {
  /** Only those in this project. */
  readonly project?: string | undefined;
  /** Only those on this host. */
  readonly host?: string | undefined;
  /** Only those made from this image. */
  readonly image?: string | undefined;
  /** Only those in this phase. */
  readonly phase?: MachinePhase | undefined;
  /** Only those last seen in this power state. */
  readonly powerState?: PowerState | undefined;
  /** Only those whose name begins with this. */
  readonly namePrefix?: string | undefined;
  /** Only those that carry all of these labels. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Machines.stream}. */
export interface MachinesStreamOptions extends CallOptions {
  /** Only those in this project. */
  readonly project?: string | undefined;
  /** Only those on this host. */
  readonly host?: string | undefined;
  /** Only those made from this image. */
  readonly image?: string | undefined;
  /** Only those in this phase. */
  readonly phase?: MachinePhase | undefined;
  /** Only those last seen in this power state. */
  readonly powerState?: PowerState | undefined;
  /** Only those whose name begins with this. */
  readonly namePrefix?: string | undefined;
  /** Only those that carry all of these labels. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Machines.count}. */
export interface MachinesCountOptions extends CallOptions {
  /** Only those in this project. */
  readonly project?: string | undefined;
  /** Only those on this host. */
  readonly host?: string | undefined;
  /** Only those made from this image. */
  readonly image?: string | undefined;
  /** Only those in this phase. */
  readonly phase?: MachinePhase | undefined;
  /** Only those last seen in this power state. */
  readonly powerState?: PowerState | undefined;
  /** Only those whose name begins with this. */
  readonly namePrefix?: string | undefined;
  /** Only those that carry all of these labels. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Machines.create}. */
export interface MachinesCreateOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host; chosen among the enabled ones unless told otherwise. */
  readonly host?: string | undefined;
  /** What it is made from. */
  readonly image?: string | undefined;
  /** Virtual processors: 1 to 255; 1 unless told otherwise. */
  readonly vcpus?: number | undefined;
  /** Memory in MiB: 16 to 16,777,216; 512 unless told otherwise. */
  readonly memoryMib?: number | undefined;
  /** The kernel's command line; the image's own unless told otherwise. */
  readonly commandLine?: string | undefined;
  /** The size of its clone of a disk image, in bytes; as large as the image unless told otherwise. */
  readonly rootSizeBytes?: bigint | number | undefined;
  /** Empty disks to make, after the image's. */
  readonly disks?: readonly DiskCreate[] | undefined;
  /** Volumes to lend to it, after the disks made; they stay when it is deleted. */
  readonly volumes?: readonly string[] | undefined;
  /** Network cards to give it; none unless told otherwise. */
  readonly nics?: readonly NicCreate[] | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The application's own notes. */
  readonly metadata?: unknown | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Machines.beginCreate}. */
export interface MachinesBeginCreateOptions extends CallOptions {
  /** The project; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** The host; chosen among the enabled ones unless told otherwise. */
  readonly host?: string | undefined;
  /** What it is made from. */
  readonly image?: string | undefined;
  /** Virtual processors: 1 to 255; 1 unless told otherwise. */
  readonly vcpus?: number | undefined;
  /** Memory in MiB: 16 to 16,777,216; 512 unless told otherwise. */
  readonly memoryMib?: number | undefined;
  /** The kernel's command line; the image's own unless told otherwise. */
  readonly commandLine?: string | undefined;
  /** The size of its clone of a disk image, in bytes; as large as the image unless told otherwise. */
  readonly rootSizeBytes?: bigint | number | undefined;
  /** Empty disks to make, after the image's. */
  readonly disks?: readonly DiskCreate[] | undefined;
  /** Volumes to lend to it, after the disks made; they stay when it is deleted. */
  readonly volumes?: readonly string[] | undefined;
  /** Network cards to give it; none unless told otherwise. */
  readonly nics?: readonly NicCreate[] | undefined;
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, for choosing. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The application's own notes. */
  readonly metadata?: unknown | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
}

/** Options of {@link Machines.stop}. */
export interface MachinesStopOptions extends CallOptions {
  /** How long the guest is given to shut down, in milliseconds; 0 asks nothing of it. */
  readonly timeoutMs?: number | undefined;
  /** Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails. */
  readonly force?: boolean | undefined;
}

/** Options of {@link Machines.beginStop}. */
export interface MachinesBeginStopOptions extends CallOptions {
  /** How long the guest is given to shut down, in milliseconds; 0 asks nothing of it. */
  readonly timeoutMs?: number | undefined;
  /** Whether the machine is forced off when the guest has not shut down by then; otherwise the stop fails. */
  readonly force?: boolean | undefined;
}

/** Options of {@link Machines.delete}. */
export interface MachinesDeleteOptions extends CallOptions {
  /** Whether a machine that is on is forced off first; otherwise it is refused. */
  readonly force?: boolean | undefined;
}

/** Options of {@link Machines.beginDelete}. */
export interface MachinesBeginDeleteOptions extends CallOptions {
  /** Whether a machine that is on is forced off first; otherwise it is refused. */
  readonly force?: boolean | undefined;
}

/** Options of {@link Machines.update}. */
export interface MachinesUpdateOptions extends CallOptions {
  /** What people should know. */
  readonly description?: string | undefined;
  /** Labels, in the place of those there. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The application's own notes, in the place of those there. */
  readonly metadata?: unknown | undefined;
  /** The version the caller saw; a machine that changed since is then refused with `conflict`. */
  readonly expectedVersion?: number | undefined;
}

/** Options of {@link Machines.reconfigure}. */
export interface MachinesReconfigureOptions extends CallOptions {
  /** Virtual processors: 1 to 255. */
  readonly vcpus?: number | undefined;
  /** Memory in MiB: 16 to 16,777,216. */
  readonly memoryMib?: number | undefined;
  /** The kernel's command line. */
  readonly commandLine?: string | undefined;
  /** The version the caller saw; a machine that changed since is then refused with `conflict`. */
  readonly expectedVersion?: number | undefined;
}

/** Options of {@link Machines.waitReady}. */
export interface MachinesWaitReadyOptions extends CallOptions {
  /** The application's own probes that must say so too, by name. */
  readonly probes?: readonly string[] | undefined;
}

/**
 * Machines: `Vmbay::machines`.
 *
 * Every long verb is a pair: `start` returns when the machine runs, `begin_start` returns an `Operation` at once.
 * Dropping the future of the first abandons the wait, not the work.
 */
export class Machines extends Service {
  /**
   * Makes many machines. One that fails does not keep the others from being made.
   *
   * Permission: `machine:create`.
   */
  createMany(creates: readonly MachineCreate[], options: MachinesCreateManyOptions = {}): Promise<readonly (ManyResult<string, Machine>)[]> {
    return this.value("createMany", { ...options, creates }, options, list(many(reviveMachine)));
  }

  /**
   * Turns many machines on.
   *
   * Permission: `machine:start`.
   */
  startMany(ids: readonly string[], options: MachinesStartManyOptions = {}): Promise<readonly (ManyResult<string, Machine>)[]> {
    return this.value("startMany", { ...options, ids }, options, list(many(reviveMachine)));
  }

  /**
   * Turns many machines off.
   *
   * Permission: `machine:stop`.
   */
  stopMany(ids: readonly string[], options: MachinesStopManyOptions = {}): Promise<readonly (ManyResult<string, Machine>)[]> {
    return this.value("stopMany", { ...options, ids }, options, list(many(reviveMachine)));
  }

  /**
   * Deletes many machines.
   *
   * Permission: `machine:delete`.
   */
  deleteMany(ids: readonly string[], options: MachinesDeleteManyOptions = {}): Promise<readonly (ManyResult<string, void>)[]> {
    return this.value("deleteMany", { ...options, ids }, options, list(many(none)));
  }

  /**
   * The machine of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `machine:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("get", { id }, options, reviveMachine);
  }

  /**
   * A page of machines, newest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `machine:list`.
   */
  list(options: MachinesListOptions = {}): Promise<Page<Machine>> {
    return this.value("list", { ...options }, options, page(reviveMachine));
  }

  /**
   * Every machine, newest first, page by page; `query.limit` is the size of a page.
   *
   * Permission: `machine:list`.
   */
  stream(options: MachinesStreamOptions = {}): Stream<Machine> {
    return this.items("stream", { ...options }, options, reviveMachine);
  }

  /**
   * How many machines the query matches, whatever its page. Reads them all.
   *
   * Permission: `machine:list`.
   */
  count(options: MachinesCountOptions = {}): Promise<number> {
    return this.value("count", { ...options }, options, same);
  }

  /**
   * Makes a machine: its rows, its disks, its definition. It is off then.
   *
   * # Errors
   * `invalid_argument` with the field, before any side effect; `not_found` for an image, volume, host or project;
   * `already_exists` for the name; `in_use` for a volume; `unavailable` when no host can take it;
   * `idempotency_conflict`. When making it fails later, everything is undone and the machine is `provision_failed`.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `machine:create`.
   */
  create(name: string, options: MachinesCreateOptions = {}): Promise<Machine> {
    return this.value("create", { ...options, name }, options, reviveMachine);
  }

  /**
   * Begins what `create` does.
   *
   * @param name Its name, unique in the project.
   *
   * Permission: `machine:create`.
   */
  beginCreate(name: string, options: MachinesBeginCreateOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginCreate", { ...options, name }, options, reviveMachine);
  }

  /**
   * Turns the machine on, with its pending changes. With a saved state it is restored from it.
   *
   * Permission: `machine:start`.
   */
  start(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("start", { id }, options, reviveMachine);
  }

  /**
   * Begins what `start` does.
   *
   * Permission: `machine:start`.
   */
  beginStart(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginStart", { id }, options, reviveMachine);
  }

  /**
   * Turns the machine off at once, as by pulling the plug. It may take the machine from a start or a stop.
   *
   * Permission: `machine:force_stop`.
   */
  forceStop(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("forceStop", { id }, options, reviveMachine);
  }

  /**
   * Begins what `force_stop` does.
   *
   * Permission: `machine:force_stop`.
   */
  beginForceStop(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginForceStop", { id }, options, reviveMachine);
  }

  /**
   * Asks the guest to restart.
   *
   * Permission: `machine:reboot`.
   */
  reboot(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("reboot", { id }, options, reviveMachine);
  }

  /**
   * Begins what `reboot` does.
   *
   * Permission: `machine:reboot`.
   */
  beginReboot(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginReboot", { id }, options, reviveMachine);
  }

  /**
   * Restarts the machine at once, as by the reset button.
   *
   * Permission: `machine:reset`.
   */
  reset(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("reset", { id }, options, reviveMachine);
  }

  /**
   * Begins what `reset` does.
   *
   * Permission: `machine:reset`.
   */
  beginReset(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginReset", { id }, options, reviveMachine);
  }

  /**
   * Halts the machine's processors.
   *
   * Permission: `machine:pause`.
   */
  pause(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("pause", { id }, options, reviveMachine);
  }

  /**
   * Begins what `pause` does.
   *
   * Permission: `machine:pause`.
   */
  beginPause(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginPause", { id }, options, reviveMachine);
  }

  /**
   * Lets a paused machine go on.
   *
   * Permission: `machine:resume`.
   */
  resume(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("resume", { id }, options, reviveMachine);
  }

  /**
   * Begins what `resume` does.
   *
   * Permission: `machine:resume`.
   */
  beginResume(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginResume", { id }, options, reviveMachine);
  }

  /**
   * Puts the machine's memory to the host's disk and turns it off; the next start brings it back.
   *
   * Permission: `machine:save`.
   */
  save(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("save", { id }, options, reviveMachine);
  }

  /**
   * Begins what `save` does.
   *
   * Permission: `machine:save`.
   */
  beginSave(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginSave", { id }, options, reviveMachine);
  }

  /**
   * Brings a saved machine back to where it was.
   *
   * Permission: `machine:restore`.
   */
  restore(id: string, options: CallOptions = {}): Promise<Machine> {
    return this.value("restore", { id }, options, reviveMachine);
  }

  /**
   * Begins what `restore` does.
   *
   * Permission: `machine:restore`.
   */
  beginRestore(id: string, options: CallOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginRestore", { id }, options, reviveMachine);
  }

  /**
   * Turns the machine off: asks the guest, waits, then forces if it may.
   *
   * # Errors
   * `not_found`, `illegal_transition`, `locked`; `timed_out` when the guest does not listen and force is forbidden.
   *
   * Permission: `machine:stop`.
   */
  stop(id: string, options: MachinesStopOptions = {}): Promise<Machine> {
    return this.value("stop", { ...options, id }, options, reviveMachine);
  }

  /**
   * Begins what `stop` does.
   *
   * Permission: `machine:stop`.
   */
  beginStop(id: string, options: MachinesBeginStopOptions = {}): Promise<Operation<Machine>> {
    return this.work("beginStop", { ...options, id }, options, reviveMachine);
  }

  /**
   * Deletes the machine as `delete` does, with options.
   *
   * Permission: `machine:delete`.
   */
  delete(id: string, options: MachinesDeleteOptions = {}): Promise<void> {
    return this.value("delete", { ...options, id }, options, none);
  }

  /**
   * Begins what `delete_with` does.
   *
   * Permission: `machine:delete`.
   */
  beginDelete(id: string, options: MachinesBeginDeleteOptions = {}): Promise<Operation<void>> {
    return this.work("beginDelete", { ...options, id }, options, none);
  }

  /**
   * Changes the machine's description, labels or metadata.
   *
   * # Errors
   * `invalid_argument` with the field, `not_found`, `conflict`.
   *
   * Permission: `machine:update`.
   */
  update(id: string, options: MachinesUpdateOptions = {}): Promise<Machine> {
    return this.value("update", { ...options, id }, options, reviveMachine);
  }

  /**
   * Changes what the machine is made of, from its next start on:
   * `pending_restart` tells that there is something to come.
   *
   * # Errors
   * `invalid_argument` with the field, `not_found`, `conflict`, `locked`; `illegal_transition` while its memory is
   * saved, which belongs to the hardware it was saved on.
   *
   * Permission: `machine:reconfigure`.
   */
  reconfigure(id: string, options: MachinesReconfigureOptions = {}): Promise<Machine> {
    return this.value("reconfigure", { ...options, id }, options, reviveMachine);
  }

  /**
   * Waits until the machine's guest answers through its agent, and the probes that `options` name say that it is ready.
   *
   * # Errors
   * As `wait_ready`; `invalid_argument` for a probe that nobody gave; what a probe fails with.
   *
   * @param timeoutMs How long to wait at most.
   *
   * Permission: `machine:get`.
   */
  waitReady(id: string, timeoutMs: number, options: MachinesWaitReadyOptions = {}): Promise<Machine> {
    return this.value("waitReady", { ...options, id, timeoutMs }, options, reviveMachine);
  }
}

/** Options of {@link Guest.exec}. */
export interface GuestExecOptions extends CallOptions {
  /** Its environment, as `NAME=value`; the agent's own when empty. */
  readonly env?: readonly string[] | undefined;
  /** What it reads from its standard input; at most 16 MiB. */
  readonly stdin?: Uint8Array | undefined;
  /** How long it may take; 60 seconds unless told otherwise. */
  readonly timeoutMs?: number | undefined;
}

/** Options of {@link Guest.execStream}. */
export interface GuestExecStreamOptions extends CallOptions {
  /** Its environment, as `NAME=value`; the agent's own when empty. */
  readonly env?: readonly string[] | undefined;
  /** What it reads from its standard input; at most 16 MiB. */
  readonly stdin?: Uint8Array | undefined;
  /** How long it may take; 60 seconds unless told otherwise. */
  readonly timeoutMs?: number | undefined;
}

/** Guests: `Vmbay::guest`. Every call needs a running machine whose guest runs an agent. */
export class Guest extends Service {
  /**
   * Asks whether the agent answers.
   *
   * # Errors
   * `guest_failed` when it does not; `illegal_transition` when the machine is not running.
   *
   * Permission: `guest:ping`.
   */
  ping(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("ping", { id }, options, none);
  }

  /**
   * Runs a command and returns what it left behind.
   *
   * # Errors
   * `invalid_argument` for an empty command or a NUL in it; `guest_failed` when it cannot be started or the guest
   * dies; `timed_out` after the command's time-out, when it may go on in the guest.
   *
   * @param argv The program, then its arguments; passed as data.
   *
   * Permission: `guest:exec`.
   */
  exec(id: string, argv: readonly string[], options: GuestExecOptions = {}): Promise<ExecOutput> {
    return this.value("exec", { ...options, id, argv }, options, reviveExecOutput);
  }

  /**
   * Runs a command and streams its output; the last item tells how it ended.
   *
   * @param argv The program, then its arguments; passed as data.
   *
   * Permission: `guest:exec`.
   */
  execStream(id: string, argv: readonly string[], options: GuestExecStreamOptions = {}): Stream<ExecEvent> {
    return this.items("execStream", { ...options, id, argv }, options, reviveExecEvent);
  }

  /**
   * Reads a file, at most 256 MiB of it at once.
   *
   * # Errors
   * `guest_failed` when it cannot be read.
   *
   * Permission: `guest:read`.
   */
  readFile(id: string, path: string, options: CallOptions = {}): Promise<Buffer> {
    return this.value("readFile", { id, path }, options, bytes);
  }

  /**
   * Reads a file of any size in chunks.
   *
   * Permission: `guest:read`.
   */
  readFileStream(id: string, path: string, options: CallOptions = {}): Stream<Buffer> {
    return this.items("readFileStream", { id, path }, options, bytes);
  }

  /**
   * Writes a file, replacing what was there.
   *
   * # Errors
   * `guest_failed` when it cannot be written.
   *
   * Permission: `guest:write`.
   */
  writeFile(id: string, path: string, content: Uint8Array, options: CallOptions = {}): Promise<void> {
    return this.value("writeFile", { id, path, content }, options, none);
  }

  /**
   * What the machine wrote to its serial console since it was last started, from byte `offset` on: at most 1 MiB.
   *
   * Permission: `guest:console`.
   */
  consoleLog(id: string, offset: number, options: CallOptions = {}): Promise<Buffer> {
    return this.value("consoleLog", { id, offset }, options, bytes);
  }
}

/** Options of {@link Operations.list}. */
export interface OperationsListOptions extends CallOptions {
  /** Only those in this state. */
  readonly state?: OperationState | undefined;
  /** Only those of this kind. */
  readonly kind?: string | undefined;
  /** Only those that work on this entity. */
  readonly targetId?: string | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many. */
  readonly limit?: number | undefined;
}

/** Options of {@link Operations.begin}. */
export interface OperationsBeginOptions extends CallOptions {
  /** What it is asked to do, without secrets: it is stored. */
  readonly input?: unknown | undefined;
  /** The same key and input give the same operation. */
  readonly idempotencyKey?: string | undefined;
  /**
   * Not before this much time has passed. The runner compares the clock of this process with its own: by as much as the
   * two differ it comes sooner or later, and once all the same.
   */
  readonly delayMs?: number | undefined;
  /**
   * Fails unless it has ended within this much time, by the clocks of this process and of the runner: where they differ,
   * by that much sooner or later.
   */
  readonly timeLimitMs?: number | undefined;
}

/** The operations: `Vmbay::operations`. */
export class Operations extends Service {
  /**
   * The operation of this id.
   *
   * Permission: `operation:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<OperationRecord> {
    return this.value("get", { id }, options, reviveOperationRecord);
  }

  /**
   * A page of operations, newest first.
   *
   * Permission: `operation:list`.
   */
  list(options: OperationsListOptions = {}): Promise<Page<OperationRecord>> {
    return this.value("list", { ...options }, options, page(reviveOperationRecord));
  }

  /**
   * Begins an operation of a kind the application registered with
   * `Builder::operation`. Its value is the JSON its task returned.
   *
   * # Errors
   * `not_found` for a kind that is not registered; `idempotency_conflict`.
   *
   * Permission: `operation:begin`.
   */
  begin(kind: string, options: OperationsBeginOptions = {}): Promise<Operation<unknown>> {
    return this.work("begin", { ...options, kind }, options, same);
  }

  /**
   * A handle on an operation begun earlier, here or in another process. Its value is the operation's output.
   *
   * Permission: `operation:get`.
   */
  attach(id: string, options: CallOptions = {}): Promise<Operation<unknown>> {
    return this.work("attach", { id }, options, same);
  }

  /**
   * Asks an operation to stop.
   *
   * Permission: `operation:cancel`.
   */
  cancel(id: string, options: CallOptions = {}): Promise<OperationRecord> {
    return this.value("cancel", { id }, options, reviveOperationRecord);
  }

  /**
   * Waits until no operation is queued or at work, as after a restart that has something to recover.
   *
   * # Errors
   * `timed_out` when some still are after `limit`.
   *
   * Permission: `operation:list`.
   */
  settle(limitMs: number, options: CallOptions = {}): Promise<void> {
    return this.value("settle", { limitMs }, options, none);
  }

  /**
   * Removes the ended operations that finished before `time`, and says how many.
   *
   * Permission: `operation:prune`.
   */
  prune(before: Date | string, options: CallOptions = {}): Promise<number> {
    return this.value("prune", { before }, options, same);
  }
}

/** Options of {@link Jobs.enqueue}. */
export interface JobsEnqueueOptions extends CallOptions {
  /** The project it works for; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** 0 to 9, higher sooner: each step is a head start of an hour over the jobs of its kind. */
  readonly priority?: number | undefined;
  /** Not before this much time has passed. */
  readonly delayMs?: number | undefined;
  /** The organization's jobs of this kind that are queued or running have no two of the same key. */
  readonly dedupeKey?: string | undefined;
  /** What the job is limited by where its kind has a limit per key. */
  readonly limitKey?: string | undefined;
}

/** Options of {@link Jobs.list}. */
export interface JobsListOptions extends CallOptions {
  /** Only those in this state. */
  readonly state?: JobState | undefined;
  /** Only those of this kind. */
  readonly kind?: string | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many. */
  readonly limit?: number | undefined;
}

/** The jobs: `Vmbay::jobs`. */
export class Jobs extends Service {
  /**
   * Stores a job. Where another of its dedupe key is queued or running, that one is returned in
   * its place.
   *
   * # Errors
   * As `prepare`.
   *
   * @param kind What it does, as the application named it: 1 to 100 bytes.
   * @param payload What its handler is given: no secrets, since it is stored.
   *
   * Permission: `job:enqueue`.
   */
  enqueue(kind: string, payload: unknown, options: JobsEnqueueOptions = {}): Promise<JobRecord> {
    return this.value("enqueue", { ...options, kind, payload }, options, reviveJobRecord);
  }

  /**
   * Stores many jobs in one unit: all or none.
   *
   * # Errors
   * As `prepare`; `already_exists` when a dedupe key is taken.
   *
   * Permission: `job:enqueue`.
   */
  enqueueMany(new_: readonly NewJob[], options: CallOptions = {}): Promise<readonly JobRecord[]> {
    return this.value("enqueueMany", { new: new_ }, options, list(reviveJobRecord));
  }

  /**
   * The job of this id. One that succeeded or was cancelled is gone.
   *
   * Permission: `job:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<JobRecord> {
    return this.value("get", { id }, options, reviveJobRecord);
  }

  /**
   * A page of jobs.
   *
   * Permission: `job:list`.
   */
  list(options: JobsListOptions = {}): Promise<Page<JobRecord>> {
    return this.value("list", { ...options }, options, page(reviveJobRecord));
  }

  /**
   * Removes a job that waits, or asks one that runs to stop.
   *
   * # Errors
   * `illegal_transition` for a dead letter.
   *
   * Permission: `job:cancel`.
   */
  cancel(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("cancel", { id }, options, none);
  }

  /**
   * Gives a dead letter all its attempts again.
   *
   * # Errors
   * `illegal_transition` for a job that is not dead.
   *
   * Permission: `job:replay`.
   */
  replay(id: string, options: CallOptions = {}): Promise<JobRecord> {
    return this.value("replay", { id }, options, reviveJobRecord);
  }

  /**
   * Gives every dead letter of a kind all its attempts again, and says how many there were. Priority counts no more:
   * they go in the order in which they would have been done.
   *
   * Permission: `job:replay`.
   */
  replayAll(kind: string, options: CallOptions = {}): Promise<number> {
    return this.value("replayAll", { kind }, options, same);
  }

  /**
   * Removes every dead letter of a kind, and says how many there were.
   *
   * Permission: `job:purge`.
   */
  purge(kind: string, options: CallOptions = {}): Promise<number> {
    return this.value("purge", { kind }, options, same);
  }

  /**
   * How the jobs of each kind do, by kind. Reads all of them: it is for people, not for loops.
   *
   * Permission: `job:stats`.
   */
  stats(options: CallOptions = {}): Promise<readonly JobStats[]> {
    return this.value("stats", {}, options, list(reviveJobStats));
  }
}

/** Options of {@link Schedules.create}. */
export interface SchedulesCreateOptions extends CallOptions {
  /** The project it belongs to; the caller's own unless told otherwise. */
  readonly project?: string | undefined;
  /** What becomes of ticks that were missed; the last of them happens unless told otherwise. */
  readonly misfire?: Misfire | undefined;
  /**
   * How late a tick may be before it counts as missed: a second to a day, above the difference of the clocks of your
   * processes; two minutes unless told otherwise.
   */
  readonly graceMs?: number | undefined;
  /** Below which time the schedule is late on purpose: at most a day; none unless told otherwise. */
  readonly jitterMs?: number | undefined;
}

/** Options of {@link Schedules.list}. */
export interface SchedulesListOptions extends CallOptions {
  /** Only those in this state. */
  readonly state?: ScheduleState | undefined;
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Schedules.runs}. */
export interface SchedulesRunsOptions extends CallOptions {
  /** Where the page before ended. */
  readonly after?: string | undefined;
  /** At most this many in a page: 1 to 1000. */
  readonly limit?: number | undefined;
}

/** Options of {@link Schedules.update}. */
export interface SchedulesUpdateOptions extends CallOptions {
  /** When it ticks from now on. A schedule that had ended begins again. */
  readonly timing?: TimingInput | undefined;
  /** What a tick begins. */
  readonly target?: Target | undefined;
  /** What becomes of ticks that were missed. */
  readonly misfire?: Misfire | undefined;
  /** How late a tick may be before it counts as missed. */
  readonly graceMs?: number | undefined;
  /** Below which time it is late on purpose. */
  readonly jitterMs?: number | undefined;
  /** Only if it still has this version. */
  readonly expectedVersion?: number | undefined;
}

/** Schedules: `Vmbay::schedules`. */
export class Schedules extends Service {
  /**
   * Creates a schedule. Whether the caller may do what its ticks begin is asked here, and not again at each tick.
   *
   * # Errors
   * `invalid_argument` with the field; `already_exists` for the name; `not_found` for the project, the machine or the kind
   * of operation; `permission_denied` also for what its ticks begin.
   *
   * @param name Its name, unique in the project.
   * @param timing When it ticks.
   * @param target What a tick begins.
   *
   * Permission: `schedule:create`.
   */
  create(name: string, timing: TimingInput, target: Target, options: SchedulesCreateOptions = {}): Promise<Schedule> {
    return this.value("create", { ...options, name, timing, target }, options, reviveSchedule);
  }

  /**
   * The schedule of this id.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `schedule:get`.
   */
  get(id: string, options: CallOptions = {}): Promise<Schedule> {
    return this.value("get", { id }, options, reviveSchedule);
  }

  /**
   * A page of schedules, oldest first.
   *
   * # Errors
   * `invalid_argument` for a limit out of range or a cursor of another list.
   *
   * Permission: `schedule:list`.
   */
  list(options: SchedulesListOptions = {}): Promise<Page<Schedule>> {
    return this.value("list", { ...options }, options, page(reviveSchedule));
  }

  /**
   * A page of the last runs of a schedule, newest first.
   *
   * # Errors
   * As `get` and `list`.
   *
   * Permission: `schedule:get`.
   */
  runs(id: string, options: SchedulesRunsOptions = {}): Promise<Page<ScheduleRun>> {
    return this.value("runs", { ...options, id }, options, page(reviveScheduleRun));
  }

  /**
   * Changes a schedule. With another timing it waits for its first tick from now on, unless it is paused.
   *
   * # Errors
   * As `create`; `conflict` when it no longer has the expected version.
   *
   * Permission: `schedule:update`.
   */
  update(id: string, options: SchedulesUpdateOptions = {}): Promise<Schedule> {
    return this.value("update", { ...options, id }, options, reviveSchedule);
  }

  /**
   * Lets a schedule rest: the ticks until it is resumed are not missed, there are none.
   *
   * # Errors
   * `not_found`; `illegal_transition` unless it is active.
   *
   * Permission: `schedule:pause`.
   */
  pause(id: string, options: CallOptions = {}): Promise<Schedule> {
    return this.value("pause", { id }, options, reviveSchedule);
  }

  /**
   * Lets a paused schedule wait for its first tick from now on.
   *
   * # Errors
   * `not_found`; `illegal_transition` unless it is paused; `invalid_argument` when it has no tick to come.
   *
   * Permission: `schedule:resume`.
   */
  resume(id: string, options: CallOptions = {}): Promise<Schedule> {
    return this.value("resume", { id }, options, reviveSchedule);
  }

  /**
   * Begins at once what a tick of the schedule begins, whatever its state; its ticks stay as they are.
   *
   * # Errors
   * `not_found`; `locked` while another operation holds its machine. What refuses it otherwise is told by the
   * failure of the run.
   *
   * Permission: `schedule:run`.
   */
  run(id: string, options: CallOptions = {}): Promise<ScheduleRun> {
    return this.value("run", { id }, options, reviveScheduleRun);
  }

  /**
   * Deletes a schedule and its runs. What it began goes on.
   *
   * # Errors
   * `not_found`.
   *
   * Permission: `schedule:delete`.
   */
  delete(id: string, options: CallOptions = {}): Promise<void> {
    return this.value("delete", { id }, options, none);
  }
}

/** Named leases, for whoever needs a leader: `Vmbay::leases`. */
export class Leases extends Service {
  /**
   * Waits until nobody holds the lease `name`, and takes it. It is renewed in the background; a holder that went silent
   * loses it after `ttl`, which is 100 milliseconds to an hour.
   *
   * # Errors
   * `invalid_argument` for the name or the time; `permission_denied` for whoever sees only a part of the installation;
   * `closed` once the library shuts down; what the database says, or `timed_out` when it says nothing.
   *
   * # Cancellation
   * Dropping the future ends the wait. A lease that it was about to take is free again after `ttl`.
   *
   * Permission: `lease:acquire`.
   */
  acquire(name: string, ttlMs: number, options: CallOptions = {}): Promise<Lease> {
    return this.service("acquire", { name, ttlMs }, options, Lease);
  }
}

/**
 * A lease that is held. Dropping it releases it in the background.
 *
 * A shutdown of the library releases it too, after it told `lost`.
 */
export class Lease extends Service {
  /**
   * A number above that of every earlier holder: give it to whatever is written under the lease, and let that refuse a
   * lower one.
   */
  fence(options: CallOptions = {}): Promise<number> {
    return this.value("fence", {}, options, same);
  }

  /** Whether it is held still. */
  isHeld(options: CallOptions = {}): Promise<boolean> {
    return this.value("isHeld", {}, options, same);
  }

  /** Returns once it is no longer held, before anybody else can hold it. */
  lost(options: CallOptions = {}): Promise<void> {
    return this.value("lost", {}, options, none);
  }

  /**
   * Gives it up, so that the next holder need not wait. One that was lost is left alone.
   *
   * # Errors
   * What the database says; the lease is free after its time all the same.
   */
  release(options: CallOptions = {}): Promise<void> {
    return this.value("release", {}, options, none);
  }
}
