/** The native module: private to the package. */

/** A service. */
export interface NativeObject {
  member(name: string): NativeObject;
  begin(verb: string, args: string, call: number): Given | null;
  stream(verb: string, args: string): NativeStream;
}

/** A stream: each item is JSON; empty text is its end. */
export interface NativeStream {
  next(call: number): Given | null;
  close(call: number): Given | null;
}

/** A handle on long work. */
export interface NativeWork {
  readonly id: string;
  wait(args: string, call: number): Given | null;
  status(call: number): Given | null;
  cancel(call: number): Given | null;
  progress(): NativeStream;
}

/** What a call gives: JSON, a service or long work. */
export type Given = string | NativeObject | NativeWork;

/** How a call ended that was not done at once. */
export interface Settled {
  readonly call: number;
  readonly failure?: string;
  readonly value?: Given;
}

/** The engine of one open database. */
export interface NativeEngine {
  open(args: string, call: number): Given | null;
  cancel(call: number): void;
  hold(alive: boolean): void;
}

interface Native {
  readonly NativeEngine: new (settle: (settled: Settled[]) => void) => NativeEngine;
}

export const { NativeEngine } = require("../vmbay.node") as Native;
