/** The package in processes, threads and module systems. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";

import { folder } from "./folder";

const PACKAGE = join(__dirname, "../..");

/** What a program says. */
async function said(program: string, ...flags: string[]): Promise<string> {
  const run = promisify(execFile)(process.execPath, [...flags, "--eval", program], { cwd: PACKAGE, timeout: 60_000 });
  return (await run).stdout.trim();
}

const OPEN = `const { Vmbay } = require("vmbay");
  const open = () => Vmbay.open("memory:", { hypervisor: "simulated:" });`;

test("it is imported and required, and both are one", async () => {
  assert.equal(await said(`import { Vmbay, NotFoundError } from "vmbay";
    import { createRequire } from "node:module";
    const required = createRequire(process.cwd() + "/package.json")("vmbay");
    console.log(Vmbay === required.Vmbay && NotFoundError === required.NotFoundError)`, "--input-type=module"), "true");
});

test("an open library alone keeps no process alive", async () => {
  assert.equal(await said(`${OPEN} open().then(async (bay) => { await bay.machines.list(); console.log("done"); })`), "done");
});

test("a stream that somebody waits for keeps the process alive, unless it is unref'd", async () => {
  const program = (how: string): string => `${OPEN}
    setTimeout(() => { console.log("alive"); process.exit(); }, 500).unref();
    open().then(async (bay) => { for await (const _ of bay.events.stream()${how}) {} })`;
  assert.equal(await said(program("")), "alive");
  assert.equal(await said(program(".unref()")), "");
});

test("a process ends while calls are at work", async () => {
  assert.equal(await said(`${OPEN} open().then(async (bay) => {
    const machine = await bay.machines.create("web-1");
    void bay.machines.start(machine.id);
    console.log("bye"); process.exit(); })`), "bye");
});

const WORK = `const { parentPort, workerData } = require("node:worker_threads"); ${OPEN}
  open().then(async (bay) => {
    const made = await Promise.all(Array.from({ length: 20 }, (_, at) => bay.machines.create(workerData + at)));
    await bay.machines.start(made[0].id);
    await bay.shutdown(1000);
    parentPort.postMessage(made.length);
  });`;

test("each thread has libraries of its own", async () => {
  const made = ["a-", "b-", "c-"].map(
    (workerData) =>
      new Promise((resolve, reject) => {
        const worker = new Worker(WORK, { eval: true, workerData });
        worker.once("message", resolve).once("error", reject);
      }),
  );
  assert.deepEqual(await Promise.all(made), [20, 20, 20]);
});

test("a thread that is ended with calls at work takes nothing with it", async () => {
  for (let round = 0; round < 5; round++) {
    const worker = new Worker(`${OPEN} open().then(async (bay) => {
      const machine = await bay.machines.create("web-1");
      void bay.machines.start(machine.id);
      void bay.events.stream().next();
      require("node:worker_threads").parentPort.postMessage("begun");
    });`, { eval: true });
    await new Promise((resolve, reject) => worker.once("message", resolve).once("error", reject));
    await worker.terminate();
  }
});

test("it works without libvirt, and says what to install when libvirt is asked for", async () => {
  await folder(async (empty) => {
    // What is found first under these names is no library, so that none is loaded.
    for (const name of ["libvirt.so.0", "libvirt-qemu.so.0"]) await writeFile(join(empty, name), "");
    const program = `const { Vmbay, UnavailableError } = require("vmbay");
      (async () => {
        const bay = await Vmbay.open("sqlite::memory:", { hypervisor: "simulated:?instant=true" });
        const machine = await bay.machines.create("web-1", { disks: [{ sizeBytes: 2n ** 30n }] });
        console.log((await bay.machines.start(machine.id)).powerState);
        await bay.shutdown(1000);
        for (const hypervisor of ["test:///default", "qemu:///system"]) {
          const error = await Vmbay.open("memory:", { hypervisor }).catch((error) => error);
          console.log(error instanceof UnavailableError, error.message.includes("libvirt0"));
        }
      })();`;
    const run = promisify(execFile)(process.execPath, ["--eval", program], {
      cwd: PACKAGE,
      env: { ...process.env, LD_LIBRARY_PATH: empty },
    });
    assert.equal((await run).stdout, "running\ntrue true\ntrue true\n");
  });
});

test("nothing is left of calls that have ended, failed, or were given up", async () => {
  const program = `${OPEN} open().then(async (bay) => {
      const machine = await bay.machines.create("web-1");
      const round = async () => {
        for (let turn = 0; turn < 300; turn++) {
          await bay.machines.get(machine.id);
          await bay.machines.get("nobody").catch(() => undefined);
          const controller = new AbortController();
          const waiting = bay.machines.waitReady(machine.id, 60_000, { signal: controller.signal }).catch(() => undefined);
          const stream = bay.events.stream();
          const next = stream.next();
          controller.abort();
          await stream.return();
          await next;
          await waiting;
        }
        for (let turn = 0; turn < 5; turn++) {
          global.gc();
          await new Promise((resolve) => setImmediate(resolve));
        }
        return process.memoryUsage();
      };
      await round();
      const before = await round();
      for (let turn = 0; turn < 5; turn++) await round();
      const after = await round();
      console.log(after.heapUsed - before.heapUsed < 1e6, after.rss - before.rss < 16e6);
      await bay.shutdown(1000);
    })`;
  assert.equal(await said(program, "--expose-gc"), "true true");
});
