import type { Engine } from "./engine";
import { told } from "./failure";
import type { NativeStream } from "./native";
import type { Revive } from "./service";

/** One value after the other, as they arrive: `for await (const item of stream)`. Leaving the loop ends it. */
export class Stream<T> implements AsyncIterableIterator<T, undefined>, AsyncDisposable {
  readonly #native: NativeStream;
  readonly #engine: Engine;
  readonly #revive: Revive<T>;
  readonly #signal: AbortSignal | undefined;
  readonly #waiting = new Set<number>();
  #held = true;
  #ended = false;

  /** @internal */
  constructor(native: NativeStream, engine: Engine, revive: Revive<T>, signal?: AbortSignal) {
    this.#native = native;
    this.#engine = engine;
    this.#revive = revive;
    this.#signal = signal;
  }

  /** @internal */
  static of<T>(begin: () => NativeStream, engine: Engine, revive: Revive<T>, signal?: AbortSignal): Stream<T> {
    return new Stream(told(begin), engine, revive, signal);
  }

  /** The next value, when it is there. */
  async next(): Promise<IteratorResult<T, undefined>> {
    if (this.#ended) return { done: true, value: undefined };
    let number: number | undefined;
    try {
      const result = await this.#engine.run<IteratorResult<T, undefined>>(
        (call) => this.#native.next(call),
        (given) =>
          given === ""
            ? { done: true, value: undefined }
            : { done: false, value: this.#revive(JSON.parse(given as string) as never) },
        this.#signal,
        this.#held,
        (call) => this.#waiting.add((number = call)),
      );
      if (result.done === true) this.#ended = true;
      return result;
    } catch (error) {
      this.#ended = true;
      throw error;
    } finally {
      if (number !== undefined) this.#waiting.delete(number);
    }
  }

  /** Ends the stream; whoever waits for its next value learns that there is none. */
  async return(): Promise<IteratorResult<T, undefined>> {
    this.#ended = true;
    for (const call of this.#waiting) this.#engine.end(call, "");
    await this.#engine.run(
      (call) => this.#native.close(call),
      () => undefined,
    );
    return { done: true, value: undefined };
  }

  /** Lets the process end while somebody waits for the next value. */
  unref(): this {
    this.#held = false;
    return this;
  }

  /** Keeps the process alive while somebody waits for the next value, as it does from the start. */
  ref(): this {
    this.#held = true;
    return this;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }
}
