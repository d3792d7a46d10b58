/** One page of a list, and where the next begins. */
export class Page<T> implements Iterable<T> {
  constructor(
    /** The items, in the order asked for. */
    readonly items: readonly T[],
    /** Where the next page begins: what the next call's `after` takes. Null when this is the last. */
    readonly next: string | null,
  ) {}

  [Symbol.iterator](): Iterator<T> {
    return this.items[Symbol.iterator]();
  }
}
