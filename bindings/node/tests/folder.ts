/** A folder for a test, removed at its end. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Gives `use` a new folder. Its path is short: sockets of a hypervisor lie below. */
export async function folder(use: (path: string) => Promise<void>): Promise<void> {
  const path = await mkdtemp(join(tmpdir(), "vmbay-"));
  try {
    await use(path);
  } finally {
    await rm(path, { recursive: true });
  }
}
