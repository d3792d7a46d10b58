/** The package as it is published: packed, and installed into a clean folder. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";

import { folder } from "./folder";

const PACKAGE = join(__dirname, "../..");
const TSC = join(PACKAGE, "node_modules/typescript/bin/tsc");

const PROGRAM = `
import { Vmbay, NotFoundError } from "vmbay";

await using bay = await Vmbay.open("sqlite:bay.db", { hypervisor: "simulated:" });
let { token } = await bay.events.list();
const machine = await bay.machines.create("web-1", { vcpus: 1, memoryMib: 256 });
const operation = await bay.machines.beginStart(machine.id);
for await (const step of operation.progress()) console.log(step.message, step.fraction);
await operation.wait({ signal: AbortSignal.timeout(60_000) });
for await (const event of bay.events.stream({ after: token })) {
  token = event.token;
  if (event.type === "event" && event.topic === "machine.power_changed") break;
}
const missing: unknown = await bay.machines.get("0190c2a0-0000-7000-8000-000000000000").catch((error: unknown) => error);
console.log(missing instanceof NotFoundError && missing.code);
`;

const COMPILER = {
  compilerOptions: {
    target: "es2022",
    lib: ["es2024", "esnext.disposable"],
    module: "nodenext",
    types: ["node"],
    typeRoots: [join(PACKAGE, "node_modules/@types")],
    strict: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: false,
  },
  files: ["program.mts", "required.cts"],
};

test("the packed package is installed into a clean folder, its types check, and a program runs", async () => {
  await folder(async (path) => {
    const run = async (program: string, ...args: string[]): Promise<string> =>
      (await promisify(execFile)(program, args, { cwd: path, timeout: 120_000 })).stdout.trim();
    const packed = await run("npm", "pack", "--silent", "--pack-destination", path, PACKAGE);
    await writeFile(join(path, "package.json"), JSON.stringify({ name: "program", private: true }));
    await run("npm", "install", "--silent", "--offline", "--no-audit", "--no-fund", join(path, packed));
    await writeFile(join(path, "program.mts"), PROGRAM);
    await writeFile(join(path, "required.cts"), `import vmbay = require("vmbay");\nconsole.log(typeof vmbay.Vmbay.open);\n`);
    await writeFile(join(path, "tsconfig.json"), JSON.stringify(COMPILER));
    await run(process.execPath, TSC);
    const said = (await run(process.execPath, "program.mjs")).split("\n");
    assert.equal(said.pop(), "not_found");
    assert.match(said.pop() ?? "", / 1$/);
    assert.equal(await run(process.execPath, "required.cjs"), "function");
  });
});
