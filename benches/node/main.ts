/**
 * The Node rows of the table: `make bench`, or this with the beginnings of the ids that are wanted.
 *
 * - `rows`: C4 and C5, beside Drizzle and Prisma;
 * - `records`: C7, beside a JSON string and plain objects;
 * - `awaits`: C8, beside the core alone.
 */

import * as awaits from "./awaits.js";
import * as records from "./records.js";
import * as rows from "./rows.js";
import { Table } from "./table.js";

const table = new Table(process.argv.slice(2));
await rows.measure(table);
await records.measure(table);
await awaits.measure(table);
table.finish();
