/** The package offers the whole API. */
import assert from "node:assert/strict";
import { test } from "node:test";

import * as vmbay from "vmbay";

import { API, camel } from "./api";

const exported = vmbay as unknown as Readonly<Record<string, unknown>>;

/** What a class has of its own. */
function members(name: string): string[] {
  const { prototype } = exported[name] as { prototype: object };
  return Object.getOwnPropertyNames(prototype).filter((member) => member !== "constructor");
}

for (const service of API.services) {
  test(`${service.name} has every call and every service of the API, and no other`, () => {
    const calls = API.operations.filter((operation) => operation.service === service.name).map(({ name }) => name);
    const services = service.members.map((member) => camel(member.name));
    assert.deepEqual(members(service.name).sort(), [...calls, ...services].sort());
  });
}

test("every word is there, and is what it is in every language", () => {
  for (const { name, words } of API.words) {
    assert.deepEqual(exported[name], Object.fromEntries(words.map((word) => [word.name, word.text])), name);
  }
});

test("every code has an error", () => {
  for (const { name, text } of API.codes) {
    const error = new (exported[`${name}Error`] as new (message: string) => vmbay.VmbayError)("why");
    assert.ok(error instanceof vmbay.VmbayError);
    assert.deepEqual([error.code, error.reason, error.name, error.message], [text, text, `${name}Error`, "why"]);
  }
});
