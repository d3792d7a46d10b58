import { encode } from "./encode";
import type { CallOptions, Engine } from "./engine";
import type { Make } from "./extend";
import type { NativeObject, NativeWork } from "./native";
import { Operation } from "./operation";
import { Stream } from "./stream";

/** Makes JSON that was parsed into what a program sees: dates, big numbers, bytes. */
export type Revive<T> = (value: never) => T;

type Arguments = Readonly<Record<string, unknown>>;

/** A service: what its generated classes have in common. */
export abstract class Service {
  /** @internal */
  constructor(
    /** @internal */
    protected readonly native: NativeObject,
    /** @internal */
    protected readonly engine: Engine,
  ) {}

  /** @internal */
  protected value<T>(verb: string, args: Arguments, options: CallOptions, revive: Revive<T>): Promise<T> {
    return this.engine.run(
      (call) => this.native.begin(verb, encode(args), call),
      (given) => revive(JSON.parse(given as string) as never),
      options.signal,
    );
  }

  /** @internal */
  protected work<T>(verb: string, args: Arguments, options: CallOptions, revive: Revive<T>): Promise<Operation<T>> {
    return this.engine.run(
      (call) => this.native.begin(verb, encode(args), call),
      (given) => new Operation(given as NativeWork, this.engine, revive),
      options.signal,
    );
  }

  /** @internal */
  protected service<T>(
    verb: string,
    args: Arguments,
    options: CallOptions,
    make: Make<T>,
  ): Promise<T> {
    return this.engine.run(
      (call) => this.native.begin(verb, encode(args), call),
      (given) => new make(given as NativeObject, this.engine),
      options.signal,
    );
  }

  /** @internal */
  protected items<T>(verb: string, args: Arguments, options: CallOptions, revive: Revive<T>): Stream<T> {
    return Stream.of(() => this.native.stream(verb, encode(args)), this.engine, revive, options.signal);
  }
}
