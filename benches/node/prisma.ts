/** Prisma 7, with its adapters for better-sqlite3 and pg. */

import { PrismaBetterSqlite3 } from "@prisma/adapter-better-sqlite3";
import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient as PostgresClient } from "./generated/postgres/client.js";
import { PrismaClient as SqliteClient } from "./generated/sqlite/client.js";
import type { Home, Peer } from "./ours.js";
import { uuid } from "./drizzle.js";
import { bytes, config, identifier, now, PRAGMAS } from "./place.js";

const NEWEST: { createdAt?: "desc"; id?: "desc" }[] = [{ createdAt: "desc" }, { id: "desc" }];

export class SqlitePrisma implements Peer {
  readonly #client: SqliteClient;
  readonly #organization: Uint8Array<ArrayBuffer>;
  readonly #project: Uint8Array<ArrayBuffer>;

  private constructor(path: string, home: Home) {
    this.#client = new SqliteClient({ adapter: new PrismaBetterSqlite3({ url: `file:${path}` }) });
    this.#organization = new Uint8Array(bytes(home.organizationId));
    this.#project = new Uint8Array(bytes(home.projectId));
  }

  static async open(path: string, home: Home): Promise<SqlitePrisma> {
    const opened = new SqlitePrisma(path, home);
    for (const pragma of PRAGMAS) await opened.#client.$queryRawUnsafe(`PRAGMA ${pragma}`);
    return opened;
  }

  async ids(): Promise<readonly unknown[]> {
    const rows = await this.#client.machine.findMany({ select: { id: true }, orderBy: NEWEST });
    return rows.map(({ id }) => id);
  }

  create(name: string): unknown {
    const [id, at, organizationId] = [new Uint8Array(identifier()), BigInt(now()), this.#organization];
    const event = { id: new Uint8Array(identifier()), entityId: id, organizationId, projectId: id, ...created(at) };
    return this.#client.$transaction([
      this.#client.project.create({ data: { id, version: 1n, organizationId, name, createdAt: at } }),
      this.#client.event.create({ data: { ...event, payload: JSON.stringify({ name }) } }),
    ]);
  }

  get(id: Uint8Array<ArrayBuffer>): unknown {
    return this.#client.machine.findUniqueOrThrow({ where: { id } });
  }

  async page(after: Uint8Array<ArrayBuffer> | undefined): Promise<unknown> {
    const page: { cursor?: { id: Uint8Array<ArrayBuffer> }; skip?: number } = after === undefined ? {} : { cursor: { id: after }, skip: 1 };
    const query = { where: { projectId: this.#project }, orderBy: NEWEST, take: 100, ...page };
    return (await this.#client.machine.findMany(query)).at(-1)!.id;
  }

  close(): Promise<void> {
    return this.#client.$disconnect();
  }
}

export class PostgresPrisma implements Peer {
  readonly #client: PostgresClient;

  constructor(
    server: string,
    private readonly home: Home,
  ) {
    this.#client = new PostgresClient({ adapter: new PrismaPg(config(server), { schema: "vmbay" }) });
  }

  async ids(): Promise<readonly unknown[]> {
    const rows = await this.#client.machine.findMany({ select: { id: true }, orderBy: NEWEST });
    return rows.map(({ id }) => id);
  }

  create(name: string): unknown {
    const [id, at, organizationId] = [uuid(), BigInt(now()), this.home.organizationId];
    const event = { id: uuid(), entityId: id, organizationId, projectId: id, ...created(at) };
    return this.#client.$transaction([
      this.#client.project.create({ data: { id, version: 1n, organizationId, name, createdAt: at } }),
      this.#client.event.create({ data: { ...event, payload: { name } } }),
    ]);
  }

  get(id: string): unknown {
    return this.#client.machine.findUniqueOrThrow({ where: { id } });
  }

  async page(after: string | undefined): Promise<unknown> {
    const page: { cursor?: { id: string }; skip?: number } = after === undefined ? {} : { cursor: { id: after }, skip: 1 };
    const query = { where: { projectId: this.home.projectId }, orderBy: NEWEST, take: 100, ...page };
    return (await this.#client.machine.findMany(query)).at(-1)!.id;
  }

  close(): Promise<void> {
    return this.#client.$disconnect();
  }
}

/** What tells of a new project, but for its ids and its payload. */
function created(at: bigint) {
  return { version: 1n, topic: "project.created", entityKind: "project", actor: "system", payloadVersion: 1n, at };
}
