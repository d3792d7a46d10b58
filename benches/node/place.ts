/** Databases of a run, with the library's own tables. */

import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, chmodSync, rmSync, writeFileSync } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { randomBytes } from "node:crypto";
import Database from "better-sqlite3";
import pg from "pg";
import type { Vmbay } from "vmbay";

/** So many machines there are. */
export const MACHINES = 1000;

/** A host on which nothing takes time, and which nobody looks at meanwhile. */
export const HYPERVISOR = { hypervisor: "simulated:?instant=true", observeEveryMs: 3_600_000 };

/** Makes the machines. */
export async function fill(bay: Vmbay): Promise<void> {
  const labels = { team: "search", tier: "web" };
  const description = "keep until the end of the month";
  await bay.machines.createMany(
    Array.from({ length: MACHINES }, (_, n) => ({ name: `machine-${n}`, memoryMib: 256, description, labels })),
  );
}

/** How the library opens a file. */
export const PRAGMAS = ["foreign_keys = ON", "synchronous = FULL", "journal_mode = WAL"];

/** A directory whose disk takes no time, where there is one: waiting for a disk is the same for all. */
export async function withDirectory(work: (path: string) => Promise<void>): Promise<void> {
  const path = mkdtempSync(join(memory(), "vmbay-bench-"));
  try {
    await work(path);
  } finally {
    rmSync(path, { recursive: true });
  }
}

function memory(): string {
  try {
    accessSync("/dev/shm", constants.W_OK);
    return "/dev/shm";
  } catch {
    return tmpdir();
  }
}

/** Another file with the same tables and the same rows. */
export function copy(path: string, to: string): void {
  const database = new Database(path);
  database.exec("ANALYZE");
  database.prepare("VACUUM INTO ?").run(to);
  database.close();
}

/** A PostgreSQL server of the run, by its socket's directory. */
export async function withServer(work: (path: string) => Promise<void>): Promise<void> {
  const script = resolve(import.meta.dirname, "../../../tests/lab/postgres.sh");
  const parent = mkdtempSync(join(tmpdir(), "vmbay-bench-"));
  // It runs as another user.
  chmodSync(parent, 0o711);
  const path = join(parent, "server");
  const wanted = join(path, "wanted");
  mkdirSync(path);
  writeFileSync(wanted, "");
  const server = spawn(script, [path, String(process.pid)], { stdio: "inherit", detached: true });
  const ended = once(server, "exit");
  try {
    while (!existsSync(join(path, "ready"))) {
      if (server.exitCode !== null) throw new Error("PostgreSQL did not start; run tests/lab/packages.sh");
      await setTimeout(20);
    }
    await work(path);
  } finally {
    rmSync(wanted, { force: true });
    await ended;
    rmSync(parent, { recursive: true });
  }
}

export function url(server: string): string {
  return `postgres:///postgres?user=vmbay&host=${server}&port=5432`;
}

/** How peers reach the library's tables. */
export function config(server: string): pg.PoolConfig {
  return { host: server, port: 5432, user: "vmbay", database: "postgres", options: "-c search_path=vmbay" };
}

/** Has the server do now what it would do in the background. */
export async function settle(server: string): Promise<void> {
  const client = new pg.Client(config(server));
  await client.connect();
  await client.query("VACUUM ANALYZE");
  await client.query("CHECKPOINT");
  await client.end();
}

/** An id, made as cheaply as can be; later ones are greater, as ours are. */
export function identifier(): Buffer {
  const id = randomBytes(16);
  id.writeUIntBE(Date.now(), 0, 6);
  return id;
}

/** Microseconds since 1970. */
export function now(): number {
  return Date.now() * 1000;
}

export function bytes(id: string): Buffer {
  return Buffer.from(id.replaceAll("-", ""), "hex");
}
