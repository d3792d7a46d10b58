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

/** An attempt at a job. */
export interface NativeJobRun {
  readonly id: string;
  readonly organizationId: string;
  readonly projectId: string | null;
  readonly attempt: number;
  readonly isCancelled: boolean;
  progress(fraction: number, message: string): void;
}

/** A function that is to be called; or, without one, a call that nobody waits for any more. */
export interface Asked {
  readonly call: number;
  readonly function?: string;
  readonly argument?: string;
  readonly beside?: NativeJobRun | NativeObject;
}

/** The engine of one open library. */
export interface NativeEngine {
  open(args: string, call: number): Given | null;
  cancel(call: number): void;
  hold(alive: boolean): void;
  answer(call: number, value?: string, thrown?: string): void;
  host(args: string): NativeHost;
}

/** A simulated host, and its time. */
export interface NativeHost {
  open(args: string, call: number): Given | null;
  now(): number;
  advance(args: string, call: number): Given | null;
  plan(args: string): void;
  happen(args: string): void;
  machines(): string;
  volumes(): string;
  trace(): string;
  writeConsole(args: string): void;
}

interface Native {
  readonly NativeEngine: new (hear: (settled: Settled[], asked: Asked[]) => void, isVirtual: boolean) => NativeEngine;
}

export const { NativeEngine } = require("../vmbay.node") as Native;
