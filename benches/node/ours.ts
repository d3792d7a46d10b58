/** The same work, whoever does it; and how the library does it. */

import type { Vmbay } from "vmbay";

export interface Peer {
  /** The ids of the machines, newest first. */
  ids(): Promise<readonly unknown[]>;
  /** Makes a project, with its event. */
  create(name: string): unknown;
  /** Reads a machine. */
  get(id: unknown): unknown;
  /** Reads a hundred machines of the project, newest first; gives where the next hundred begin. */
  page(after: unknown): unknown;
}

/** Where everything is. */
export interface Home {
  readonly organizationId: string;
  readonly projectId: string;
}

export class Ours implements Peer {
  private constructor(
    private readonly bay: Vmbay,
    readonly home: Home,
  ) {}

  static async of(bay: Vmbay): Promise<Ours> {
    return new Ours(bay, (await bay.machines.list({ limit: 1 })).items[0]!);
  }

  async ids(): Promise<readonly string[]> {
    return (await this.bay.machines.list({ limit: 1000 })).items.map((machine) => machine.id);
  }

  create(name: string): unknown {
    return this.bay.projects.create(this.home.organizationId, name);
  }

  get(id: string): unknown {
    return this.bay.machines.get(id);
  }

  async page(after: string | undefined): Promise<unknown> {
    return (await this.bay.machines.list({ project: this.home.projectId, limit: 100, after })).next;
  }
}
