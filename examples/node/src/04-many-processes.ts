/**
 * Several processes on one database share the work.
 *
 *     node build/04-many-processes.js
 *
 * Nothing in a program changes when a second one opens the same file, or the same PostgreSQL: give its URL as the argument.
 */
import { fork } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { Vmbay, type JobRun } from "vmbay";

const PICTURES = 12;

/** Some work that takes its time. */
async function shrink(_: JobRun, picture: { name: string; done: string }): Promise<void> {
  await sleep(50);
  await appendFile(picture.done, `${picture.name} by ${process.pid}\n`);
}

/** Does jobs until it is told to stop: a library that has jobs to do keeps its process alive. */
async function work(database: string): Promise<void> {
  const bay = await Vmbay.open(database, { jobs: { shrink: { handler: shrink, concurrency: 4 } } });
  process.once("message", () => {
    void bay.shutdown(10_000).then(() => {
      process.disconnect();
    });
  });
}

async function share(given: string | undefined): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "vmbay-pictures-"));
  try {
    const database = given ?? `sqlite:${join(folder, "pictures.db")}`;
    const done = join(folder, "done");
    await using bay = await Vmbay.open(database);
    // Of all processes, one at a time has a lease of a name; its fence tells a late one from its successor.
    const lease = await bay.leases.acquire("picture-index", 30_000);
    console.log(`this process leads, with fence ${await lease.fence()}`);
    const pictures = Array.from({ length: PICTURES }, (_, at) => ({ name: `picture ${at}`, done }));
    await bay.jobs.enqueueMany(pictures.map((payload) => ({ kind: "shrink", payload })));

    const workers = [1, 2].map(() => fork(fileURLToPath(import.meta.url), ["--worker", database]));
    while ((await bay.jobs.list()).items.length > 0) await sleep(50);
    const ends = workers.map((worker) => once(worker, "exit"));
    for (const worker of workers) worker.send("stop");
    await Promise.all(ends);
    await lease.release();

    const lines = (await readFile(done, "utf8")).trim().split("\n");
    const made = new Set(lines.map((line) => line.split(" by ")[0]));
    const processes = new Set(lines.map((line) => line.split(" by ")[1]));
    console.log(`${made.size} pictures are done, by ${processes.size} of 2 processes`);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const [first, second] = process.argv.slice(2);
await (first === "--worker" && second !== undefined ? work(second) : share(first));
