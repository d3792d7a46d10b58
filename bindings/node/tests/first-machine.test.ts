/** The main job, and what values, errors, waits and streams are in JavaScript. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";

import { AlreadyExistsError, InvalidArgumentError, NotFoundError, PowerState, TimedOutError, Vmbay, VmbayError, type Event } from "vmbay";

import { folder } from "./folder";

const SIMULATED = "simulated:?instant=true";

const open = (hypervisor = SIMULATED): Promise<Vmbay> => Vmbay.open("memory:", { hypervisor });

test("a machine is made, started and removed", async () => {
  await folder(async (path) => {
    await using bay = await Vmbay.open(`sqlite:${join(path, "bay.db")}`, { hypervisor: SIMULATED });
    const machine = await bay.machines.create("web-1", { vcpus: 1, memoryMib: 256, disks: [{ sizeBytes: 2n ** 30n }] });
    const operation = await bay.machines.beginStart(machine.id);
    let last = 0;
    for await (const step of operation.progress()) last = step.fraction;
    assert.equal(last, 1);
    const started = await operation.wait({ signal: AbortSignal.timeout(60_000) });
    assert.equal(started.powerState, PowerState.Running);
    await bay.machines.waitReady(machine.id, 60_000);
    const output = await bay.guest.exec(machine.id, ["uname", "-a"]);
    assert.ok(output.stdout instanceof Buffer);
    assert.match(output.stdout.toString(), /^Linux/);
    await bay.machines.stop(machine.id);
    await bay.machines.delete(machine.id);
    const topics = (await bay.events.list()).events.map((event) => event.topic);
    assert.ok(topics.includes("machine.created"));
    assert.ok(topics.includes("machine.deleted"));
  });
});

test("fifty machines are made at once, and the stream tells of each", async () => {
  await using bay = await open();
  const names = Array.from({ length: 50 }, (_, at) => `m-${at}`);
  const made = await Promise.all(names.map((name) => bay.machines.create(name, { vcpus: 1, memoryMib: 128 })));
  assert.deepEqual(made.map((machine) => machine.name), names);
  let seen = 0;
  for await (const event of bay.events.stream()) {
    assert.equal(event.type, "event");
    if ((event as Event).topic === "machine.created" && ++seen === 50) break;
  }
  assert.equal(seen, 50);
});

test("times are dates, sizes are big, and what is absent is null", async () => {
  await using bay = await open();
  const volume = await bay.volumes.create("data", 2n ** 40n);
  assert.equal(volume.sizeBytes, 2n ** 40n);
  assert.ok(volume.createdAt instanceof Date);
  assert.ok(Math.abs(Date.now() - volume.createdAt.getTime()) < 60_000);
  const machine = await bay.machines.create("web-1", { labels: { env: "test" } });
  assert.deepEqual(machine.labels, { env: "test" });
  assert.deepEqual(await bay.machines.get(machine.id), machine);
  const page = await bay.machines.list({ limit: 10 });
  assert.deepEqual([...page], [machine]);
  assert.equal(page.next, null);
});

test("what goes wrong has a class, a code and the caller's stack", async () => {
  await using bay = await open();
  const machine = await bay.machines.create("web-1");
  const twice = async function callerOfCreate(): Promise<unknown> {
    return bay.machines.create("web-1");
  };
  await assert.rejects(twice(), (error) => {
    assert.ok(error instanceof AlreadyExistsError && error instanceof VmbayError && error instanceof Error);
    assert.equal(error.code, "already_exists");
    assert.equal(error.name, "AlreadyExistsError");
    assert.match(error.stack ?? "", /callerOfCreate/);
    return true;
  });
  await assert.rejects(bay.volumes.get(machine.id), (error) => {
    assert.ok(error instanceof NotFoundError);
    assert.equal(error.resource?.kind, "volume");
    return true;
  });
  await assert.rejects(bay.machines.create("web-2", { vcpus: "2" as never }), new TypeError("vcpus must be a number, not a string"));
  await assert.rejects(bay.machines.create("web-2", { vcpu: 2 } as never), /vcpu is none of name, /);
  for (const vcpus of [-1, 2 ** 70, 1.5, NaN]) {
    await assert.rejects(bay.machines.create("web-2", { vcpus }), InvalidArgumentError);
  }
  await assert.rejects(bay.machines.create("\ud800"), InvalidArgumentError);
});

test("a failure that was waited for has the caller's stack too", async () => {
  await using bay = await open("simulated:");
  const machine = await bay.machines.create("web-1");
  const waits = async function callerOfWait(): Promise<unknown> {
    return bay.machines.waitReady(machine.id, 20);
  };
  await assert.rejects(waits(), (error) => {
    assert.ok(error instanceof VmbayError);
    assert.match(error.stack ?? "", /callerOfWait/);
    return true;
  });
});

test("a wrong database or hypervisor names the right forms", async () => {
  for (const url of ["", "mysql://x", "sqlite:", "nonsense"]) {
    await assert.rejects(Vmbay.open(url), /sqlite:PATH/);
  }
  await assert.rejects(Vmbay.open("memory:", { hypervisor: "nonsense" }), /simulated:/);
  await assert.rejects(Vmbay.open(7 as never), TypeError);
});

test("a signal ends a wait with its reason, and is left alone afterwards", async () => {
  await using bay = await open("simulated:");
  const machine = await bay.machines.create("web-1");
  await assert.rejects(bay.machines.get(machine.id, { signal: AbortSignal.abort(new Error("too late")) }), /too late/);
  const controller = new AbortController();
  const operation = await bay.machines.beginStart(machine.id);
  const wait = operation.wait({ signal: controller.signal });
  controller.abort(new Error("enough"));
  await assert.rejects(wait, /enough/);
  assert.equal((await operation.wait()).powerState, "running");
  const counted = watched(new AbortController().signal);
  await bay.machines.forceStop(machine.id, { signal: counted.signal });
  assert.deepEqual([counted.added(), counted.listeners()], [1, 0]);
  await assert.rejects((await bay.machines.beginStart(machine.id)).wait({ timeoutMs: 0 }), TimedOutError);
});

/** A signal that counts who listens. */
function watched(signal: AbortSignal): { signal: AbortSignal; added: () => number; listeners: () => number } {
  let added = 0;
  let listeners = 0;
  const add = signal.addEventListener.bind(signal) as (...args: unknown[]) => void;
  const remove = signal.removeEventListener.bind(signal) as (...args: unknown[]) => void;
  signal.addEventListener = (...args: unknown[]): void => {
    added++;
    listeners++;
    add(...args);
  };
  signal.removeEventListener = (...args: unknown[]): void => {
    listeners--;
    remove(...args);
  };
  return { signal, added: () => added, listeners: () => listeners };
}

test("leaving a stream ends it, also while somebody waits for its next", async () => {
  await using bay = await open();
  const stream = bay.events.stream();
  const first = stream.next();
  assert.deepEqual(await stream.return(), { done: true, value: undefined });
  assert.deepEqual(await first, { done: true, value: undefined });
  assert.deepEqual(await stream.next(), { done: true, value: undefined });
});
