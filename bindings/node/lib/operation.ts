import { encode } from "./encode";
import type { CallOptions, Engine } from "./engine";
import type { NativeWork } from "./native";
import { reviveOperationRecord, reviveProgress } from "./revive";
import type { Revive } from "./service";
import { Stream } from "./stream";
import type { OperationRecord, Progress } from "./types";

/** How to wait for long work. */
export interface WaitOptions extends CallOptions {
  /** How long, in milliseconds; without end when it is not given. When it passes the work goes on, and can be waited for again. */
  readonly timeoutMs?: number | undefined;
}

/** A long verb at work. Dropping it changes nothing; the work goes on, and `bay.operations.attach` gives a handle again. */
export class Operation<T> {
  readonly #native: NativeWork;
  readonly #engine: Engine;
  readonly #revive: Revive<T>;

  /** @internal */
  constructor(native: NativeWork, engine: Engine, revive: Revive<T>) {
    this.#native = native;
    this.#engine = engine;
    this.#revive = revive;
  }

  /** Its id. */
  get id(): string {
    return this.#native.id;
  }

  /** Waits for its end. */
  wait(options: WaitOptions = {}): Promise<T> {
    return this.#engine.run(
      (call) => this.#native.wait(encode({ ...options }), call),
      (given) => this.#revive(JSON.parse(given as string) as never),
      options.signal,
    );
  }

  /** How it stands now. */
  status(options: CallOptions = {}): Promise<OperationRecord> {
    return this.#engine.run(
      (call) => this.#native.status(call),
      (given) => reviveOperationRecord(JSON.parse(given as string) as never),
      options.signal,
    );
  }

  /** Asks it to stop, at the next edge between two steps; what it did is then undone. Resolves at once. */
  cancel(options: CallOptions = {}): Promise<void> {
    return this.#engine.run(
      (call) => this.#native.cancel(call),
      () => undefined,
      options.signal,
    );
  }

  /** Its progress: as it is now, then at each change, until its end. */
  progress(options: CallOptions = {}): Stream<Progress> {
    return new Stream(this.#native.progress(), this.#engine, reviveProgress, options.signal);
  }
}
