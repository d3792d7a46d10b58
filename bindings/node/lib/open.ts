import { encode } from "./encode";
import { Engine, type CallOptions } from "./engine";
import type { NativeObject } from "./native";

/** How the library is opened. */
export interface OpenOptions extends CallOptions {
  /**
   * The URL of a hypervisor: `simulated:`, `qemu:///embed?root=PATH`, `qemu:///system` or any other URI of libvirt; or several
   * by name.
   */
  readonly hypervisor?: string | Readonly<Record<string, string>> | undefined;
  /** How often every machine is looked at, in milliseconds. */
  readonly observeEveryMs?: number | undefined;
  /** Above which time a call to the database is slow, in milliseconds. */
  readonly slowQueryMs?: number | undefined;
}

/** Opens a database with its hypervisors. */
export function open<T>(
  make: new (native: NativeObject, engine: Engine) => T,
  database: string,
  options: OpenOptions,
): Promise<T> {
  const { hypervisor, ...others } = options;
  const hypervisors = typeof hypervisor === "string" ? { local: hypervisor } : hypervisor;
  const engine = new Engine();
  return engine.run(
    (call) => engine.native.open(encode({ ...others, database, hypervisors }), call),
    (given) => new make(given as NativeObject, engine),
    options.signal,
  );
}
