import { Engine, type CallOptions } from "./engine";
import { encoded, type Extensions, type Make } from "./extend";
import type { Given, NativeObject } from "./native";
import type { Guest } from "./services";

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

/** The classes of what is opened, which this file would otherwise import in a circle. */
interface Classes<T> {
  readonly make: Make<T>;
  readonly makeGuest: Make<Guest>;
}

/** Opens a database with its hypervisors. */
export function open<T>(classes: Classes<T>, database: string, options: OpenOptions): Promise<T> {
  const { hypervisor, ...others } = options;
  const hypervisors = typeof hypervisor === "string" ? { local: hypervisor } : hypervisor;
  const engine = new Engine();
  return begun(engine, classes, { ...others, database, hypervisors }, (args, call) => engine.native.open(args, call));
}

/** Opens a library on an engine, and offers the program's functions to it. */
export function begun<T>(
  engine: Engine,
  { make, makeGuest }: Classes<T>,
  options: CallOptions & Extensions & Readonly<Record<string, unknown>>,
  begin: (args: string, call: number) => Given | null,
): Promise<T> {
  return engine.run(
    (call) => {
      const { args, functions } = encoded(engine, makeGuest, { ...options });
      engine.offer(functions);
      return begin(args, call);
    },
    (given) => new make(given as NativeObject, engine),
    options.signal,
  );
}
