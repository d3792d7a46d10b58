/**
 * The scenarios of `tests/scenarios`, which have a README, as JavaScript does them: what comes of each is the same as in Rust.
 *
 * With a file as its argument it is the process of a scenario that is to be killed, or that has a hypervisor of its own.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

import { Operation, Stream, Vmbay, VmbayError } from "vmbay";

import { API } from "./api";

type Json = null | boolean | number | string | readonly Json[] | Fields;
interface Fields {
  readonly [name: string]: Json;
}

interface Step {
  readonly call?: string;
  readonly take?: string;
  readonly open?: string;
  readonly crash?: true;
  readonly with?: Fields;
  readonly count?: number;
  readonly as?: string;
  readonly show?: readonly string[];
  readonly fails?: string;
}

interface Scenario {
  readonly on?: readonly string[];
  readonly hypervisor?: string;
  readonly leaseMs?: number;
  readonly files?: Readonly<Record<string, { readonly zeros?: number; readonly text?: string; readonly base64?: string }>>;
  readonly steps: readonly Step[];
}

/** All that the process after a crash knows of the one before. */
interface State {
  readonly name: string;
  at: number;
  readonly values: Record<string, Json>;
  readonly ids: Record<string, string>;
  readonly transcript: Json[];
}

const REPOSITORY = join(__dirname, "../../../..");
const SCENARIOS = join(REPOSITORY, "tests/scenarios");
const GUEST = join(REPOSITORY, ".cache/guest");
const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

const read = <T>(file: string): T => JSON.parse(readFileSync(file, "utf8")) as T;
const MASKED = read<{ names: string[]; endings: string[] }>(join(SCENARIOS, "masked.json"));
const isFields = (value: Json): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Each field by another value. */
function mapped<T, V>(fields: Readonly<Record<string, T>>, map: (value: T, key: string) => V): Record<string, V> {
  return Object.fromEntries(Object.keys(fields).sort().map((key) => [key, map(fields[key] as T, key)]));
}

/** An argument, as a JavaScript program gives it. */
function taken(value: Json): unknown {
  if (Array.isArray(value)) return value.map(taken);
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return new Date(value);
  if (!isFields(value)) return value;
  if ("$bytes" in value) return Buffer.from(value["$bytes"] as string, "base64");
  if ("$int" in value) return BigInt(value["$int"] as string);
  return mapped(value, taken);
}

/** What JavaScript was given, as JSON has it. */
function told(value: unknown): Json {
  if (value instanceof TypeError) return { code: "type_error" };
  if (value instanceof VmbayError) {
    const { code, reason, message, retryable, resource } = value;
    return { code, reason, message, retryable, resource: told(resource) };
  }
  if (value instanceof Operation) return { id: value.id };
  if (value instanceof Date) return value.getTime() * 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (typeof value === "bigint") return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value.toString();
  if (Array.isArray(value)) return value.map(told);
  if (value === undefined || isService(value)) return null;
  return typeof value === "object" && value !== null ? mapped(value as Record<string, unknown>, told) : (value as Json);
}

function isService(value: unknown): value is object {
  const name = (value as object | null)?.constructor.name;
  return API.services.some((service) => service.name === name);
}

/** The fields that a step shows: of a record, or of each item of a list or a page. */
function shown(value: Json, fields: readonly string[]): Json {
  if (fields.length === 0) return null;
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => shown(item, fields));
  if (!isFields(value)) return value;
  const list = [value["items"], value["events"]].find((items) => Array.isArray(items));
  if (list !== undefined) return shown(list, fields);
  return Object.fromEntries(Object.entries(value).filter(([key]) => fields.includes(key)));
}

/** A scenario at work. */
class Run {
  readonly scenario: Scenario;
  readonly #handles = new Map<string, object>();

  constructor(readonly state: State) {
    this.scenario = read(join(SCENARIOS, `${state.name}.json`));
  }

  async go(): Promise<void> {
    const { state, scenario } = this;
    if (state.at === 0) {
      for (const [name, { zeros, text, base64 }] of Object.entries(scenario.files ?? {})) {
        const path = join(state.values["folder"] as string, name);
        writeFileSync(path, text ?? (base64 === undefined ? Buffer.alloc(zeros ?? 0) : Buffer.from(base64, "base64")));
        state.values[name] = path;
      }
      await this.#open("bay", {});
    }
    for (const step of scenario.steps.slice(state.at)) {
      state.at++;
      if (step.crash) {
        this.save();
        process.kill(process.pid, "SIGKILL");
      }
      await this.#step(step);
    }
    for (const handle of this.#handles.values()) {
      // One that was shut down before is.
      if (handle instanceof Vmbay) await handle.shutdown(10_000).catch(() => undefined);
    }
  }

  save(): string {
    const file = join(this.state.values["folder"] as string, "state.json");
    writeFileSync(file, JSON.stringify(this.state));
    return file;
  }

  async #step(step: Step): Promise<void> {
    const kind = step.call !== undefined ? "call" : step.take !== undefined ? "take" : "open";
    const path = step[kind] as string;
    const given = this.#resolved(step.with ?? {}) as Fields;
    let word = "gives";
    let value: Json;
    try {
      let gave: unknown;
      if (kind === "open") await this.#open(path, given);
      else if (kind === "take") gave = await first(this.#call(path, given) as Stream<unknown>, step.count ?? Infinity);
      else gave = await this.#call(path, given);
      value = told(gave);
      if (step.as !== undefined) {
        if (isService(gave) || gave instanceof Operation) this.#handles.set(step.as, gave);
        if (isFields(value) && typeof value["id"] === "string") this.state.ids[value["id"]] ??= step.as;
        this.state.values[step.as] = value;
      }
    } catch (error) {
      if (!(error instanceof VmbayError || error instanceof TypeError)) throw error;
      word = "fails";
      value = told(error);
    }
    const entry: Record<string, Json> = { [kind]: path };
    const code = word === "fails" ? (value as Fields)["code"] : undefined;
    const isExpected = code === step.fails;
    if (!isExpected) entry["unexpected"] = this.state.at;
    const masked = this.#masked("", isExpected && step.show !== undefined ? shown(value, step.show) : value);
    if (masked !== null) entry[word] = masked;
    this.state.transcript.push(entry);
  }

  async #open(name: string, given: Fields): Promise<void> {
    const { database, hypervisor = this.scenario.hypervisor ?? "simulated:?instant=true" } = this.state.values;
    const bay = await Vmbay.open((given["database"] ?? database) as string, {
      hypervisor: (given["hypervisor"] ?? hypervisor) as string,
      leaseMs: this.scenario.leaseMs,
    });
    this.#handles.set(name, bay);
  }

  #call(path: string, given: Fields): unknown {
    const names = path.split(".");
    const named = this.#handles.get(names[0] as string);
    if (named !== undefined) names.shift();
    const verb = names.pop() as string;
    const start = (named ?? this.#handles.get("bay")) as object;
    const target = names.reduce((on, name) => (on as Record<string, object>)[name] as object, start);
    const call = (target as Record<string, (...args: unknown[]) => unknown>)[verb] as (...args: unknown[]) => unknown;
    const api = API.operations.find(({ service, name }) => service === target.constructor.name && name === verb);
    const options = taken(given) as Record<string, unknown>;
    const required = (api?.input.required ?? []).map((name) => {
      const argument = options[name];
      delete options[name];
      return argument;
    });
    return call.call(target, ...required, options);
  }

  #resolved(value: Json): Json {
    if (Array.isArray(value)) return (value as readonly Json[]).map((item) => this.#resolved(item));
    if (isFields(value)) return mapped(value, (item) => this.#resolved(item));
    if (typeof value !== "string") return value;
    const whole = /^<([^<>]+)>$/.exec(value)?.[1];
    if (whole === undefined) return value.replace(/<([^<>]+)>/g, (_, name: string) => this.state.values[name] as string);
    return whole.split(".").reduce<Json>((from, name) => (from as Fields)[name] as Json, this.state.values);
  }

  /** The same in every run: without times and places, and with names for ids. */
  #masked(key: string, value: Json): Json {
    if (value === null) return null;
    if (MASKED.names.includes(key) || MASKED.endings.some((ending) => key.endsWith(ending))) return `<${key}>`;
    if (Array.isArray(value)) return (value as readonly Json[]).map((item) => this.#masked("", item));
    if (isFields(value)) return mapped(value, (item, name) => this.#masked(name, item));
    if (typeof value !== "string") return value;
    const { ids, values } = this.state;
    const name = (id: string): string => `<${(ids[id] ??= `id-${Object.keys(ids).length + 1}`)}>`;
    return value.replaceAll(values["folder"] as string, "<folder>").replace(UUID, name);
  }
}

/** The first values of a stream. */
async function first(stream: Stream<unknown>, count: number): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const value of stream) if (values.push(value) >= count) break;
  return values;
}

function database(backEnd: string, folder: string): string {
  if (backEnd !== "postgres") return backEnd === "memory" ? "memory:" : `sqlite:${join(folder, "bay.db")}`;
  const url = process.env["DATABASE_URL"];
  assert.ok(url, "DATABASE_URL names no PostgreSQL: run tests/lab/with-postgres.sh with these tests");
  return `${url}&schema=test_${randomUUID().replaceAll("-", "")}`;
}

/** What comes of a scenario on a back-end. */
async function transcript(name: string, backEnd: string, folder: string): Promise<readonly Json[]> {
  const values: Record<string, Json> = { folder, database: database(backEnd, folder) };
  Object.assign(values, { kernel: join(GUEST, "kernel"), initrd: join(GUEST, "initrd") });
  if (backEnd === "guest") values["hypervisor"] = `qemu:///embed?root=${folder}/hypervisor`;
  let run = new Run({ name, at: 0, values, ids: {}, transcript: [] });
  const { steps } = run.scenario;
  // The embedded driver belongs to its process.
  if (backEnd !== "guest" && !steps.some((step) => step.crash)) {
    await run.go();
    return run.state.transcript;
  }
  while (run.state.at < steps.length) {
    const file = run.save();
    const { stderr } = spawnSync(process.execPath, [__filename, file], { encoding: "utf8" });
    const state = read<State>(file);
    assert.ok(state.at > run.state.at, stderr);
    run = new Run(state);
  }
  return run.state.transcript;
}

const file = process.argv[2];
if (file !== undefined) {
  const run = new Run(read(file));
  void run.go().then(() => run.save());
} else {
  for (const backEnd of ["memory", "sqlite", "postgres", "guest"]) {
    for (const name of readdirSync(SCENARIOS).flatMap((entry) => /^(.*)(?<!\.transcript)\.json$/.exec(entry)?.[1] ?? [])) {
      const { on = ["memory", "sqlite", "postgres"], steps } = read<Scenario>(join(SCENARIOS, `${name}.json`));
      if (steps === undefined || !on.includes(backEnd)) continue;
      const skip = JSON.stringify(steps).includes("<kernel>") && !existsSync(GUEST) ? "the guest is not built; run `make guest`" : false;
      test(`${name}, on ${backEnd}, goes as its transcript says`, { skip }, async () => {
        const folder = mkdtempSync(join(tmpdir(), "vmbay-"));
        try {
          assert.deepEqual(await transcript(name, backEnd, folder), read(join(SCENARIOS, `${name}.transcript.json`)));
        } finally {
          rmSync(folder, { recursive: true });
        }
      });
    }
  }
}
