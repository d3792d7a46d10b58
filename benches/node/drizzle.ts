/** Drizzle, on better-sqlite3 and on pg. */

import Database from "better-sqlite3";
import { and, desc, eq, sql } from "drizzle-orm";
import { drizzle as onSqlite } from "drizzle-orm/better-sqlite3";
import { drizzle as onPostgres } from "drizzle-orm/node-postgres";
import * as postgres from "drizzle-orm/pg-core";
import * as sqlite from "drizzle-orm/sqlite-core";
import pg from "pg";
import type { Home, Peer } from "./ours.js";
import { bytes, config, identifier, now, PRAGMAS } from "./place.js";

const sqliteMachines = sqlite.sqliteTable("machines", {
  id: sqlite.blob("id", { mode: "buffer" }).primaryKey(),
  version: sqlite.integer("version").notNull(),
  organizationId: sqlite.blob("organization_id", { mode: "buffer" }).notNull(),
  projectId: sqlite.blob("project_id", { mode: "buffer" }).notNull(),
  name: sqlite.text("name").notNull(),
  description: sqlite.text("description").notNull(),
  labels: sqlite.text("labels", { mode: "json" }).notNull(),
  metadata: sqlite.text("metadata", { mode: "json" }).notNull(),
  hostId: sqlite.blob("host_id", { mode: "buffer" }).notNull(),
  imageId: sqlite.blob("image_id", { mode: "buffer" }),
  desired: sqlite.text("desired", { mode: "json" }).notNull(),
  applied: sqlite.text("applied", { mode: "json" }).notNull(),
  desiredPower: sqlite.text("desired_power").notNull(),
  powerState: sqlite.text("power_state").notNull(),
  powerReason: sqlite.text("power_reason").notNull(),
  hasSavedState: sqlite.integer("has_saved_state", { mode: "boolean" }).notNull(),
  powerObservedAt: sqlite.integer("power_observed_at"),
  powerEpoch: sqlite.integer("power_epoch").notNull(),
  powerSequence: sqlite.integer("power_sequence").notNull(),
  phase: sqlite.text("phase").notNull(),
  lockOperationId: sqlite.blob("lock_operation_id", { mode: "buffer" }),
  guestPhase: sqlite.text("guest_phase").notNull(),
  createdAt: sqlite.integer("created_at").notNull(),
});

const sqliteProjects = sqlite.sqliteTable("projects", {
  id: sqlite.blob("id", { mode: "buffer" }).primaryKey(),
  version: sqlite.integer("version").notNull(),
  organizationId: sqlite.blob("organization_id", { mode: "buffer" }).notNull(),
  name: sqlite.text("name").notNull(),
  createdAt: sqlite.integer("created_at").notNull(),
});

const sqliteEvents = sqlite.sqliteTable("events", {
  sequence: sqlite.integer("sequence").primaryKey({ autoIncrement: true }),
  id: sqlite.blob("id", { mode: "buffer" }).notNull(),
  version: sqlite.integer("version").notNull(),
  topic: sqlite.text("topic").notNull(),
  entityKind: sqlite.text("entity_kind").notNull(),
  entityId: sqlite.blob("entity_id", { mode: "buffer" }).notNull(),
  organizationId: sqlite.blob("organization_id", { mode: "buffer" }),
  projectId: sqlite.blob("project_id", { mode: "buffer" }),
  actor: sqlite.text("actor").notNull(),
  payload: sqlite.text("payload", { mode: "json" }).notNull(),
  payloadVersion: sqlite.integer("payload_version").notNull(),
  at: sqlite.integer("at").notNull(),
});

export class SqliteDrizzle implements Peer {
  readonly #file: Database.Database;
  readonly #database;
  readonly #organization: Buffer;
  readonly #project: Buffer;

  constructor(path: string, home: Home) {
    this.#file = new Database(path);
    for (const pragma of PRAGMAS) this.#file.pragma(pragma);
    this.#database = onSqlite(this.#file);
    this.#organization = bytes(home.organizationId);
    this.#project = bytes(home.projectId);
  }

  async ids(): Promise<readonly Buffer[]> {
    const { id, createdAt } = sqliteMachines;
    const rows = this.#database.select({ id }).from(sqliteMachines).orderBy(desc(createdAt), desc(id)).all();
    return rows.map(({ id }) => id);
  }

  create(name: string): unknown {
    const [id, at] = [identifier(), now()];
    return this.#database.transaction(
      (transaction) => {
        const project = { id, version: 1, organizationId: this.#organization, name, createdAt: at };
        transaction.insert(sqliteProjects).values(project).run();
        const event = { ...created(name, at), id: identifier(), entityId: id, organizationId: this.#organization, projectId: id };
        transaction.insert(sqliteEvents).values(event).run();
        return project;
      },
      { behavior: "immediate" },
    );
  }

  get(id: Buffer): unknown {
    return this.#database.select().from(sqliteMachines).where(eq(sqliteMachines.id, id)).get();
  }

  page(after: { createdAt: number; id: Buffer } | undefined): unknown {
    const { id, createdAt, projectId } = sqliteMachines;
    const further = after && sql`(${createdAt}, ${id}) < (${after.createdAt}, ${after.id})`;
    const within = and(eq(projectId, this.#project), further);
    return this.#database
      .select()
      .from(sqliteMachines)
      .where(within)
      .orderBy(desc(createdAt), desc(id))
      .limit(100)
      .all()
      .at(-1);
  }

  close(): void {
    this.#file.close();
  }
}

const postgresMachines = postgres.pgTable("machines", {
  id: postgres.uuid("id").primaryKey(),
  version: postgres.bigint("version", { mode: "number" }).notNull(),
  organizationId: postgres.uuid("organization_id").notNull(),
  projectId: postgres.uuid("project_id").notNull(),
  name: postgres.text("name").notNull(),
  description: postgres.text("description").notNull(),
  labels: postgres.json("labels").notNull(),
  metadata: postgres.json("metadata").notNull(),
  hostId: postgres.uuid("host_id").notNull(),
  imageId: postgres.uuid("image_id"),
  desired: postgres.json("desired").notNull(),
  applied: postgres.json("applied").notNull(),
  desiredPower: postgres.text("desired_power").notNull(),
  powerState: postgres.text("power_state").notNull(),
  powerReason: postgres.text("power_reason").notNull(),
  hasSavedState: postgres.boolean("has_saved_state").notNull(),
  powerObservedAt: postgres.bigint("power_observed_at", { mode: "number" }),
  powerEpoch: postgres.bigint("power_epoch", { mode: "number" }).notNull(),
  powerSequence: postgres.bigint("power_sequence", { mode: "number" }).notNull(),
  phase: postgres.text("phase").notNull(),
  lockOperationId: postgres.uuid("lock_operation_id"),
  guestPhase: postgres.text("guest_phase").notNull(),
  createdAt: postgres.bigint("created_at", { mode: "number" }).notNull(),
});

const postgresProjects = postgres.pgTable("projects", {
  id: postgres.uuid("id").primaryKey(),
  version: postgres.bigint("version", { mode: "number" }).notNull(),
  organizationId: postgres.uuid("organization_id").notNull(),
  name: postgres.text("name").notNull(),
  createdAt: postgres.bigint("created_at", { mode: "number" }).notNull(),
});

const postgresEvents = postgres.pgTable("events", {
  sequence: postgres.bigserial("sequence", { mode: "number" }).primaryKey(),
  id: postgres.uuid("id").notNull(),
  version: postgres.bigint("version", { mode: "number" }).notNull(),
  topic: postgres.text("topic").notNull(),
  entityKind: postgres.text("entity_kind").notNull(),
  entityId: postgres.uuid("entity_id").notNull(),
  organizationId: postgres.uuid("organization_id"),
  projectId: postgres.uuid("project_id"),
  actor: postgres.text("actor").notNull(),
  payload: postgres.json("payload").notNull(),
  payloadVersion: postgres.bigint("payload_version", { mode: "number" }).notNull(),
  at: postgres.bigint("at", { mode: "number" }).notNull(),
});

export class PostgresDrizzle implements Peer {
  readonly #pool: pg.Pool;
  readonly #database;

  constructor(
    server: string,
    private readonly home: Home,
  ) {
    this.#pool = new pg.Pool(config(server));
    this.#database = onPostgres(this.#pool);
  }

  async ids(): Promise<readonly string[]> {
    const { id, createdAt } = postgresMachines;
    const rows = await this.#database.select({ id }).from(postgresMachines).orderBy(desc(createdAt), desc(id));
    return rows.map(({ id }) => id);
  }

  create(name: string): unknown {
    const [id, at] = [uuid(), now()];
    return this.#database.transaction(async (transaction) => {
      const project = { id, version: 1, organizationId: this.home.organizationId, name, createdAt: at };
      await transaction.insert(postgresProjects).values(project);
      const event = { ...created(name, at), id: uuid(), entityId: id, organizationId: this.home.organizationId, projectId: id };
      await transaction.insert(postgresEvents).values(event);
      return project;
    });
  }

  async get(id: string): Promise<unknown> {
    return (await this.#database.select().from(postgresMachines).where(eq(postgresMachines.id, id)))[0];
  }

  async page(after: { createdAt: number; id: string } | undefined): Promise<unknown> {
    const { id, createdAt, projectId } = postgresMachines;
    const further = after && sql`(${createdAt}, ${id}) < (${after.createdAt}, ${after.id})`;
    const within = and(eq(projectId, this.home.projectId), further);
    const query = this.#database.select().from(postgresMachines).where(within);
    return (await query.orderBy(desc(createdAt), desc(id)).limit(100)).at(-1);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }
}

/** What tells of a new project, but for its ids. */
function created(name: string, at: number) {
  const what = { topic: "project.created", entityKind: "project", actor: "system" };
  return { ...what, version: 1, payload: { name }, payloadVersion: 1, at };
}

export function uuid(): string {
  const digits = identifier().toString("hex");
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join("-");
}
