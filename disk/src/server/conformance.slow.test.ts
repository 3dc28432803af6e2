import assert from "node:assert/strict";
import { test } from "node:test";
import { rules, runConformance } from "../nbd/index.js";
import type { ExportOptions } from "./export-host.js";
import { MEBI, Place } from "./testing/place.js";

/** Ids of the rules that the service fails, with what happened. */
async function failures(one: Partial<ExportOptions>): Promise<string[]> {
  const place = new Place(64 * MEBI);
  const service = await place.start(place.options(one));
  const results = await runConformance(place.uri);
  assert.equal(results.length, rules.length);
  await service.stop();
  return results
    .filter(({ verdict }) => verdict === "fail")
    .map(({ id, detail }) => `${id}: ${detail}`);
}

test("the service keeps every rule of the NBD document, in every mode", async () => {
  for (const mode of ["ashlar", "write-through", "unsafe"] as const) {
    assert.deepEqual(await failures({ mode }), [], mode);
  }
});

test("so does a read-only export", async () => {
  assert.deepEqual(await failures({ readOnly: true }), []);
});
