// Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

import type { VmbayError } from "./errors";

/** What people decided about a host. */
export const AdminState = {
  /** It takes machines. */
  Enabled: "enabled",
  /** It takes no new ones. */
  Cordoned: "cordoned",
  /** It is being emptied. */
  Maintenance: "maintenance",
  /** It is gone for good. */
  Removed: "removed",
} as const;
export type AdminState = (typeof AdminState)[keyof typeof AdminState];

/** What was last seen of the connection to a host. */
export const ConnectionState = {
  /** Not seen yet. */
  Connecting: "connecting",
  /** It answers. */
  Online: "online",
  /** It answers some calls. */
  Degraded: "degraded",
  /** It does not answer. */
  Offline: "offline",
} as const;
export type ConnectionState = (typeof ConnectionState)[keyof typeof ConnectionState];

/** What the API last asked of a machine's power. */
export const DesiredPower = {
  /** On. */
  Running: "running",
  /** Off. */
  Stopped: "stopped",
  /** Halted. */
  Paused: "paused",
} as const;
export type DesiredPower = (typeof DesiredPower)[keyof typeof DesiredPower];

/** How a disk appears to the guest. */
export const DiskKind = {
  /** A disk. */
  Disk: "disk",
  /** A CD-ROM: read-only, removable. */
  Cdrom: "cdrom",
} as const;
export type DiskKind = (typeof DiskKind)[keyof typeof DiskKind];

/** A machine's one status for people: a pure function of its five axes. */
export const DisplayStatus = {
  /** It is being made. */
  Creating: "creating",
  /** It could not be made, or could not be deleted. */
  Failed: "failed",
  /** It is being deleted. */
  Deleting: "deleting",
  /** It is put away. */
  Archived: "archived",
  /** Nobody could look. */
  Unknown: "unknown",
  /** It is off. */
  Stopped: "stopped",
  /** It is off, with its memory saved. */
  Saved: "saved",
  /** It is on its way up. */
  Starting: "starting",
  /** It is on; its guest is not known to be ready. */
  Running: "running",
  /** It is on, and its guest answers. */
  Ready: "ready",
  /** It is halted. */
  Paused: "paused",
  /** It is asleep by its own wish. */
  Suspended: "suspended",
  /** It is on its way down. */
  Stopping: "stopping",
  /** It died. */
  Crashed: "crashed",
} as const;
export type DisplayStatus = (typeof DisplayStatus)[keyof typeof DisplayStatus];

/** A way in which a database and a host differ. */
export const DriftKind = {
  /** A machine that is ready, which the host does not know. Mended by defining it again. */
  MachineMissing: "machine_missing",
  /** A machine of this database on the host that has no row. Mended by turning it off and undefining it. */
  MachineStray: "machine_stray",
  /** A volume whose file is not there. Mended by marking it `lost`. */
  VolumeMissing: "volume_missing",
  /** A volume marked `lost` whose file is there again. Mended by marking it as it was. */
  VolumeReturned: "volume_returned",
  /** A file that is known to have been a volume of this database and has no row any more. Mended by deleting it. */
  VolumeStray: "volume_stray",
  /** A file named like a volume that this database cannot tell to be its own. Never touched. */
  VolumeForeign: "volume_foreign",
  /** A pool in which none of its volumes is to be found, as when its directory is not mounted. Never touched. */
  PoolMissing: "pool_missing",
  /** A machine whose power is not what was last asked of it. Never touched: people turn machines on and off. */
  PowerDiffers: "power_differs",
} as const;
export type DriftKind = (typeof DriftKind)[keyof typeof DriftKind];

/** A stable, machine-readable name of what went wrong, the same in every language. */
export const ErrorCode = {
  /** An argument is outside what it may be; nothing was done. */
  InvalidArgument: "invalid_argument",
  /** No such resource, or not within the caller's scope. */
  NotFound: "not_found",
  /** A unique name or key is taken. */
  AlreadyExists: "already_exists",
  /** The resource changed since it was read. */
  Conflict: "conflict",
  /** Something else still refers to the resource. */
  InUse: "in_use",
  /** The verb is not allowed in the resource's present state. */
  IllegalTransition: "illegal_transition",
  /** Another operation holds the resource. */
  Locked: "locked",
  /** The idempotency key was used before with another input. */
  IdempotencyConflict: "idempotency_conflict",
  /** The actor lacks the permission. */
  PermissionDenied: "permission_denied",
  /** A bounded counter would pass its limit. */
  Exhausted: "exhausted",
  /** The adapter or the host cannot do this. */
  Unsupported: "unsupported",
  /** Something outside the library is missing or does not answer. */
  Unavailable: "unavailable",
  /** A deadline passed; the message says whether work goes on. */
  TimedOut: "timed_out",
  /** A call ended without saying whether it took effect, and looking did not tell either. */
  UnknownOutcome: "unknown_outcome",
  /** The caller cancelled the work. */
  Cancelled: "cancelled",
  /** The guest, or its agent, refused or failed. */
  GuestFailed: "guest_failed",
  /** The hypervisor refused or failed. */
  HypervisorFailed: "hypervisor_failed",
  /** The database refused or failed. */
  StorageFailed: "storage_failed",
  /** A disk has no room left. */
  OutOfSpace: "out_of_space",
  /** Stored data does not read as what it should be. */
  Corrupt: "corrupt",
  /** The handle was shut down. */
  Closed: "closed",
} as const;
export type ErrorCode = (typeof ErrorCode)[keyof typeof ErrorCode];

/** How far the guest has come. */
export const GuestPhase = {
  /** Nothing is known of it. */
  None: "none",
  /** It is being installed. */
  Installing: "installing",
  /** It configures itself. */
  Configuring: "configuring",
  /** Its agent answers. */
  Ready: "ready",
  /** It failed to become ready. */
  Failed: "failed",
} as const;
export type GuestPhase = (typeof GuestPhase)[keyof typeof GuestPhase];

/** How something does. */
export const HealthStatus = {
  /** Well. */
  Ok: "ok",
  /** It works, but somebody should look. */
  Degraded: "degraded",
  /** It does not work. */
  Down: "down",
} as const;
export type HealthStatus = (typeof HealthStatus)[keyof typeof HealthStatus];

/** What an image is. */
export const ImageKind = {
  /** A cloud disk image: machines get a linked clone of it. */
  Disk: "disk",
  /** An ISO: machines get it as a CD-ROM. */
  Iso: "iso",
  /** A kernel and an initial RAM disk: machines boot them directly. */
  Kernel: "kernel",
} as const;
export type ImageKind = (typeof ImageKind)[keyof typeof ImageKind];

/** Where an image stands. */
export const ImageState = {
  /** Its files are on their way in. */
  Importing: "importing",
  /** It can be used. */
  Ready: "ready",
  /** It could not be imported; delete it. */
  Failed: "failed",
  /** It is being deleted. */
  Deleting: "deleting",
} as const;
export type ImageState = (typeof ImageState)[keyof typeof ImageState];

/** Where a job stands. One that succeeded or was cancelled is gone. */
export const JobState = {
  /** Waiting for its turn, or for its time. */
  Queued: "queued",
  /** A worker works on it. */
  Running: "running",
  /** It failed as often as it may: a dead letter, until it is replayed or purged. */
  Dead: "dead",
} as const;
export type JobState = (typeof JobState)[keyof typeof JobState];

/** Where a machine's existence stands. */
export const MachinePhase = {
  /** Written down, nothing of it exists yet. */
  Defining: "defining",
  /** Its disks and its definition are being made. */
  Provisioning: "provisioning",
  /** It can be used. */
  Ready: "ready",
  /** It is being deleted. */
  Deleting: "deleting",
  /** It could not be made; delete it. */
  ProvisionFailed: "provision_failed",
  /** It could not be deleted; try again. */
  DeleteFailed: "delete_failed",
  /** It is put away. */
  Archived: "archived",
} as const;
export type MachinePhase = (typeof MachinePhase)[keyof typeof MachinePhase];

/** Where an operation stands. */
export const OperationState = {
  /** Waiting for a runner. */
  Queued: "queued",
  /** A runner works on it. */
  Running: "running",
  /** A step failed or the work was cancelled; what was done is being undone. */
  Compensating: "compensating",
  /** Done. */
  Succeeded: "succeeded",
  /** Ended without success, with nothing to undo. */
  Failed: "failed",
  /** Cancelled before anything was done. */
  Cancelled: "cancelled",
  /** Ended without success; what was done has been undone. */
  RolledBack: "rolled_back",
  /** Ended without success, and undoing failed too: a person has to look. */
  NeedsAttention: "needs_attention",
} as const;
export type OperationState = (typeof OperationState)[keyof typeof OperationState];

/** What a storage pool is. */
export const PoolKind = {
  /** A directory of the host. */
  Directory: "directory",
} as const;
export type PoolKind = (typeof PoolKind)[keyof typeof PoolKind];

/** Why a machine is in its power state, where the hypervisor tells. */
export const PowerReason = {
  /** No reason is known. */
  Unknown: "unknown",
  /** It was started. */
  Booted: "booted",
  /** It came back from a saved state. */
  Restored: "restored",
  /** It was resumed. */
  Unpaused: "unpaused",
  /** It was paused by us. */
  User: "user",
  /** It is paused because a disk failed or is full. */
  IoError: "io_error",
  /** It is paused for the hypervisor's own work: saving, snapshot, dump. */
  Busy: "busy",
  /** The guest shut itself down. */
  Shutdown: "shutdown",
  /** It was forced off. */
  Destroyed: "destroyed",
  /** Its process or the guest crashed. */
  Crashed: "crashed",
  /** Its memory was saved, and it was stopped. */
  Saved: "saved",
  /** It could not start. */
  Failed: "failed",
} as const;
export type PowerReason = (typeof PowerReason)[keyof typeof PowerReason];

/** What is known of a machine's power, by looking. A failed look is `unknown`, never `stopped`. */
export const PowerState = {
  /** Nobody could look. */
  Unknown: "unknown",
  /** Off. */
  Stopped: "stopped",
  /** On its way up. */
  Starting: "starting",
  /** On. */
  Running: "running",
  /** On, with its processors halted by us. */
  Paused: "paused",
  /** Asleep by the guest's own wish. */
  Suspended: "suspended",
  /** On its way down. */
  Stopping: "stopping",
  /** It died. */
  Crashed: "crashed",
} as const;
export type PowerState = (typeof PowerState)[keyof typeof PowerState];

/** Where a schedule stands. */
export const ScheduleState = {
  /** It waits for its next tick. */
  Active: "active",
  /** Somebody paused it. */
  Paused: "paused",
  /** It has no tick any more. */
  Ended: "ended",
} as const;
export type ScheduleState = (typeof ScheduleState)[keyof typeof ScheduleState];

/** How much a finding matters. */
export const Severity = {
  /** It works; it could be better. */
  Advice: "advice",
  /** Part of it does not work. */
  Warning: "warning",
  /** Nothing works until it is mended. */
  Error: "error",
} as const;
export type Severity = (typeof Severity)[keyof typeof Severity];

/** What can be done to a machine. */
export const Verb = {
  /** Make its disks and define it. */
  Provision: "provision",
  /** Turn it on. */
  Start: "start",
  /** Turn it off: ask the guest, then force. */
  Stop: "stop",
  /** Turn it off at once. */
  ForceStop: "force_stop",
  /** Ask the guest to restart. */
  Reboot: "reboot",
  /** Restart it at once. */
  Reset: "reset",
  /** Halt its processors. */
  Pause: "pause",
  /** Let it go on. */
  Resume: "resume",
  /** Put its memory to disk and turn it off. */
  Save: "save",
  /** Bring it back to where it was saved. */
  Restore: "restore",
  /** Change what it is made of. */
  Reconfigure: "reconfigure",
  /** Delete it. */
  Delete: "delete",
} as const;
export type Verb = (typeof Verb)[keyof typeof Verb];

/** How the bytes of a volume are laid out. It is always said, never guessed from the content. */
export const VolumeFormat = {
  /** The bytes as they are. */
  Raw: "raw",
  /** QEMU's copy-on-write format. */
  Qcow2: "qcow2",
} as const;
export type VolumeFormat = (typeof VolumeFormat)[keyof typeof VolumeFormat];

/** Where a volume stands. */
export const VolumeState = {
  /** The row is there, the file may not be yet. */
  Allocating: "allocating",
  /** It can be used. */
  Ready: "ready",
  /** A machine or an image uses it. */
  InUse: "in_use",
  /** The file is going, then the row. */
  Deleting: "deleting",
  /** A file whose owner is gone, and which could not be removed. */
  Orphaned: "orphaned",
  /** The row is there, the file is not. */
  Lost: "lost",
} as const;
export type VolumeState = (typeof VolumeState)[keyof typeof VolumeState];

/** Who acts. */
export type Actor =
  /** The embedding application itself. */
  | {
      readonly type: "system";
    }
  /** A user of it. */
  | {
      readonly type: "user";
      readonly user: string;
    };

/** What a run began. */
export type Begun =
  /** A job. */
  | {
      readonly type: "job";
      readonly job: string;
    }
  /** An operation. */
  | {
      readonly type: "operation";
      readonly operation: string;
    };

/** Where the guest's first code comes from. */
export type BootSpec =
  /** The first disk, then the first CD-ROM. */
  | {
      readonly type: "disk";
    }
  /** A kernel handed over by the hypervisor. */
  | {
      readonly type: "kernel";
      /** The kernel. */
      readonly kernel: VolumeRef;
      /** The initial RAM disk. */
      readonly initrd: VolumeRef | null;
      /** The kernel's command line. */
      readonly commandLine: string;
    };

/** What a live stream yields. */
export type EventItem =
  /** An event. */
  | ({ readonly type: "event" } & Event)
  /** Events that are gone. */
  | ({ readonly type: "gap" } & Gap);

/** A piece of a running command's life, in order; `Exited` is the last. */
export type ExecEvent =
  /** Bytes it wrote to its standard output. */
  | {
      readonly type: "stdout";
      readonly value: Buffer;
    }
  /** Bytes it wrote to its standard error. */
  | {
      readonly type: "stderr";
      readonly value: Buffer;
    }
  /** It ended. */
  | {
      readonly type: "exited";
      /** Its exit code; none when a signal ended it. */
      readonly exitCode: number | null;
      /** The signal that ended it. */
      readonly signal: number | null;
    };

/** Where the files of an image are read from: paths on the machine of this process. */
export type ImageSource =
  /** A cloud disk image, qcow2 or raw. */
  | {
      readonly type: "disk";
      /** The file. */
      readonly path: string;
    }
  /** An ISO 9660 image. */
  | {
      readonly type: "iso";
      /** The file. */
      readonly path: string;
    }
  /** An x86 Linux kernel. */
  | {
      readonly type: "kernel";
      /** The kernel. */
      readonly kernel: string;
      /** Its initial RAM disk. */
      readonly initrd: string | null;
    };

/** What becomes of ticks that are later than the schedule's grace, as when no process was there. */
export type Misfire =
  /** They are left out. */
  | {
      readonly type: "skip";
    }
  /** The last of them happens, unless a tick that is not late does. */
  | {
      readonly type: "run_once";
    }
  /** The last ones of them happen. */
  | {
      readonly type: "catch_up";
      /** How many: 1 to 100. */
      readonly runs: number;
    };

/** A network card to give a machine. */
export type NicCreate =
  /** On user-mode networking: outgoing connections only. */
  | {
      readonly type: "user";
    }
  /** On the hypervisor's network of this name. */
  | {
      readonly type: "network";
      readonly value: string;
    };

/** What a network card is plugged into. */
export type NicSource =
  /** User-mode networking: outgoing connections only, needs no privileges. */
  | {
      readonly type: "user";
    }
  /** The hypervisor's network of this name. */
  | {
      readonly type: "network";
      readonly value: string;
    };

/** How far a call can see. What lies beyond reads as not found. */
export type Scope =
  /** Everything. */
  | {
      readonly type: "all";
    }
  /** One organization and its projects. */
  | {
      readonly type: "organization";
      readonly organization: string;
    }
  /** One project. */
  | {
      readonly type: "project";
      readonly organization: string;
      readonly project: string;
    };

/** What a tick begins. */
export type Target =
  /** A job of the application's own. */
  | {
      readonly type: "job";
      /** Its kind. */
      readonly kind: string;
      /** What its handler is given, without secrets: it is stored. */
      readonly payload: unknown;
    }
  /** An operation of the application's own. */
  | {
      readonly type: "operation";
      /** Its kind. */
      readonly kind: string;
      /** What it is asked to do, without secrets: it is stored. */
      readonly input: unknown;
    }
  /** A power verb of a machine. A stop is a graceful one. While another operation holds the machine, the tick waits. */
  | {
      readonly type: "machine";
      /** The machine, of the schedule's own project. */
      readonly machineId: string;
      /** `start`, `stop` or `reboot`. */
      readonly verb: Verb;
    };

/** When a schedule ticks. */
export type Timing =
  /**
   * By the calendar of a time zone. Where clocks are put forward, a fixed time of day that is left out comes when the
   * gap ends; where they are put back, a fixed time comes once, and a pattern that repeats goes on repeating.
   */
  | {
      readonly type: "cron";
      /** Minute, hour, day of month, month and day of week, as in `30 2 * * MON-FRI`; or `@daily` and the like. */
      readonly pattern: string;
      /** A zone of the IANA database, such as `Europe/Berlin` or `UTC`. */
      readonly zone: string;
    }
  /** At a time and at equal intervals after it. */
  | {
      readonly type: "every";
      /** A second to 366 days, in milliseconds. */
      readonly intervalMs: number;
      /** The first tick. */
      readonly from: Date;
    }
  /** At one time. */
  | {
      readonly type: "once";
      /** That time. */
      readonly at: Date;
    };

/** When a schedule ticks. */
export type TimingInput =
  /**
   * By the calendar of a time zone. Where clocks are put forward, a fixed time of day that is left out comes when the
   * gap ends; where they are put back, a fixed time comes once, and a pattern that repeats goes on repeating.
   */
  | {
      readonly type: "cron";
      /** Minute, hour, day of month, month and day of week, as in `30 2 * * MON-FRI`; or `@daily` and the like. */
      readonly pattern: string;
      /** A zone of the IANA database, such as `Europe/Berlin` or `UTC`. */
      readonly zone: string;
    }
  /** At a time and at equal intervals after it. */
  | {
      readonly type: "every";
      /** A second to 366 days, in milliseconds. */
      readonly intervalMs: number;
      /** The first tick. */
      readonly from: Date | string;
    }
  /** At one time. */
  | {
      readonly type: "once";
      /** That time. */
      readonly at: Date | string;
    };

/**
 * What this hypervisor can do here and now. Conformance tests choose their cases by it, and it must be honest: a method
 * without its ability answers `unsupported`.
 */
export interface Capabilities {
  /** Reset without a shutdown. */
  readonly reset: boolean;
  /** Pause and resume. */
  readonly pause: boolean;
  /** Save memory to disk and restore it. */
  readonly save: boolean;
  /** Volumes: create, clone, resize, upload, delete, list. */
  readonly volumes: boolean;
  /** A guest agent: ping, exec, files. */
  readonly guestAgent: boolean;
  /** A log of the serial console. */
  readonly consoleLog: boolean;
  /** Hints when something changes. */
  readonly events: boolean;
  /** Statistics of machines. */
  readonly stats: boolean;
  /** Network cards on user-mode networking. */
  readonly userNetwork: boolean;
  /** Network cards on named networks. */
  readonly namedNetwork: boolean;
  /** Guests really run, so that a guest may shut itself down when asked. */
  readonly guests: boolean;
}

/** How far a consumer is behind. */
export interface ConsumerLag {
  /** The consumer. */
  readonly consumer: ConsumerRecord;
  /** At most this many events wait for it. */
  readonly behind: number;
  /**
   * When the oldest of them happened. Pruning what is older than a later time takes events from this
   * consumer.
   */
  readonly oldestAt: Date | null;
  /** What retention took from it already. */
  readonly gap: Gap | null;
}

/** A named consumer, as it is stored. */
export interface ConsumerRecord {
  /** Its id. */
  readonly id: string;
  /** Its version: each move of its place adds one. */
  readonly version: number;
  /** Its name, unique in the database. */
  readonly name: string;
  /** Its place: everything up to it was handled. */
  readonly position: string;
  /** When its place moved last. */
  readonly movedAt: Date;
  /** When it was first opened. */
  readonly createdAt: Date;
}

/** Something that is not as it should be. */
export interface Diagnosis {
  /** The host it concerns, by name; none when it concerns the database or this process. */
  readonly host: string | null;
  /** What is the matter, and what mends it. */
  readonly finding: Finding;
}

/** A disk to make with a machine. */
export interface DiskCreate {
  /** Its size in bytes: 1 MiB to 64 TiB, a multiple of 512. */
  readonly sizeBytes: bigint | number;
}

/** A disk of a machine. */
export interface DiskSpec {
  /** What it shows. */
  readonly volume: VolumeRef;
  /** How it appears. */
  readonly kind: DiskKind;
}

/** One difference between the database and a host. */
export interface Drift {
  /** What differs. */
  readonly kind: DriftKind;
  /** The host. */
  readonly hostId: string;
  /** The machine, volume or pool. */
  readonly id: string;
  /** What is the matter, for people. */
  readonly problem: string;
  /** Whether it was mended. */
  readonly mended: boolean;
  /** Why it could not be mended, when that was tried. */
  readonly failure: string | null;
}

/** What differs between the database and the hosts. */
export interface DriftReport {
  /** Each difference. */
  readonly drifts: readonly Drift[];
  /** Hosts that could not be looked at, and why. */
  readonly unreachable: readonly UnreachableHost[];
  /** Whether every host could be looked at and nothing differs any more. */
  readonly isClean: boolean;
}

/** One thing that happened to one entity. */
export interface Event {
  /** Its id. */
  readonly id: string;
  /** Always 1: an event never changes. */
  readonly version: number;
  /** Its place in the order of commits, from 1; 0 until it is committed, when the storage adapter assigns it. */
  readonly sequence: number;
  /** What happened: `machine.created`, `machine.power_changed` … */
  readonly topic: string;
  /** The kind of the entity it happened to. */
  readonly entityKind: string;
  /** The entity it happened to. */
  readonly entityId: string;
  /** The organization it belongs to; none when it is global. */
  readonly organizationId: string | null;
  /** The project it belongs to. */
  readonly projectId: string | null;
  /** Who caused it, as `Actor` writes itself. */
  readonly actor: string;
  /** The operation that caused it. */
  readonly operationId: string | null;
  /** The request that caused it. */
  readonly requestId: string | null;
  /** What there is to know, without secrets. */
  readonly payload: unknown;
  /** The version of the payload's shape. */
  readonly payloadVersion: number;
  /** When it happened. */
  readonly at: Date;
  /** The place just after this event. */
  readonly token: string;
}

/** One page of events, oldest first. */
export interface EventPage {
  /** What was pruned before the first of them, if anything was. */
  readonly gap: Gap | null;
  /** The events. */
  readonly events: readonly Event[];
  /** Where to go on. */
  readonly token: string;
}

/** A command to run in a guest: a program and its arguments, never a shell line. */
export interface ExecCommand {
  /** The program, then its arguments; passed as data. */
  readonly argv: readonly string[];
  /** Its environment, as `NAME=value`; the agent's own when empty. */
  readonly env: readonly string[];
  /** What it reads from its standard input; at most 16 MiB. */
  readonly stdin: Buffer | null;
  /** How long it may take; 60 seconds unless told otherwise. */
  readonly timeoutMs: number;
}

/** What a command left behind. */
export interface ExecOutput {
  /** Its exit code; none when a signal ended it. */
  readonly exitCode: number | null;
  /** The signal that ended it. */
  readonly signal: number | null;
  /** What it wrote to its standard output. */
  readonly stdout: Buffer;
  /** What it wrote to its standard error. */
  readonly stderr: Buffer;
  /** Whether it exited with code 0. */
  readonly success: boolean;
  /** Its standard output as text, with what is not UTF-8 replaced. */
  readonly stdoutText: string;
}

/** Why an operation failed, as it is stored with the operation and read back by any process. */
export interface Failure {
  /** The stable code of the error that ended the work. */
  readonly code: ErrorCode;
  /** Its finer reason. */
  readonly reason: string;
  /** Its message. */
  readonly message: string;
  /** What it was about. */
  readonly resource: Resource | null;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
}

/** Something a host lacks, and what mends it. */
export interface Finding {
  /** A stable name: `qemu_missing`, `kvm_unusable` … */
  readonly code: string;
  /** How much it matters. */
  readonly severity: Severity;
  /** What is the matter, for people. */
  readonly problem: string;
  /** The package or setting that mends it. */
  readonly mend: string;
}

/** Events that are gone: they were pruned before the consumer came to read them. */
export interface Gap {
  /** The place after which events are missing. */
  readonly after: string;
  /** The last missing one. */
  readonly until: string;
  /** The place just after what is missing: where whoever read of it goes on. */
  readonly token: string;
}

/** How the library does. */
export interface Health {
  /**
   * How it does as a whole: down when the database, its schema or every hypervisor is; degraded when anything else is
   * not well.
   */
  readonly status: HealthStatus;
  /** Whether it is open: what a liveness probe asks. A process that is not live is of no use until it opens it again. */
  readonly live: boolean;
  /** Each thing that was looked at. */
  readonly checks: readonly HealthCheck[];
  /** When. */
  readonly at: Date;
  /** Whether work may be sent here: what a readiness probe asks. */
  readonly isReady: boolean;
}

/** One thing that was looked at. */
export interface HealthCheck {
  /**
   * What: `database`, `migrations`, `backlog`, `jobs`, `events`, `consumers`, `pool` (where the adapter has one),
   * `hypervisor:<host>`, `disk:<host>`, `drift:<host>`.
   */
  readonly name: string;
  /** How it does. */
  readonly status: HealthStatus;
  /** What was found, for people. */
  readonly message: string;
  /** How long the look took, in microseconds. */
  readonly latencyUs: number;
}

/** A hypervisor on a host, registered under a name. */
export interface Host {
  /** Its id. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** The name it was registered under, unique. */
  readonly name: string;
  /** Its adapter: `libvirt`, `simulated`. */
  readonly adapter: string;
  /** Where it is, without secrets. */
  readonly uri: string;
  /** Its own name, once seen. */
  readonly hostname: string | null;
  /** The adapter's and the hypervisor's versions, once seen. */
  readonly hypervisorVersion: string | null;
  /** Its processors, once seen. */
  readonly cpus: number | null;
  /** Its memory in MiB, once seen. */
  readonly memoryMib: number | null;
  /** Whether its guests run on hardware virtualization, once seen. */
  readonly accelerated: boolean | null;
  /** Labels, for choosing. */
  readonly labels: Readonly<Record<string, string>>;
  /** What people decided about it. */
  readonly adminState: AdminState;
  /** What was last seen of its connection. */
  readonly connectionState: ConnectionState;
  /** When that was last seen. */
  readonly seenAt: Date | null;
  /** Grows by one each time a process begins to observe it, so that each observation tells whose it was. */
  readonly epoch: number;
  /** When it was registered. */
  readonly createdAt: Date;
}

/** What the host behind a hypervisor is. */
export interface HostInfo {
  /** Its name. */
  readonly hostname: string;
  /** The adapter and the versions behind it, for people: `libvirt 9.0.0, QEMU 7.2.22`. */
  readonly version: string;
  /** Processors. */
  readonly cpus: number;
  /** Memory in MiB. */
  readonly memoryMib: number;
  /** Whether guests run on hardware virtualization (or would: as found by a probe); otherwise they are emulated. */
  readonly accelerated: boolean;
  /** The directory for volumes unless the caller names another; none where volumes cannot be kept. */
  readonly defaultPool: string | null;
}

/** A base that machines are made from. */
export interface Image {
  /** Its id. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** The organization it belongs to. */
  readonly organizationId: string;
  /** The project it belongs to. */
  readonly projectId: string;
  /** Its name, unique in the project. */
  readonly name: string;
  /** What people should know. */
  readonly description: string;
  /** What it is. */
  readonly kind: ImageKind;
  /** Where it stands. */
  readonly state: ImageState;
  /** The operation that holds it. */
  readonly lockOperationId: string | null;
  /** The pool its files are in. */
  readonly poolId: string;
  /** The file of a disk or ISO, or the kernel. */
  readonly volumeId: string;
  /** The initial RAM disk of a kernel. */
  readonly initrdVolumeId: string | null;
  /** The sha256 of the main file as imported, in hex; none until it is ready. */
  readonly sha256: string | null;
  /** The sha256 of the initial RAM disk as imported, in hex. */
  readonly initrdSha256: string | null;
  /** The size of the files as imported, in bytes. */
  readonly sizeBytes: bigint;
  /** The size a guest sees of a disk, in bytes. */
  readonly virtualSizeBytes: bigint | null;
  /** The kernel's command line unless a machine brings its own. */
  readonly commandLine: string | null;
  /** Labels, for choosing. */
  readonly labels: Readonly<Record<string, string>>;
  /** When it was asked for. */
  readonly createdAt: Date;
}

/** How far a job has come, as its handler says. */
export interface JobProgress {
  /** The share done, 0.0 to 1.0. */
  readonly fraction: number;
  /** A sentence for people. */
  readonly message: string;
}

/** A job, as it is stored. */
export interface JobRecord {
  /** Its id. */
  readonly id: string;
  /**
   * Its version: every claim and every change adds one. It is the fence too: a worker acknowledges only the version
   * that it claimed or wrote itself.
   */
  readonly version: number;
  /** The organization it works for. */
  readonly organizationId: string;
  /** The project it works for. */
  readonly projectId: string | null;
  /** What it does, as the application named it: `mail.send`. */
  readonly kind: string;
  /** What its handler is given. */
  readonly payload: unknown;
  /** Where it stands. */
  readonly state: JobState;
  /** 0 to 9: each step is a head start of an hour over the jobs of its kind. */
  readonly priority: number;
  /** Its place in the line of its kind, lowest first: when it could begin at the earliest, less its head start. */
  readonly place: Date;
  /** Not before this time; none when it can begin at once. */
  readonly runAfter: Date | null;
  /** How many attempts failed. */
  readonly attempts: number;
  /** Among the organization's jobs of one kind that are queued or running, no two have the same. */
  readonly dedupeKey: string | null;
  /** What its kind may limit it by: the customer, the mail server … */
  readonly limitKey: string | null;
  /** The worker that holds it. */
  readonly owner: string | null;
  /** Whether somebody asked for it to be cancelled while it ran. */
  readonly cancelRequested: boolean;
  /** How far it has come, where its handler says so. */
  readonly progress: JobProgress | null;
  /** Why its last attempt failed. */
  readonly lastError: string | null;
  /** Who asked for it, as `Actor` writes itself. */
  readonly actor: string;
  /** When it was asked for. */
  readonly createdAt: Date;
}

/** How the jobs of one kind do. */
export interface JobStats {
  /** The kind. */
  readonly kind: string;
  /** How many wait, for their turn or their time. */
  readonly queued: number;
  /** How many are being done. */
  readonly running: number;
  /** How many are dead letters. */
  readonly dead: number;
  /** How long the first in the line has been able to begin; none when nothing can. */
  readonly oldestAgeMs: number | null;
}

/** What calls of one name took. */
export interface Latency {
  /** What was called: a verb and a table, such as `select machines`, or a kind of operation, such as `machine.start`. */
  readonly name: string;
  /** How many calls. */
  readonly count: number;
  /** How many of them failed. */
  readonly failures: number;
  /** What they took in all, in microseconds. */
  readonly totalUs: number;
  /** Half of them took no longer than this, in microseconds. This and what follows is right within 1 %. */
  readonly p50Us: number;
  /** Nine of ten took no longer than this, in microseconds. */
  readonly p90Us: number;
  /** 99 of 100 took no longer than this, in microseconds. */
  readonly p99Us: number;
  /** The longest, in microseconds. */
  readonly maxUs: number;
}

/** A machine. */
export interface Machine {
  /** Its id; the hypervisor knows it by the same. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** The organization it belongs to. */
  readonly organizationId: string;
  /** The project it belongs to. */
  readonly projectId: string;
  /** Its name, unique in the project. */
  readonly name: string;
  /** What people should know. */
  readonly description: string;
  /** Labels, for choosing. */
  readonly labels: Readonly<Record<string, string>>;
  /** The application's own notes, kept as they are. */
  readonly metadata: unknown;
  /** The host it is on. */
  readonly hostId: string;
  /** The image it was made from, which cannot be deleted before it. */
  readonly imageId: string | null;
  /** What it is to be made of. */
  readonly desired: MachineHardware;
  /** What it was last defined with. */
  readonly applied: MachineHardware | null;
  /** What the API last asked of its power. */
  readonly desiredPower: DesiredPower;
  /** What was last seen of its power; written by the observer alone. */
  readonly powerState: PowerState;
  /** Why, as far as the hypervisor tells. */
  readonly powerReason: PowerReason;
  /** Whether its memory is saved, so that the next start is a restore. */
  readonly hasSavedState: boolean;
  /** When its power was last seen to change. */
  readonly powerObservedAt: Date | null;
  /** The host's epoch of the process that saw it. */
  readonly powerEpoch: number;
  /** The place of that look among those of this process; what was seen of an older version of the machine is dropped. */
  readonly powerSequence: number;
  /** Where its existence stands; written by operations alone. */
  readonly phase: MachinePhase;
  /** The one operation that holds it. */
  readonly lockOperationId: string | null;
  /** How far its guest has come; written by the guest observer alone. */
  readonly guestPhase: GuestPhase;
  /** When it was asked for. */
  readonly createdAt: Date;
  /** Its one status for people. */
  readonly displayStatus: DisplayStatus;
  /**
   * Whether the next start makes it something else than it is now: what it is to be made of differs from what it was
   * last defined with.
   */
  readonly pendingRestart: boolean;
}

/**
 * A machine to make.
 *
 * Without an image it boots its first disk, which is empty, or a volume lent to it.
 */
export interface MachineCreate {
  /** Its name, unique in the project. */
  readonly name: string;
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

/** What a machine is made of, apart from its disks and network cards. */
export interface MachineHardware {
  /** Virtual processors, 1 to 255. */
  readonly vcpus: number;
  /** Memory in MiB. */
  readonly memoryMib: number;
  /** The kernel's command line, for a machine that boots a kernel directly. */
  readonly commandLine: string | null;
}

/** A machine as a hypervisor is to define it. */
export interface MachineSpec {
  /** Our id: everything on the hypervisor is found by it, and the hypervisor's own id of the machine equals it. */
  readonly id: string;
  /** The database it belongs to. */
  readonly owner: string;
  /** A name for people who look at the hypervisor; not unique there, the adapter makes it so. */
  readonly name: string;
  /** Virtual processors, 1 to 255. */
  readonly vcpus: number;
  /** Memory in MiB, 16 at least. */
  readonly memoryMib: number;
  /** Where the guest's first code comes from. */
  readonly boot: BootSpec;
  /** Its disks, in order. */
  readonly disks: readonly DiskSpec[];
  /** Its network cards, in order. */
  readonly nics: readonly NicSpec[];
}

/** What one machine uses: counters since it started, gauges as of now; none where the hypervisor does not know. */
export interface MachineStats {
  /** Which machine. */
  readonly id: string;
  /** Processor time used, in nanoseconds. */
  readonly cpuTimeNs: number | null;
  /** Virtual processors in use. */
  readonly vcpus: number | null;
  /** Memory the guest may use, in MiB. */
  readonly memoryMib: number | null;
  /** Bytes read from all disks. */
  readonly diskReadBytes: bigint | null;
  /** Bytes written to all disks. */
  readonly diskWriteBytes: bigint | null;
  /** Bytes received on all network cards. */
  readonly netRxBytes: bigint | null;
  /** Bytes sent on all network cards. */
  readonly netTxBytes: bigint | null;
}

/** A machine as a look at the hypervisor found it. */
export interface MachineStatus {
  /** Which machine. */
  readonly id: string;
  /** The database it says it belongs to. */
  readonly owner: string;
  /** Its power. */
  readonly power: PowerState;
  /** Why. */
  readonly reason: PowerReason;
  /** Whether its memory is saved, so that the next start is a restore. */
  readonly hasSavedState: boolean;
  /** Whether the guest agent is connected, where the hypervisor knows. */
  readonly agentConnected: boolean | null;
}

/** A job to be. */
export interface NewJob {
  /** What it does, as the application named it: 1 to 100 bytes. */
  readonly kind: string;
  /** What its handler is given: no secrets, since it is stored. */
  readonly payload: unknown;
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

/** A network card of a machine. */
export interface NicSpec {
  /** Our id. */
  readonly id: string;
  /** Its hardware address, as `52:54:00:xx:xx:xx`. */
  readonly mac: string;
  /** What it is plugged into. */
  readonly source: NicSource;
}

/** A durable unit of work. */
export interface OperationRecord {
  /** Its id. */
  readonly id: string;
  /**
   * Its version: every change of its runner or of a canceller adds one. It is the fence too: a runner commits only on
   * the version that it claimed or wrote itself, so one that lost its lease can change nothing.
   */
  readonly version: number;
  /** The organization it works for; none for the installation's own. */
  readonly organizationId: string | null;
  /** The project it works for. */
  readonly projectId: string | null;
  /** What it does: `machine.start`, `image.import`, or a kind the application registered. */
  readonly kind: string;
  /** Where it stands. */
  readonly state: OperationState;
  /** The kind of the entity it works on. */
  readonly targetKind: string | null;
  /** The entity it works on. */
  readonly targetId: string | null;
  /** The host it needs; only a process that has that host takes it up. */
  readonly hostId: string | null;
  /** What it was asked to do, as JSON. */
  readonly input: unknown;
  /** What it gave back, once it succeeded. */
  readonly output: unknown | null;
  /** Why it failed. */
  readonly failure: Failure | null;
  /** The caller's key by which a repeated request is told from a new one. */
  readonly idempotencyKey: string | null;
  /** The digest of the input, compared when the key comes again. */
  readonly inputDigest: string;
  /** The step at work, counted from 0; while compensating, the step to undo next. */
  readonly step: number;
  /** How far it has come. */
  readonly progress: Progress;
  /** How often the present step was tried. */
  readonly attempts: number;
  /**
   * Not before this time, which the process that asked told by its clock and a runner compares with its own. What
   * their clocks differ by is haste or delay, and nothing else.
   */
  readonly runAfter: Date;
  /** Fails when it has not finished by then. Told and compared as `run_after` is. */
  readonly deadline: Date | null;
  /** Whether somebody asked for it to be cancelled. */
  readonly cancelRequested: boolean;
  /** The runner that holds it. */
  readonly owner: string | null;
  /** Until when the runner holds it unless it renews, by its own clock: no other compares that with its own. */
  readonly leaseUntil: Date | null;
  /** Who asked for it, as `Actor` writes itself. */
  readonly actor: string;
  /** The request that asked for it. */
  readonly requestId: string | null;
  /** When it was asked for. */
  readonly createdAt: Date;
  /** When a runner first took it up. */
  readonly startedAt: Date | null;
  /** When it ended. */
  readonly finishedAt: Date | null;
  /** How long its version stands still before another runner takes it over, in milliseconds. */
  readonly leaseMs: number | null;
  /** How long it took from the first runner to its end. */
  readonly durationMs: number | null;
}

/** A tenant: it owns projects and everything in them. */
export interface Organization {
  /** Its id. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** Its name, unique. */
  readonly name: string;
  /** Whether it is suspended: nothing of it starts any more. */
  readonly suspended: boolean;
  /** When it was created. */
  readonly createdAt: Date;
}

/** Space in a pool, in bytes. */
export interface PoolSpace {
  /** In all. */
  readonly capacityBytes: bigint;
  /** Free. */
  readonly availableBytes: bigint;
}

/** How busy a bounded set of connections is. */
export interface PoolUse {
  /** The most connections there may be. */
  readonly limit: number;
  /** How many are at work. */
  readonly busy: number;
  /** How many calls wait for one. */
  readonly waiting: number;
}

/** How far an operation has come. */
export interface Progress {
  /** The name of the step at work. */
  readonly step: string;
  /** The share done, 0.0 to 1.0; it never falls while the operation runs forward. */
  readonly fraction: number;
  /** A sentence for people. */
  readonly message: string;
}

/** A group inside an organization, such as a department. */
export interface Project {
  /** Its id. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** The organization it belongs to. */
  readonly organizationId: string;
  /** Its name, unique in the organization. */
  readonly name: string;
  /** When it was created. */
  readonly createdAt: Date;
}

/** What an error is about: a kind such as `machine` and, where known, its id or name. */
export interface Resource {
  /** The kind in the words of the domain: `machine`, `image`, `volume` … */
  readonly kind: string;
  /** The id, or the name where there is no id yet. */
  readonly id: string | null;
}

/** A schedule. */
export interface Schedule {
  /** Its id. */
  readonly id: string;
  /** Its version: each tick adds one. */
  readonly version: number;
  /** The organization it belongs to. */
  readonly organizationId: string;
  /** The project it belongs to. */
  readonly projectId: string;
  /** Its name, unique in the project. */
  readonly name: string;
  /** When it ticks. */
  readonly timing: Timing;
  /** What a tick begins. */
  readonly target: Target;
  /** What becomes of ticks that were missed. */
  readonly misfire: Misfire;
  /** How late a tick may be before it counts as missed, in milliseconds. */
  readonly graceMs: number;
  /**
   * Below which time it is late on purpose, in milliseconds: always by the same, which its id decides, so that
   * schedules of one pattern do not all happen at once.
   */
  readonly jitterMs: number;
  /** Where it stands. */
  readonly state: ScheduleState;
  /** When its next tick is due, if it is active. */
  readonly dueAt: Date;
  /** The last tick that happened or was left out: there is no tick before it any more, whatever its timing becomes. */
  readonly tickedAt: Date | null;
  /** How often it ran. */
  readonly runs: number;
  /** Who created it, as `Actor` writes itself: what it begins is theirs. */
  readonly actor: string;
  /** When it was created. */
  readonly createdAt: Date;
  /** When its next tick is due. */
  readonly nextAt: Date | null;
}

/** One time that a schedule ran. The last 100 of each schedule are kept. */
export interface ScheduleRun {
  /** Its id. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** The organization of the schedule. */
  readonly organizationId: string;
  /** The project of the schedule. */
  readonly projectId: string;
  /** The schedule. */
  readonly scheduleId: string;
  /** Which run of the schedule it is, from 1. */
  readonly number: number;
  /** The tick it is of; none when somebody asked for it. */
  readonly tickAt: Date | null;
  /** When it happened. */
  readonly at: Date;
  /** What it began. */
  readonly begun: Begun | null;
  /** Why it began nothing. */
  readonly failure: Failure | null;
}

/** A place for volumes on a host. */
export interface StoragePool {
  /** Its id. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** The host it is on. */
  readonly hostId: string;
  /** Its name, unique on the host. */
  readonly name: string;
  /** What it is. */
  readonly kind: PoolKind;
  /** The absolute path on the host. */
  readonly path: string;
  /** When it was created. */
  readonly createdAt: Date;
}

/** What this process has seen since it opened the library. */
export interface Telemetry {
  /** Since when. */
  readonly since: Date;
  /**
   * The calls of the database, by verb and table, the one that took most time in all first. Failures are those that
   * the database refused as much as its own.
   */
  readonly storage: readonly Latency[];
  /** The operations that ended here, by kind, from the request to the end; the one that took most time in all first. */
  readonly operations: readonly Latency[];
  /** How busy the database's connections are now, where the adapter has a pool of them. */
  readonly pool: PoolUse | null;
}

/** A host that could not be looked at. */
export interface UnreachableHost {
  /** The host. */
  readonly hostId: string;
  /** Why. */
  readonly failure: Failure;
}

/** A disk file. */
export interface Volume {
  /** Its id; the file is named after it. */
  readonly id: string;
  /** Its version. */
  readonly version: number;
  /** The organization it belongs to. */
  readonly organizationId: string;
  /** The project it belongs to. */
  readonly projectId: string;
  /** The pool its file is in. */
  readonly poolId: string;
  /** A name for people; not unique. */
  readonly name: string;
  /** Its format. */
  readonly format: VolumeFormat;
  /** The size a guest sees, in bytes. */
  readonly sizeBytes: bigint;
  /** The volume it is a linked clone of, which cannot be deleted before it. */
  readonly backingVolumeId: string | null;
  /** The machine that has it as a disk. */
  readonly machineId: string | null;
  /** Whether it was made with the machine, and goes with it. */
  readonly deleteWithMachine: boolean;
  /** Its place among the machine's disks, from 0. */
  readonly position: number | null;
  /** The image it is a file of. */
  readonly imageId: string | null;
  /** Where it stands. */
  readonly state: VolumeState;
  /** The operation that holds it. */
  readonly lockOperationId: string | null;
  /** When it was asked for. */
  readonly createdAt: Date;
}

/**
 * A volume in a pool, by our id alone: the adapter derives the file's place from the two, so that no path of a
 * tenant's choosing ever reaches a hypervisor.
 */
export interface VolumeRef {
  /** The pool: for a directory pool, the absolute path of the directory on the host. */
  readonly pool: string;
  /** The volume. */
  readonly id: string;
  /** Its format. */
  readonly format: VolumeFormat;
}

/** A volume to create. */
export interface VolumeSpec {
  /** Where, and under which id. */
  readonly volume: VolumeRef;
  /** The size the guest sees, in bytes; a multiple of 512. */
  readonly sizeBytes: bigint;
  /** The volume it is a linked clone of: its unwritten blocks are read from there. Needs format `qcow2`. */
  readonly backing: VolumeRef | null;
}

/** A volume as found in a pool. */
export interface VolumeStatus {
  /** Which one. */
  readonly volume: VolumeRef;
  /** The size the guest sees, in bytes. */
  readonly sizeBytes: bigint;
  /** What it takes up on the host, in bytes. */
  readonly allocatedBytes: bigint;
}

/** What became of one of many. */
export interface ManyResult<K, T> {
  /** What it was asked for. */
  readonly item: K;
  /** What came of it; null when it failed. */
  readonly value: T | null;
  /** Why it failed, if it did. */
  readonly error: VmbayError | null;
}
