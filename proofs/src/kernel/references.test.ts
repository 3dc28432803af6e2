/** The table of references is whole, and what it says of each is so in states of random histories. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { SLOTS } from "@ashlar/kernel/interface";
import { randomOfRun } from "@ashlar/rapilog/random";
import { type Field, fields, REFERENCES } from "@ashlar/spec/kernel";
import { freshTwin, History, take } from "./history.js";
import { PLACES } from "./relation.js";
import type { Twin } from "./twin.js";

const HISTORIES = 30;
const STEPS = 150;

test("every field that names a page is in the table, once", () => {
  const named = [...PLACES.keys()].filter(({ isReference }) => isReference);
  const listed = REFERENCES.map(({ field }) => field);
  assert.deepEqual(new Set(listed), new Set(named));
  assert.equal(listed.length, named.length);
});

test("strong references lead to what they must, weak ones to no generation to come", () => {
  const random = randomOfRun("histories of the kernel");
  let followed = 0;
  for (let index = 0; index < HISTORIES; index++) {
    const twin = freshTwin(random);
    const history = new History(random, twin);
    for (let step = 0; step < STEPS; step++) take(twin, history.draw());
    for (const reference of REFERENCES)
      for (const [page, slot] of placesOf(twin, reference.field)) {
        const to = twin.read(reference.field, page, slot);
        if (to === 0) continue;
        followed += 1;
        const what = `${reference.field.name} of page ${page}, slot ${slot}: ${to}`;
        if (reference.kind === "strong")
          assert.ok(reference.to.includes(twin.read(fields.TYPE, to)), what);
        else
          assert.ok(
            twin.read(reference.generation, page, slot) <= twin.read(fields.GENERATION, to),
            what,
          );
      }
  }
  assert.ok(followed > HISTORIES, `${followed} references were followed`);
});

/** Where a field means something: pages of its type, and their slots. */
function* placesOf(twin: Twin, field: Field): Generator<readonly [page: number, slot: number]> {
  const place = PLACES.get(field)!;
  const slots = place.perSlot === 0 ? 1 : Math.min(SLOTS, 64);
  if (place.perPage === 0) yield [0, 0];
  else
    for (let page = 1; page < twin.pages; page++)
      if (field.type === undefined || twin.read(fields.TYPE, page) === field.type)
        for (let slot = 0; slot < slots; slot++) yield [page, slot];
}
