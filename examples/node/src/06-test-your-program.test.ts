/**
 * Tests of a program that uses the library: `node --test build/06-test-your-program.test.js`. `simulated` does as well for Vitest
 * and Jest.
 *
 * Each test has a library in memory on a simulated host: time stands still until the test moves it, or a call waits for what takes
 * time; what goes wrong is planned; and a test that leaves something behind fails.
 */
import assert from "node:assert/strict";
import { test } from "node:test";

import { HypervisorFailedError, PowerState, type Vmbay } from "vmbay";
import { simulated } from "vmbay/testing";

/** The program that is tested. */
async function restartIfItCrashed(bay: Vmbay, machine: string): Promise<boolean> {
  if ((await bay.machines.get(machine)).powerState !== PowerState.Crashed) return false;
  await bay.machines.start(machine);
  await bay.machines.waitReady(machine, 120_000);
  return true;
}

test(
  "a crashed machine is restarted",
  simulated(
    async ({ bay, host, clock }) => {
      const machine = await bay.machines.create("web-1", { disks: [{ sizeBytes: 2n ** 30n }] });
      await bay.machines.start(machine.id);
      assert.equal(await restartIfItCrashed(bay, machine.id), false);

      host.happen("machine_crashed", { machine: machine.id });
      await clock.advance(10_000);
      const before = clock.now();
      assert.equal(await restartIfItCrashed(bay, machine.id), true);
      assert.ok(clock.now().getTime() - before.getTime() > 20_000); // in no time at all
    },
    { bootTimeMs: 30_000 },
  ),
);

test(
  "a start that fails is told",
  simulated(async ({ bay, host }) => {
    const machine = await bay.machines.create("web-1");
    host.plan("start", "fail_before");
    await assert.rejects(bay.machines.start(machine.id), HypervisorFailedError);
    assert.equal((await bay.machines.get(machine.id)).powerState, PowerState.Stopped);
  }),
);
