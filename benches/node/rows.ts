/** C4 and C5: create, get and page, beside Drizzle and Prisma. */

import { join } from "node:path";
import { Vmbay } from "vmbay";
import { PostgresDrizzle, SqliteDrizzle } from "./drizzle.js";
import { Ours, type Peer } from "./ours.js";
import { copy, fill, HYPERVISOR, MACHINES, settle, url, withDirectory, withServer } from "./place.js";
import { PostgresPrisma, SqlitePrisma } from "./prisma.js";
import { best, type Table, type Work } from "./table.js";

/** How many there are in a turn. */
const CREATES = 10;
const GETS = 20;
const PAGES = 2;
/** The last page is followed by none. */
const PAGES_OF_ALL = MACHINES / 100 - 1;

export async function measure(table: Table): Promise<void> {
  if (table.wants("C4")) await withDirectory((path) => sqlite(table, path));
  if (table.wants("C5")) await withServer((path) => postgres(table, path));
}

async function sqlite(table: Table, directory: string): Promise<void> {
  const [file, others] = [join(directory, "ours.db"), join(directory, "peers.db")];
  // Copied while nobody has it open: another SQLite of the same process would end the locks of ours when it closes the file.
  {
    await using bay = await Vmbay.open(`sqlite:${file}`, HYPERVISOR);
    await fill(bay);
  }
  copy(file, others);
  await using bay = await Vmbay.open(`sqlite:${file}`, HYPERVISOR);
  const ours = await Ours.of(bay);
  const drizzle = new SqliteDrizzle(others, ours.home);
  await compare(table, "C4", "Node, SQLite: {} / Drizzle", ours, drizzle, [1.5, 3, 1.6]);
  drizzle.close();
  const prisma = await SqlitePrisma.open(others, ours.home);
  await compare(table, "C4", "Node, SQLite: {} / Prisma 7", ours, prisma, [7, 8, 3]);
  await prisma.close();
}

async function postgres(table: Table, server: string): Promise<void> {
  await using bay = await Vmbay.open(url(server), HYPERVISOR);
  await fill(bay);
  await settle(server);
  const ours = await Ours.of(bay);
  const prisma = new PostgresPrisma(server, ours.home);
  await compare(table, "C5", "Node, PostgreSQL: {} / Prisma 7", ours, prisma, [3, 3, 3]);
  await prisma.close();
  const drizzle = new PostgresDrizzle(server, ours.home);
  await compare(table, "C5", "Node, PostgreSQL: {} / Drizzle", ours, drizzle, [1.5, 1.5, 1.5]);
  await drizzle.close();
}

/** How often names were made. */
let made = 0;

/** The lines of a peer: what is read are the same rows in the same order. */
async function compare(
  table: Table,
  id: string,
  of: string,
  ours: Peer,
  peer: Peer,
  [create, get, page]: readonly [number, number, number],
): Promise<void> {
  const both = [ours, peer] as const;
  const line = async (what: string, times: number, works: readonly Work[], goal: number): Promise<void> => {
    const [ours, peer] = (await best(works.map((work) => repeated(work, times)))) as [number, number];
    table.compare(id, of.replace("{}", what), [ours / times, peer / times], { faster: goal });
  };
  const creates = both.map((peer) => () => peer.create(`made-${made++}`));
  await line("create", CREATES, creates, create);
  const gets = both.map(async (peer) => {
    const ids = await peer.ids();
    let next = 0;
    return () => peer.get(ids[next++ % ids.length]);
  });
  await line("get", GETS, await Promise.all(gets), get);
  const pages = both.map((peer) => {
    let [after, turn]: [unknown, number] = [undefined, 0];
    return async () => (after = await peer.page(turn++ % PAGES_OF_ALL === 0 ? undefined : after));
  });
  await line("page", PAGES, pages, page);
}

function repeated(work: Work, times: number): Work {
  return async () => {
    for (let turn = 0; turn < times; turn++) await work();
  };
}
