/** The API that every binding offers, as it is written down beside them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A JSON Schema, as far as the tests look into one. */
export interface Schema {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: readonly string[];
}

/** A call. */
export interface OperationApi {
  readonly service: string;
  readonly name: string;
  readonly input: Schema;
  readonly gives: "value" | "stream" | "operation" | "service";
}

interface Named {
  readonly name: string;
}

/** The file. */
export interface Api {
  readonly services: readonly (Named & { readonly members: readonly (Named & { readonly service: string })[] })[];
  readonly words: readonly (Named & { readonly words: readonly (Named & { readonly text: string })[] })[];
  readonly codes: readonly (Named & { readonly text: string })[];
  readonly operations: readonly OperationApi[];
}

export const API = JSON.parse(readFileSync(join(__dirname, "../../../api.json"), "utf8")) as Api;

/** `storage_pools` as JavaScript writes it. */
export const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
