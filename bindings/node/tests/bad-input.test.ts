/** Whatever a program passes, it is a value, a TypeError or an error of the library: never a crash, never a hang. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ClosedError, Stream, Vmbay, VmbayError } from "vmbay";

import { API, camel, type OperationApi } from "./api";

type Call = (...args: unknown[]) => unknown;
type Services = Map<string, Record<string, Call>>;

const circular: Record<string, unknown> = {};
circular["again"] = circular;

const JUNK: readonly unknown[] = [
  undefined,
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 70,
  -(2 ** 70),
  NaN,
  Infinity,
  7n,
  -(2n ** 80n),
  "",
  "\ud800",
  "x".repeat(1 << 20),
  "🦀",
  [],
  [null],
  [[[]]],
  {},
  { type: "nothing" },
  { $int: "7" },
  { __proto__: null, constructor: 1 },
  circular,
  new Date(NaN),
  new Date(8.64e15),
  new Map([["a", 1]]),
  new Error("an error"),
  Buffer.alloc(3),
  Symbol("a"),
  () => 1,
];

/** A library, and each of its services. */
async function opened(): Promise<{ bay: Vmbay; services: Services }> {
  const bay = await Vmbay.open("memory:", { hypervisor: "simulated:?instant=true" });
  const members = API.services.find((service) => service.name === "Vmbay")?.members ?? [];
  const services: Services = new Map();
  const put = (name: string, service: unknown): unknown => services.set(name, service as Record<string, Call>);
  put("Vmbay", bay);
  for (const { name, service } of members) put(service, (bay as unknown as Record<string, unknown>)[camel(name)]);
  put("Consumer", await bay.consumers.open("fuzz"));
  put("Lease", await bay.leases.acquire("fuzz", 10_000));
  return { bay, services };
}

/** What becomes of a call: it ends, or waits for what it was asked to wait for, until we end it. */
async function outcome(call: () => unknown, signal: AbortSignal): Promise<unknown> {
  const hung = Symbol("hung");
  const ended = async (): Promise<unknown> => {
    const given = call();
    if (!(given instanceof Stream)) return await given;
    const first = given.next();
    setTimeout(() => void given.return().catch(() => undefined), 50);
    return await first;
  };
  const limit = new Promise<unknown>((resolve) => setTimeout(resolve, 20_000, hung).unref());
  try {
    const given = await Promise.race([ended(), limit]);
    assert.notEqual(given, hung, "it hangs");
    return given;
  } catch (error) {
    if (error instanceof TypeError || error instanceof VmbayError || error === signal.reason) return error;
    throw error;
  }
}

const positions = ({ input }: OperationApi): string[] =>
  Object.keys(input.properties).filter((name) => input.required.includes(name));

for (const operation of API.operations.filter(({ name }) => name !== "shutdown")) {
  test(`${operation.service}.${operation.name} takes nothing amiss`, async () => {
    const { bay, services } = await opened();
    const service = services.get(operation.service);
    const call = service?.[operation.name];
    assert.ok(service !== undefined && call !== undefined);
    const required = positions(operation);
    const optional = Object.keys(operation.input.properties).filter((name) => !required.includes(name));
    const tries: ((signal: AbortSignal) => unknown[])[] = [];
    for (const junk of JUNK) {
      tries.push((signal) => [...required.map(() => junk), { signal }]);
      for (const name of optional) tries.push((signal) => [...required.map(() => "fuzz"), { [name]: junk, signal }]);
    }
    tries.push((signal) => [...required.map(() => "fuzz"), { noSuchOption: 1, signal }]);
    for (const args of tries) {
      const signal = AbortSignal.timeout(100);
      await outcome(() => call.apply(service, args(signal)), signal);
    }
    // It is as well as before.
    await bay.machines.list();
    await bay.shutdown(1000);
  });
}

test("an unknown option is a TypeError that lists the known ones", async () => {
  const { bay } = await opened();
  await assert.rejects(bay.machines.create("web-1", { memory: 7 } as never), /^TypeError: memory is none of name, .*memoryMib/);
  await bay.shutdown(1000);
});

test("what is closed says so", async () => {
  const { bay, services } = await opened();
  const machine = await bay.machines.create("web-1");
  await bay.shutdown(1000);
  await assert.rejects(bay.machines.start(machine.id), ClosedError);
  for (const operation of API.operations) {
    const service = services.get(operation.service);
    const signal = AbortSignal.timeout(100);
    const args = [...positions(operation).map(() => machine.id), { signal }];
    await outcome(() => service?.[operation.name]?.apply(service, args), signal);
  }
});
