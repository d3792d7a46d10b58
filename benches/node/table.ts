/** The table that is printed, and how its times are taken. */

/** How often ours and the peers take turns. A turn is short, so that in some of them nobody else has the processor. */
const ROUNDS = 60;

/** What a line promises of the ratio of ours to its peer: at most so many times as long, or so many times faster. */
export type Goal = { readonly atMost: number } | { readonly faster: number };

/** The lines measured so far, and which are wanted: those whose ids begin so, or all. */
export class Table {
  #lines = 0;
  readonly #missed: string[] = [];

  constructor(private readonly wanted: readonly string[]) {}

  wants(id: string): boolean {
    return this.wanted.length === 0 || this.wanted.some((wanted) => id.startsWith(wanted));
  }

  /** A line for two times, in milliseconds, of the same work. */
  compare(id: string, what: string, [ours, peer]: readonly [number, number], goal: Goal): void {
    const ratio = ours / peer;
    if ("faster" in goal) {
      const figures = [show(ours), show(peer), `${(1 / ratio).toFixed(1)} × faster`, `≥ ${goal.faster} × faster`] as const;
      this.state(id, what, figures, 1 / ratio >= goal.faster);
    } else {
      const figures = [show(ours), show(peer), `${ratio.toFixed(2)} ×`, `≤ ${goal.atMost} ×`] as const;
      this.state(id, what, figures, ratio <= goal.atMost);
    }
  }

  /** A line for anything: ours, the peer's, the ratio, the goal. */
  state(id: string, what: string, figures: readonly [string, string, string, string], met: boolean): void {
    const [ours, peer, ratio, goal] = figures;
    const columns = [id.padEnd(3), what.padEnd(54), ours.padStart(11), peer.padStart(11), ratio.padStart(15)];
    console.log(`${columns.join(" ")}  ${goal.padEnd(20)} ${met ? "yes" : "NO"}`);
    this.#lines += 1;
    if (!met) this.#missed.push(id);
  }

  finish(): void {
    console.log(`\n${this.#lines} lines; missed: ${this.#missed.join(", ") || "nothing"}`);
  }
}

export function show(millis: number): string {
  if (millis < 1) return `${(millis * 1e3).toFixed(1)} µs`;
  return millis < 1000 ? `${millis.toFixed(2)} ms` : `${(millis / 1000).toFixed(2)} s`;
}

export type Work = () => unknown;

/** The shortest time of each of these that take turns: whatever else the machine does only ever adds. */
export async function best(works: readonly Work[], rounds = ROUNDS): Promise<number[]> {
  const shortest = works.map(() => Infinity);
  for (let round = 0; round < rounds; round++) {
    for (const [at, work] of works.entries()) {
      const begun = performance.now();
      await work();
      shortest[at] = Math.min(shortest[at]!, performance.now() - begun);
    }
  }
  return shortest;
}
