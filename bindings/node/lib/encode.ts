import { InvalidArgumentError } from "./errors";

/** How deep an argument may be nested. */
const DEEPEST = 100;

/**
 * Arguments as JSON. What JSON has no type for is marked, so that no type is taken for another; see the table of the native
 * half. `signal` is ours.
 */
export function encode(args: Readonly<Record<string, unknown>>): string {
  const marked: Record<string, unknown> = {};
  for (const key in args) {
    if (key !== "signal") marked[key] = mark(args[key], key, 0);
  }
  return JSON.stringify(marked);
}

function mark(value: unknown, path: string, depth: number): unknown {
  switch (typeof value) {
    case "string":
      if (!value.isWellFormed()) throw new InvalidArgumentError(`${path} must be text without lone surrogates`, path);
      return value;
    case "number":
      return Number.isFinite(value) ? value : { $number: String(value) };
    case "bigint":
      return { $int: value.toString() };
    case "boolean":
    case "undefined":
      return value;
    case "object":
      return value === null ? null : markObject(value, path, depth);
    default:
      throw new TypeError(`${path} must be data, not a ${typeof value}`);
  }
}

function markObject(value: object, path: string, depth: number): unknown {
  if (depth === DEEPEST) throw new InvalidArgumentError(`${path} must be at most ${DEEPEST} levels deep`, path);
  if (Array.isArray(value)) return value.map((item, at) => mark(item ?? null, `${path}[${at}]`, depth + 1));
  if (value instanceof Date) return { $date: Number.isNaN(value.getTime()) ? null : value.getTime() };
  if (value instanceof Uint8Array) {
    return { $bytes: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new TypeError(`${path} must be a plain object, not a ${value.constructor.name}`);
  }
  // Without a prototype, so that `__proto__` is a key like any other.
  const marked = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of Object.entries(value)) {
    marked[key.startsWith("$") ? `$${key}` : key] = mark(item, `${path}.${key}`, depth + 1);
  }
  return marked;
}
