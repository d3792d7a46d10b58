/** Functions of a program that the library calls, and its tests on a simulated host. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { GuestFailedError, HypervisorFailedError, Vmbay, type JobRun } from "vmbay";
import { Leak, simulate, simulated } from "vmbay/testing";

test(
  "a job is done by a function of the program, and tried again when it throws",
  simulated(
    async ({ bay, clock }) => {
      await bay.jobs.enqueue("mail", { to: "anna" });
      await clock.advance(60_000);
      assert.deepEqual(seen, [
        { to: "anna", attempt: 1 },
        { to: "anna", attempt: 2 },
      ]);
      const [stats] = await bay.jobs.stats();
      assert.equal(stats?.dead ?? 0, 0);
    },
    {
      jobs: {
        mail: {
          async handler(run: JobRun, payload: { to: string }) {
            seen.push({ to: payload.to, attempt: run.attempt });
            run.progress(0.5, "half");
            await Promise.resolve();
            if (run.attempt === 1) throw new Error("the post is closed");
          },
          delayMs: 1000,
        },
      },
    },
  ),
);
const seen: { to: string; attempt: number }[] = [];

test("a handler's signal aborts when its time is over", async () => {
  let aborted: unknown;
  const bay = await Vmbay.open("memory:", {
    jobs: {
      slow: {
        handler: (run) =>
          new Promise(() => {
            run.signal.addEventListener("abort", () => {
              aborted = run.signal.reason;
            });
          }),
        timeLimitMs: 20,
        attempts: 1,
      },
    },
  });
  await bay.jobs.enqueue("slow", null);
  while (aborted === undefined) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.ok(aborted instanceof Error);
  await bay.shutdown(1000);
});

test("a probe of the program says when a machine is ready, and one that throws ends the wait", async () => {
  let asked = 0;
  await using simulation = await simulate({
    probes: {
      web: async (machine, guest) => {
        assert.ok(machine.createdAt instanceof Date);
        const { success } = await guest.exec(machine.id, ["uname"]);
        return success && ++asked === 3;
      },
      broken: () => {
        throw new RangeError("out of order");
      },
      odd: () => "yes" as never,
    },
  });
  const { bay } = simulation;
  const machine = await bay.machines.create("web-1", { disks: [{ sizeBytes: 1 << 30 }] });
  await bay.machines.start(machine.id);
  await bay.machines.waitReady(machine.id, 60_000, { probes: ["web"] });
  assert.equal(asked, 3);
  for (const probe of ["broken", "odd"]) {
    await assert.rejects(bay.machines.waitReady(machine.id, 60_000, { probes: [probe] }), GuestFailedError);
  }
  await assert.rejects(bay.machines.waitReady(machine.id, 60_000, { probes: ["none"] }), /none/);
});

test("a test plans faults, moves time, and sees what happened", simulated(async ({ bay, host, clock }) => {
  const before = clock.now();
  const machine = await bay.machines.create("web-1");
  assert.deepEqual(host.machines(), [machine.id]);
  host.plan("start", "fail_before");
  await assert.rejects(bay.machines.start(machine.id), HypervisorFailedError);
  await bay.machines.start(machine.id);
  host.happen("machine_crashed", { machine: machine.id });
  await clock.advance(60_000);
  assert.ok(clock.now().getTime() - before.getTime() >= 60_000);
  assert.notEqual((await bay.machines.get(machine.id)).powerState, "running");
  assert.ok(host.trace().length > 0);
  await bay.machines.delete(machine.id);
  assert.throws(() => host.plan("start", "explode" as never), /fail_before/);
  assert.throws(() => host.plan(7 as never, "fail_before"), TypeError);
}));

test("the same seed takes the same course", async () => {
  const course = async (): Promise<string[]> => {
    await using simulation = await simulate({ seed: 7, latencies: true });
    for (const name of ["web-1", "web-2", "web-3"]) {
      const machine = await simulation.bay.machines.create(name);
      const start = await simulation.bay.machines.beginStart(machine.id);
      await simulation.clock.advance(500);
      await start.wait();
      await simulation.bay.machines.stop(machine.id);
    }
    return simulation.host.trace();
  };
  const first = await course();
  for (let again = 0; again < 10; again += 1) assert.deepEqual(await course(), first);
});

test("time passes for whoever reads the progress of work, and not for whoever follows events", async () => {
  await using simulation = await simulate({ latencies: true });
  const machine = await simulation.bay.machines.create("web-1");
  const following = simulation.bay.events.stream({ after: (await simulation.bay.events.list()).token });
  const start = await simulation.bay.machines.beginStart(machine.id);
  const fractions: number[] = [];
  for await (const step of start.progress()) fractions.push(step.fraction);
  assert.equal(fractions.at(-1), 1);
  const first = await following.next();
  assert.equal(first.done, false);
  const still = simulation.clock.now();
  while ((await Promise.race([following.next(), new Promise((resolve) => setTimeout(resolve, 200, undefined))])) !== undefined);
  assert.deepEqual(simulation.clock.now(), still);
  await following.return();
});

test("what a test left behind fails it", async () => {
  const simulation = await simulate();
  const machine = await simulation.bay.machines.create("web-1");
  await simulation.check();
  simulation.host.happen("host_died");
  await assert.rejects(simulation.check(), Leak);
  simulation.host.happen("host_returned");
  await simulation.clock.advance(60_000);
  await simulation.bay.machines.delete(machine.id);
  await simulation[Symbol.asyncDispose]();
});

test("what is no function is refused", async () => {
  await assert.rejects(Vmbay.open("memory:", { jobs: { mail: 7 as never } }), TypeError);
  await assert.rejects(Vmbay.open("memory:", { probes: { web: {} as never } }), TypeError);
});
