/**
 * The first machine: from an empty folder to a real guest that answers, and back to nothing.
 *
 *     node build/01-first-machine.js
 *
 * It opens one SQLite file and the QEMU driver inside this very process; `make guest` builds the guest. Without libvirt, give it
 * a host that is simulated: `--hypervisor simulated:`. Kill it at any moment and run it again: it first finishes or undoes what
 * the killed run had begun.
 */
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";

import { Vmbay } from "vmbay";

const { values } = parseArgs({
  options: {
    work: { type: "string", default: ".cache/run-node" },
    guest: { type: "string", default: ".cache/guest" },
    hypervisor: { type: "string" },
  },
});
const work = resolve(values.work);
await mkdir(work, { recursive: true });
const hypervisor = values.hypervisor ?? `qemu:///embed?root=${join(work, "qemu")}`;

await using bay = await Vmbay.open(`sqlite:${join(work, "bay.db")}`, { hypervisor });
await cleanUpAfterAKilledRun(bay);
const begin = await bay.events.latest();

const image = await bay.images.importKernel("tiny", join(values.guest, "kernel"), join(values.guest, "initrd"), {
  commandLine: "console=ttyS0 quiet",
});
const made = await bay.machines.create("web-1", { image: image.id, vcpus: 1, memoryMib: 256 });

// Every long verb is a pair: `start` completes, `beginStart` gives an operation at once.
const operation = await bay.machines.beginStart(made.id);
for await (const step of operation.progress()) {
  console.log(`${Math.round(step.fraction * 100)}% ${step.message}`);
}
const machine = await operation.wait();

await bay.machines.waitReady(machine.id, 120_000);
const { stdout } = await bay.guest.exec(machine.id, ["uname", "-a"]);
process.stdout.write(stdout);

await bay.machines.stop(machine.id);
await bay.machines.delete(machine.id);
await bay.images.delete(image.id);

console.log("what happened:");
for (const event of (await bay.events.list({ after: begin })).events) {
  console.log(`  ${event.at.toISOString().slice(11, 19)} ${event.topic}`);
}

/** Lets what was begun come to its end, then removes what was left. */
async function cleanUpAfterAKilledRun(bay: Vmbay): Promise<void> {
  await bay.operations.settle(120_000);
  for (const machine of await bay.machines.list()) await bay.machines.delete(machine.id, { force: true });
  for (const image of await bay.images.list()) await bay.images.delete(image.id);
}
