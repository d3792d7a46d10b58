/**
 * Virtual-machine management as a library: what SQLite did for databases, for machines.
 *
 * @packageDocumentation
 */
export type { CallOptions } from "./engine";
export * from "./errors";
export { JobRun, type Extensions, type JobHandler, type JobKind, type Probe } from "./extend";
export type { OpenOptions } from "./open";
export { Operation, type WaitOptions } from "./operation";
export { Page } from "./page";
export * from "./services";
export { Stream } from "./stream";
export * from "./types";
