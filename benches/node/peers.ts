/** The native module with what one would write by hand, and the core alone. */

import { createRequire } from "node:module";
import { resolve } from "node:path";

export interface Core {
  start(): void;
  pings(count: number): number;
  listed(): number;
  json(): string;
  objects(): unknown[];
}

interface Peers {
  readonly Core: new (machines: number, isInstant: boolean) => Core;
}

const file = resolve(import.meta.dirname, "../../../.cache/benches/vmbay_peers.node");
export const { Core } = createRequire(import.meta.url)(file) as Peers;
