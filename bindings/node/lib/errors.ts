// Written by `cargo run -p vmbay-generator` from the public API of the core: change that, and run it.

import type { Resource } from "./types";

/** Every error of the library. */
export class VmbayError extends Error {
  /** The code of every error of this class. */
  static readonly code: string = "";

  /** A stable name of what went wrong, the same in every language. */
  readonly code: string;
  /** The finer reason within the code: the argument, the verb, the permission … or the code itself. */
  readonly reason: string;
  /** Whether the same call may succeed later without a change by the caller. */
  readonly retryable: boolean;
  /** What it is about, where one thing can be named. */
  readonly resource: Resource | null;

  constructor(message: string, reason = "", retryable = false, resource: Resource | null = null) {
    super(message);
    this.code = new.target.code;
    this.reason = reason || this.code;
    this.retryable = retryable;
    this.resource = resource;
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** An argument is outside what it may be; nothing was done. */
export class InvalidArgumentError extends VmbayError {
  static override readonly code = "invalid_argument";

  declare readonly code: "invalid_argument";
}

/** No such resource, or not within the caller's scope. */
export class NotFoundError extends VmbayError {
  static override readonly code = "not_found";

  declare readonly code: "not_found";
}

/** A unique name or key is taken. */
export class AlreadyExistsError extends VmbayError {
  static override readonly code = "already_exists";

  declare readonly code: "already_exists";
}

/** The resource changed since it was read. */
export class ConflictError extends VmbayError {
  static override readonly code = "conflict";

  declare readonly code: "conflict";
}

/** Something else still refers to the resource. */
export class InUseError extends VmbayError {
  static override readonly code = "in_use";

  declare readonly code: "in_use";
}

/** The verb is not allowed in the resource's present state. */
export class IllegalTransitionError extends VmbayError {
  static override readonly code = "illegal_transition";

  declare readonly code: "illegal_transition";
}

/** Another operation holds the resource. */
export class LockedError extends VmbayError {
  static override readonly code = "locked";

  declare readonly code: "locked";
}

/** The idempotency key was used before with another input. */
export class IdempotencyConflictError extends VmbayError {
  static override readonly code = "idempotency_conflict";

  declare readonly code: "idempotency_conflict";
}

/** The actor lacks the permission. */
export class PermissionDeniedError extends VmbayError {
  static override readonly code = "permission_denied";

  declare readonly code: "permission_denied";
}

/** A bounded counter would pass its limit. */
export class ExhaustedError extends VmbayError {
  static override readonly code = "exhausted";

  declare readonly code: "exhausted";
}

/** The adapter or the host cannot do this. */
export class UnsupportedError extends VmbayError {
  static override readonly code = "unsupported";

  declare readonly code: "unsupported";
}

/** Something outside the library is missing or does not answer. */
export class UnavailableError extends VmbayError {
  static override readonly code = "unavailable";

  declare readonly code: "unavailable";
}

/** A deadline passed; the message says whether work goes on. */
export class TimedOutError extends VmbayError {
  static override readonly code = "timed_out";

  declare readonly code: "timed_out";
}

/** A call ended without saying whether it took effect, and looking did not tell either. */
export class UnknownOutcomeError extends VmbayError {
  static override readonly code = "unknown_outcome";

  declare readonly code: "unknown_outcome";
}

/** The caller cancelled the work. */
export class CancelledError extends VmbayError {
  static override readonly code = "cancelled";

  declare readonly code: "cancelled";
}

/** The guest, or its agent, refused or failed. */
export class GuestFailedError extends VmbayError {
  static override readonly code = "guest_failed";

  declare readonly code: "guest_failed";
}

/** The hypervisor refused or failed. */
export class HypervisorFailedError extends VmbayError {
  static override readonly code = "hypervisor_failed";

  declare readonly code: "hypervisor_failed";
}

/** The database refused or failed. */
export class StorageFailedError extends VmbayError {
  static override readonly code = "storage_failed";

  declare readonly code: "storage_failed";
}

/** A disk has no room left. */
export class OutOfSpaceError extends VmbayError {
  static override readonly code = "out_of_space";

  declare readonly code: "out_of_space";
}

/** Stored data does not read as what it should be. */
export class CorruptError extends VmbayError {
  static override readonly code = "corrupt";

  declare readonly code: "corrupt";
}

/** The handle was shut down. */
export class ClosedError extends VmbayError {
  static override readonly code = "closed";

  declare readonly code: "closed";
}

/** The class of each code. @internal */
export const BY_CODE: Readonly<Record<string, typeof VmbayError>> = {
  invalid_argument: InvalidArgumentError,
  not_found: NotFoundError,
  already_exists: AlreadyExistsError,
  conflict: ConflictError,
  in_use: InUseError,
  illegal_transition: IllegalTransitionError,
  locked: LockedError,
  idempotency_conflict: IdempotencyConflictError,
  permission_denied: PermissionDeniedError,
  exhausted: ExhaustedError,
  unsupported: UnsupportedError,
  unavailable: UnavailableError,
  timed_out: TimedOutError,
  unknown_outcome: UnknownOutcomeError,
  cancelled: CancelledError,
  guest_failed: GuestFailedError,
  hypervisor_failed: HypervisorFailedError,
  storage_failed: StorageFailedError,
  out_of_space: OutOfSpaceError,
  corrupt: CorruptError,
  closed: ClosedError,
};
