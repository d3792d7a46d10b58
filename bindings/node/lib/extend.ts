import { encode } from "./encode";
import type { Engine } from "./engine";
import type { ProgramFunction } from "./functions";
import type { NativeJobRun, NativeObject } from "./native";
import { reviveMachine } from "./revive";
import type { Guest } from "./services";
import type { Machine } from "./types";

/** Makes a service of its native half. */
export type Make<T> = new (native: NativeObject, engine: Engine) => T;

/** An attempt at a job, as its handler sees it. */
export class JobRun {
  readonly #native: NativeJobRun;
  /** Aborts when nobody waits for this attempt any more: its time limit has passed, or the library is shut down. */
  readonly signal: AbortSignal;

  /** @internal */
  constructor(native: NativeJobRun, signal: AbortSignal) {
    this.#native = native;
    this.signal = signal;
  }

  /** The job's id: the same at each attempt. */
  get id(): string {
    return this.#native.id;
  }

  /** The organization it works for. */
  get organizationId(): string {
    return this.#native.organizationId;
  }

  /** The project it works for. */
  get projectId(): string | null {
    return this.#native.projectId;
  }

  /** Which attempt this is, from 1. */
  get attempt(): number {
    return this.#native.attempt;
  }

  /** Whether somebody asked for it to stop. A handler that then fails is not tried again. */
  get isCancelled(): boolean {
    return this.#native.isCancelled;
  }

  /** Says how far it has come: a share from 0 to 1, and a sentence for people. The latest is stored about once a second. */
  progress(fraction: number, message: string): void {
    this.#native.progress(Number(fraction), String(message));
  }
}

/** Does a job. What it throws is a failed attempt. */
export type JobHandler = (run: JobRun, payload: never) => void | Promise<void>;

/** A kind of jobs. */
export interface JobKind {
  /** Does a job of this kind. */
  readonly handler: JobHandler;
  /** How often it is tried, the first time included; 5 unless told otherwise. */
  readonly attempts?: number | undefined;
  /** How long after the first failure it is tried again, in milliseconds; twice as long after each further one. 5,000 unless told otherwise. */
  readonly delayMs?: number | undefined;
  /** The longest wait between two attempts, in milliseconds; 600,000 unless told otherwise. */
  readonly maxDelayMs?: number | undefined;
  /** An attempt that takes longer fails, in milliseconds; any time unless told otherwise. */
  readonly timeLimitMs?: number | undefined;
  /** How many of this kind run at once, in all processes. */
  readonly concurrency?: number | undefined;
  /** How many of this kind and of one key run at once, in all processes. */
  readonly perKey?: number | undefined;
  /** How many of this kind begin within a time, in all processes. */
  readonly rate?: { readonly jobs: number; readonly periodMs: number } | undefined;
  /** Whether each end is told as an event. */
  readonly announce?: boolean | undefined;
}

/** Whether a machine, whose agent answers, is ready. It is asked again until it is; what it throws ends the wait. */
export type Probe = (machine: Machine, guest: Guest) => boolean | Promise<boolean>;

/** What a program does for the library. */
export interface Extensions {
  /** Handlers of jobs, by the names of their kinds. */
  readonly jobs?: Readonly<Record<string, JobHandler | JobKind>> | undefined;
  /** Probes that `machines.waitReady` may ask, by name. */
  readonly probes?: Readonly<Record<string, Probe>> | undefined;
}

/** What the native half is told of the program's functions, and the functions themselves. */
function extensions(
  engine: Engine,
  makeGuest: Make<Guest>,
  { jobs = {}, probes = {} }: Extensions,
): { readonly told: object; readonly functions: ReadonlyMap<string, ProgramFunction> } {
  const functions = new Map<string, ProgramFunction>();
  const kinds = Object.entries(jobs).map(([name, given]) => {
    const { handler, ...options } = typeof given === "function" ? { handler: given } : given;
    check(handler, `jobs.${name}`);
    functions.set(`job:${name}`, (payload, run, signal) =>
      Promise.resolve(handler(new JobRun(run as NativeJobRun, signal), payload as never)).then(() => null),
    );
    return { name, ...options };
  });
  for (const [name, probe] of Object.entries(probes)) {
    check(probe, `probes.${name}`);
    functions.set(`probe:${name}`, (machine, guest) =>
      probe(reviveMachine(machine as never), new makeGuest(guest as NativeObject, engine)),
    );
  }
  return { told: { jobs: kinds, probes: Object.keys(probes) }, functions };
}

function check(given: unknown, name: string): void {
  if (typeof given !== "function") throw new TypeError(`${name} must be a function, not a ${typeof given}`);
}

/** Options of opening, with what the program does told apart from data. */
export function encoded(
  engine: Engine,
  makeGuest: Make<Guest>,
  { jobs, probes, ...others }: Extensions & Record<string, unknown>,
): { readonly args: string; readonly functions: ReadonlyMap<string, ProgramFunction> } {
  const { told, functions } = extensions(engine, makeGuest, { jobs, probes });
  return { args: encode({ ...others, ...told }), functions };
}
