/**
 * Background jobs of a program's own, and what happens at certain times.
 *
 *     node build/03-jobs-and-schedules.js
 *
 * A shop that sends mail and counts its sales. What it asked for is in the database, so it survives a crash.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { Vmbay, type JobRun } from "vmbay";

let tell: () => void;
const counted = new Promise<void>((resolve) => (tell = resolve));

/** A job may be done more than once, so a handler does no harm when it does something again. */
function send(run: JobRun, mail: { to: string }): void {
  if (mail.to === "nobody") throw new Error("nobody has no mailbox");
  if (run.attempt === 1) throw new Error("the mail server does not answer");
  console.log(`mail to ${mail.to}, at attempt ${run.attempt}`);
}

/** Handlers may take their time. */
async function count(run: JobRun, payload: { who: string }): Promise<void> {
  await sleep(1);
  run.progress(1, "counted");
  console.log(`${payload.who} counts its sales`);
  tell();
}

const folder = await mkdtemp(join(tmpdir(), "vmbay-shop-"));
try {
  await using bay = await Vmbay.open(`sqlite:${join(folder, "shop.db")}`, {
    jobs: {
      // At most two at a time and a hundred a second, over all processes.
      mail: {
        handler: send,
        attempts: 3,
        delayMs: 50,
        maxDelayMs: 100,
        concurrency: 2,
        rate: { jobs: 100, periodMs: 1000 },
      },
      count,
    },
  });
  const first = await bay.jobs.enqueue("mail", { to: "ada" }, { dedupeKey: "welcome-ada" });
  const again = await bay.jobs.enqueue("mail", { to: "ada" }, { dedupeKey: "welcome-ada" });
  console.log(`asked twice, enqueued once: ${first.id === again.id}`);
  await bay.jobs.enqueueMany(["bob", "cleo", "nobody"].map((to) => ({ kind: "mail", payload: { to } })));

  // A cron pattern with a time zone, a time, or equal intervals; exactly one process does each.
  await bay.schedules.create(
    "count",
    { type: "once", at: new Date(Date.now() + 200) },
    { type: "job", kind: "count", payload: { who: "the shop" } },
  );
  await counted;

  const unfinished = async (): Promise<boolean> => {
    for (const state of ["queued", "running"] as const) {
      if ((await bay.jobs.list({ state })).items.length > 0) return true;
    }
    return false;
  };
  while (await unfinished()) await sleep(10);
  for (const dead of await bay.jobs.list({ state: "dead" })) {
    console.log(`a dead letter to ${(dead.payload as { to: string }).to}: ${dead.lastError}`);
  }
  console.log(`purged: ${await bay.jobs.purge("mail")}`);
} finally {
  await rm(folder, { recursive: true });
}
