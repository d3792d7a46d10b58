import { rebuilt } from "./failure";
import { Functions, type ProgramFunction } from "./functions";
import { NativeEngine, type Given, type Settled } from "./native";

/** What every call takes beside its own options. */
export interface CallOptions {
  /** Ends the wait; the call rejects with the signal's reason. Work that has begun goes on, unless the call says otherwise. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * So many calls at once keep where they were made, for the stack of an error. It takes longer than all else about a call, so
 * the rest of a crowd has what JavaScript knows at their end: who awaits them.
 */
const TRACED = 8;

/** How a call ended that was at work. */
type Outcome = Pick<Settled, "failure" | "value">;

interface Waiting {
  settle(outcome: Outcome): void;
  readonly held: boolean;
}

/** Calls at work, by their numbers. While one is waited for, the process stays alive. */
export class Engine {
  readonly native: NativeEngine;
  readonly #functions: Functions;
  readonly #waiting = new Map<number, Waiting>();
  #held = 0;
  #last = 0;

  constructor(isVirtual = false) {
    this.native = new NativeEngine((settled, asked) => {
      this.#settle(settled);
      for (const one of asked) this.#functions.hear(one);
    }, isVirtual);
    this.#functions = new Functions(this.native);
  }

  /**
   * Takes functions of the program that the library may call. Until it is closed they keep the process alive: somebody may ask
   * for them.
   */
  offer(functions: ReadonlyMap<string, ProgramFunction>): void {
    if (this.#functions.offer(functions) && this.#held++ === 0) this.native.hold(true);
  }

  /** Forgets the program's functions once a library is shut down. */
  async closed<T>(closing: Promise<T>): Promise<T> {
    const value = await closing;
    if (this.#functions.forget() && --this.#held === 0) this.native.hold(false);
    return value;
  }

  /**
   * Runs a call. What is done at once resolves without a turn of the event loop; what is not is told by the native half.
   * `held` says whether it keeps the process alive; `begun` learns the call's number when it is at work.
   */
  run<T>(
    begin: (call: number) => Given | null,
    make: (given: Given) => T,
    signal?: AbortSignal,
    held = true,
    begun?: (call: number) => void,
  ): Promise<T> {
    if (signal?.aborted) return Promise.reject(reason(signal));
    const call = (this.#last = (this.#last + 1) >>> 0);
    try {
      const given = begin(call);
      if (given !== null) return Promise.resolve(make(given));
    } catch (error) {
      return Promise.reject(rebuilt(error));
    }
    begun?.(call);
    const trace = {} as { stack?: string };
    if (this.#waiting.size < TRACED) Error.captureStackTrace(trace, this.run);
    return this.#outcome(call, make, signal, held, trace);
  }

  /** What a call at work comes to. A failure becomes an error here, where JavaScript knows who awaits it. */
  async #outcome<T>(
    call: number,
    make: (given: Given) => T,
    signal: AbortSignal | undefined,
    held: boolean,
    trace: { readonly stack?: string },
  ): Promise<T> {
    const { failure, value } = await new Promise<Outcome>((resolve, reject) => {
      const abort = (): void => {
        this.native.cancel(call);
        this.#forget(call);
        reject(reason(signal));
      };
      const settle = (outcome: Outcome): void => {
        signal?.removeEventListener("abort", abort);
        resolve(outcome);
      };
      this.#wait(call, { held, settle });
      signal?.addEventListener("abort", abort, { once: true });
    });
    if (failure !== undefined) throw rebuilt(failure, trace.stack);
    return make(value as Given);
  }

  /** Ends a call that is at work, if it still is: it resolves with what `make` makes of this. */
  end(call: number, given: Given): void {
    const waiting = this.#waiting.get(call);
    if (waiting === undefined) return;
    this.native.cancel(call);
    this.#forget(call);
    waiting.settle({ value: given });
  }

  #settle(settled: Settled[]): void {
    for (const outcome of settled) {
      const waiting = this.#waiting.get(outcome.call);
      // One that was cancelled is no longer waited for.
      if (waiting === undefined) continue;
      this.#forget(outcome.call);
      waiting.settle(outcome);
    }
  }

  #wait(call: number, waiting: Waiting): void {
    this.#waiting.set(call, waiting);
    if (waiting.held && this.#held++ === 0) this.native.hold(true);
  }

  #forget(call: number): void {
    const waiting = this.#waiting.get(call);
    this.#waiting.delete(call);
    if (waiting?.held === true && --this.#held === 0) this.native.hold(false);
  }
}

function reason(signal: AbortSignal | undefined): Error {
  return signal?.reason as Error;
}
