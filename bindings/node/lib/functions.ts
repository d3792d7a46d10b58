import type { Asked, NativeEngine, NativeJobRun, NativeObject } from "./native";

/** A function that the library calls: what it is given is JSON, something beside it, and a signal that aborts when nobody waits any more. */
export type ProgramFunction = (
  argument: unknown,
  beside: NativeJobRun | NativeObject,
  signal: AbortSignal,
) => unknown;

/** The functions of a program, and their calls that are at work. */
export class Functions {
  readonly #native: NativeEngine;
  readonly #calls = new Map<number, AbortController>();
  #known: ReadonlyMap<string, ProgramFunction> = new Map();

  constructor(native: NativeEngine) {
    this.#native = native;
  }

  /** Whether there is any. */
  offer(functions: ReadonlyMap<string, ProgramFunction>): boolean {
    this.#known = functions;
    return functions.size > 0;
  }

  /** Whether there was any. */
  forget(): boolean {
    const known = this.#known.size > 0;
    this.#known = new Map();
    return known;
  }

  /** Calls a function, or gives a call up. */
  hear({ call, function: name, argument, beside }: Asked): void {
    if (name === undefined) {
      this.#calls.get(call)?.abort(new Error("nobody waits for it any more"));
      this.#calls.delete(call);
      return;
    }
    void this.#call(call, this.#known.get(name), argument, beside);
  }

  async #call(call: number, known: ProgramFunction | undefined, argument = "null", beside?: NativeJobRun | NativeObject): Promise<void> {
    const controller = new AbortController();
    this.#calls.set(call, controller);
    try {
      if (known === undefined || beside === undefined) throw new Error("the library was shut down");
      const value = await known(JSON.parse(argument), beside, controller.signal);
      this.#native.answer(call, value === true ? "true" : value === false ? "false" : "null");
    } catch (thrown) {
      this.#native.answer(call, undefined, said(thrown));
    } finally {
      this.#calls.delete(call);
    }
  }
}

/** What was thrown, in a sentence. */
function said(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}: ${thrown.message}`;
  try {
    return String(thrown);
  } catch {
    return "something that has no text";
  }
}
