/**
 * C7: a thousand records, beside one JSON string and plain objects of N-API. What the core takes to list them is the same for
 * all, is measured apart, and is taken off.
 */

import { Vmbay } from "vmbay";
import { Core } from "./peers.js";
import { best, type Table } from "./table.js";

const RECORDS = 1000;
const ROUNDS = 200;

export async function measure(table: Table): Promise<void> {
  if (!table.wants("C7")) return;
  const core = new Core(RECORDS, true);
  await using bay = await Vmbay.open("memory:", { hypervisor: "simulated:?instant=true" });
  for (let number = 0; number < RECORDS; number++) {
    await bay.machines.create(`machine-${number}`, {
      memoryMib: 256,
      description: "keep until the end of the month",
      labels: { team: "search" },
    });
  }
  const works = [
    () => core.listed(),
    () => bay.machines.list({ limit: RECORDS }),
    () => JSON.parse(core.json()) as unknown,
    () => core.objects(),
  ];
  const [alone, ours, json, objects] = (await best(works, ROUNDS)) as [number, number, number, number];
  table.compare("C7", "Node: 1,000 records / a JSON string", [ours - alone, json - alone], { atMost: 1.2 });
  table.compare("C7", "Node: 1,000 records / plain objects", [ours - alone, objects - alone], { faster: 1.5 });
}
