import { Engine, type CallOptions } from "./engine";
import { encoded, type Extensions } from "./extend";
import type { Given, NativeObject } from "./native";

/** How the library is opened. */
export interface OpenOptions extends CallOptions, Extensions {
  /**
   * The URL of a hypervisor: `simulated:`, `qemu:///embed?root=PATH`, `qemu:///system` or any other URI of libvirt; or several
   * by name.
   */
  readonly hypervisor?: string | Readonly<Record<string, string>> | undefined;
  /** How often every machine is looked at, in milliseconds. */
  readonly observeEveryMs?: number | undefined;
  /** How long the operations of a process that died wait until another goes on, in milliseconds. */
  readonly leaseMs?: number | undefined;
  /** Above which time a call to the database is slow, in milliseconds. */
  readonly slowQueryMs?: number | undefined;
}

type Make<T> = new (native: NativeObject, engine: Engine) => T;

/** Opens a database with its hypervisors. */
export function open<T>(make: Make<T>, database: string, options: OpenOptions): Promise<T> {
  const { hypervisor, ...others } = options;
  const hypervisors = typeof hypervisor === "string" ? { local: hypervisor } : hypervisor;
  const engine = new Engine();
  return begun(engine, make, { ...others, database, hypervisors }, (args, call) => engine.native.open(args, call));
}

/** Opens a library on an engine, and offers the program's functions to it. */
export function begun<T>(
  engine: Engine,
  make: Make<T>,
  options: CallOptions & Extensions & Readonly<Record<string, unknown>>,
  begin: (args: string, call: number) => Given | null,
): Promise<T> {
  return engine.run(
    (call) => {
      const { args, functions } = encoded(engine, { ...options });
      engine.offer(functions);
      return begin(args, call);
    },
    (given) => new make(given as NativeObject, engine),
    options.signal,
  );
}
