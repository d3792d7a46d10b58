/**
 * For the tests of your programs: the library on a simulated host, with time and faults in your hands.
 *
 * ```ts
 * import { test } from "node:test"; // or "vitest"
 * import { simulated } from "vmbay/testing";
 *
 * test("a machine comes back after its host did", simulated(async ({ bay, host, clock }) => {
 *   const machine = await bay.machines.create("web-1");
 *   host.plan("start", "fail_before");
 *   …
 * }));
 * ```
 *
 * @packageDocumentation
 */
import { encode } from "./encode";
import { Engine, type CallOptions } from "./engine";
import type { Extensions } from "./extend";
import { told } from "./failure";
import type { NativeHost } from "./native";
import { begun } from "./open";
import { Guest, Vmbay } from "./services";

/** What a simulated host is like: nothing on it takes time unless a time is said. */
export interface SimulateOptions extends Extensions {
  /** Where all chance comes from: the same seed and the same calls take the same course. */
  readonly seed?: number | undefined;
  /** Whether verbs take the time that they take on a real host; otherwise none. */
  readonly latencies?: boolean | undefined;
  /** From the start of a machine to the first line of its kernel, in milliseconds. */
  readonly bootTimeMs?: number | undefined;
  /** From there until its guest's agent answers, in milliseconds. */
  readonly agentTimeMs?: number | undefined;
  /** How long a guest takes to shut down when it is asked, in milliseconds. */
  readonly shutdownTimeMs?: number | undefined;
  /** Whether guests listen when they are asked. */
  readonly guestsListen?: boolean | undefined;
  /** After which a call that hangs is given up, in milliseconds. */
  readonly deadlineMs?: number | undefined;
  /** Processors of the host. */
  readonly cpus?: number | undefined;
  /** Memory of the host. */
  readonly memoryMib?: number | undefined;
  /** Disk of the host. */
  readonly diskBytes?: bigint | number | undefined;
}

/** How a call of the host goes wrong: before or after it took effect, with an error or without any answer. */
export type Fault = "fail_before" | "fail_after" | "hang_before" | "hang_after";

/** What may happen to a host, or to a machine on it. */
export type Incident =
  | "connection_lost"
  | "host_died"
  | "host_returned"
  | "hints_lost"
  | "machine_crashed"
  | "machine_stuck"
  | "machine_unstuck"
  | "guest_died"
  | "guest_deaf";

/** A simulated host: what is on it, what happened on it, and what shall go wrong. */
export class SimulatedHost {
  readonly #native: NativeHost;

  /** @internal */
  constructor(native: NativeHost) {
    this.#native = native;
  }

  /** Plans a fault: the `nth` call of `verb` from now on, of any machine or of one, goes wrong. */
  plan(verb: string, fault: Fault, options: { readonly nth?: number; readonly machine?: string } = {}): void {
    told(() => {
      this.#native.plan(encode({ ...options, verb, fault }));
    });
  }

  /** Lets something happen, now or after some time. `count` is how many hints are lost. */
  happen(
    incident: Incident,
    options: { readonly machine?: string; readonly count?: number; readonly afterMs?: number } = {},
  ): void {
    told(() => {
      this.#native.happen(encode({ ...options, incident }));
    });
  }

  /** The ids of the machines that are on it. */
  machines(): string[] {
    return (JSON.parse(this.#native.machines()) as { id: string }[]).map(({ id }) => id);
  }

  /** The ids of the volumes that are on it. */
  volumes(): string[] {
    return (JSON.parse(this.#native.volumes()) as { id: string }[]).map(({ id }) => id);
  }

  /** What happened on it, a line each, the latest last: the same seed and the same calls give the same. */
  trace(): string[] {
    return JSON.parse(this.#native.trace()) as string[];
  }

  /** Writes to a machine's serial console, as its guest would. */
  writeConsole(machine: string, text: string): void {
    told(() => {
      this.#native.writeConsole(encode({ machine, text }));
    });
  }
}

/** The time of a simulated library. It stands still until it is moved, and goes on by itself while a call waits for what takes time. */
export class VirtualClock {
  readonly #native: NativeHost;
  readonly #engine: Engine;

  /** @internal */
  constructor(native: NativeHost, engine: Engine) {
    this.#native = native;
    this.#engine = engine;
  }

  /** The present time. */
  now(): Date {
    return new Date(this.#native.now());
  }

  /** Lets `timeMs` milliseconds pass, and everything happen that is due until then. */
  advance(timeMs: number, options: CallOptions = {}): Promise<void> {
    return this.#engine.run(
      (call) => this.#native.advance(encode({ timeMs }), call),
      () => undefined,
      options.signal,
    );
  }
}

/** A test left something behind. */
export class Leak extends Error {
  override readonly name = "Leak";
}

/** A library on a simulated host. Disposing of it looks whether something was left, and shuts it down. */
export class Simulation implements AsyncDisposable {
  /** @internal */
  constructor(
    /** The library. */
    readonly bay: Vmbay,
    /** The host: what is on it, and what shall go wrong. */
    readonly host: SimulatedHost,
    /** The time. */
    readonly clock: VirtualClock,
  ) {}

  /** Throws a {@link Leak} unless all work has ended, and the host holds what the database says, no more and no less. */
  async check(): Promise<void> {
    await this.bay.operations.settle(600_000);
    const report = await this.bay.hosts.reconcile({ mend: false });
    const left = report.drifts.map((drift) => `${drift.kind}: ${drift.id}`);
    left.push(...report.unreachable.map(({ hostId, failure }) => `host ${hostId} could not be asked: ${failure.message}`));
    for (const { id, kind } of await this.bay.operations.list({ state: "needs_attention" })) {
      left.push(`operation ${id} (${kind})`);
    }
    if (left.length > 0) throw new Leak(`left behind:\n  ${left.join("\n  ")}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    try {
      await this.check();
    } finally {
      await this.bay.shutdown(10_000);
    }
  }
}

/** Opens the library in memory, on a simulated host. */
export async function simulate(options: SimulateOptions = {}): Promise<Simulation> {
  const { jobs, probes, ...others } = options;
  const engine = new Engine(true);
  const native = told(() => engine.native.host(encode({ ...others })));
  const bay = await begun(engine, { make: Vmbay, makeGuest: Guest }, { jobs, probes, seed: options.seed }, (args, call) =>
    native.open(args, call),
  );
  return new Simulation(bay, new SimulatedHost(native), new VirtualClock(native, engine));
}

/** A test's body on a simulated host of its own: what `test` of node:test, Vitest or Jest takes. It fails for what it left behind. */
export function simulated(
  body: (simulation: Simulation) => void | Promise<void>,
  options: SimulateOptions = {},
): () => Promise<void> {
  return async () => {
    const simulation = await simulate(options);
    let failed = true;
    try {
      await body(simulation);
      failed = false;
    } finally {
      // What a failed test left behind is no news.
      if (failed) await simulation.bay.shutdown(10_000);
      else await simulation[Symbol.asyncDispose]();
    }
  };
}
