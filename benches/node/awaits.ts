/** C8: a hundred awaits that do wait, beside the same in the core alone. */

import { Vmbay } from "vmbay";
import { Core } from "./peers.js";
import { best, show, type Table } from "./table.js";

const AWAITS = 100;
const ROUNDS = 150;
const LIMIT = 0.01;

/** A guest is asked whether it is there, which takes a timer. */
export async function measure(table: Table): Promise<void> {
  if (!table.wants("C8")) return;
  const core = new Core(1, false);
  core.start();
  await using bay = await Vmbay.open("memory:", { hypervisor: "simulated:" });
  const { id } = await bay.machines.create("machine-0", { memoryMib: 256, disks: [{ sizeBytes: 1n << 30n }] });
  await bay.machines.start(id);
  await bay.machines.waitReady(id, 60_000);
  const works = [
    () => Promise.all(Array.from({ length: AWAITS }, () => bay.guest.ping(id))),
    () => core.pings(AWAITS),
  ];
  const [ours, alone] = (await best(works, ROUNDS)) as [number, number];
  const above = (ours - alone) / AWAITS;
  const figures = [show(ours), show(alone), `${(above * 1e3).toFixed(1)} µs each`, "≤ 10 µs each"] as const;
  table.state("C8", `Promise.all of ${AWAITS} that wait / the core alone`, figures, above <= LIMIT);
}
