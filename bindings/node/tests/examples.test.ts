/** The examples run, and say what they should. They are compiled before: `npm run build` in examples/node. */
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { test } from "node:test";
import { promisify } from "node:util";

import { folder } from "./folder";

const ROOT = join(__dirname, "../../../..");
const EXAMPLES = join(ROOT, "examples/node/build");

/** What an example says. */
async function said(name: string, ...args: string[]): Promise<string> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [join(EXAMPLES, name), ...args], { timeout: 300_000 });
  assert.equal(stderr, "");
  return stdout;
}

/** The least that passes for a kernel and an initial RAM disk. */
async function content(path: string): Promise<void> {
  const kernel = Buffer.alloc(4096);
  kernel[0x1f1] = 4;
  Buffer.from("\x55\xaa\xeb\x66HdrS", "latin1").copy(kernel, 0x1fe);
  await writeFile(join(path, "kernel"), kernel);
  await writeFile(join(path, "initrd"), Buffer.concat([Buffer.from([0x1f, 0x8b, 8, 0]), Buffer.alloc(1020, "0")]));
}

test("the first machine on a simulated host", async () => {
  await folder(async (path) => {
    await content(path);
    const text = await said("01-first-machine.js", "--work", path, "--guest", path, "--hypervisor", "simulated:?seed=7");
    assert.match(text, /100%[^]*\nLinux[^]*machine\.deleted/);
  });
});

test("the first machine on a real one", async () => {
  const guest = join(ROOT, ".cache/guest");
  await access(join(guest, "kernel")); // `make guest` builds it
  await folder(async (path) => {
    const text = await said("01-first-machine.js", "--work", path, "--guest", guest);
    assert.match(text, /100%[^]*\nLinux[^]*machine\.deleted/);
  });
});

test("jobs and schedules", async () => {
  const text = await said("03-jobs-and-schedules.js");
  for (const line of [
    "asked twice, enqueued once: true",
    "mail to ada, at attempt 2",
    "mail to bob, at attempt 2",
    "mail to cleo, at attempt 2",
    "the shop counts its sales",
    "a dead letter to nobody: Error: nobody has no mailbox",
    "purged: 1",
  ]) {
    assert.ok(text.split("\n").includes(line), line);
  }
});

test("many processes", async () => {
  assert.match(await said("04-many-processes.js"), /12 pictures are done, by [12] of 2 processes/);
});

test("an HTTP service shows live events, and a follower goes on where it was", async () => {
  const service = spawn(process.execPath, [join(EXAMPLES, "05-live-events.js"), "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [line] = (await once(createInterface(service.stdout), "line")) as [string];
    const url = /http:\S+/.exec(line)?.[0] ?? "";
    const events = await fetch(`${url}/events`);
    const lines = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    assert.match((await lines?.read())?.value ?? "", /live/);
    const post = (path: string, body: unknown): Promise<Response> =>
      fetch(url + path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });

    const made = (await (await post("/machines", { name: "web-1", memoryMib: 128 })).json()) as { id: string };
    let text = "";
    while (!text.includes("event: machine.provisioned")) text += (await lines?.read())?.value ?? "";
    assert.match(text, /event: machine\.created\ndata: \{"name":"web-1"\}/);
    await lines?.cancel();

    const { operation } = (await (await post(`/machines/${made.id}/start`, {})).json()) as { operation: string };
    assert.equal((await fetch(`${url}/operations/${operation}`)).status, 200);
    const token = /id: (\S+)\nevent: machine\.created/.exec(text)?.[1] ?? "";
    const again = await fetch(`${url}/events`, { headers: { "last-event-id": token } });
    const rest = again.body?.pipeThrough(new TextDecoderStream()).getReader();
    let seen = "";
    while (!seen.includes("event: machine.provisioned")) seen += (await rest?.read())?.value ?? "";
    assert.doesNotMatch(seen, /machine\.created/);
    await rest?.cancel();

    assert.equal((await post("/machines", { name: "web-1" })).status, 409);
    assert.equal((await post("/machines", { name: "" })).status, 400);
    assert.equal((await fetch(`${url}/operations/${made.id}`)).status, 404);
  } finally {
    service.kill("SIGTERM");
    await once(service, "exit");
  }
  assert.equal(service.exitCode, 0);
});

test("tests of a program", async () => {
  const text = await promisify(execFile)(process.execPath, ["--test", "--test-reporter=tap", join(EXAMPLES, "06-test-your-program.test.js")], {
    timeout: 60_000,
    env: { ...process.env, NODE_TEST_CONTEXT: undefined },
  });
  assert.match(text.stdout, /# pass 2/);
});
