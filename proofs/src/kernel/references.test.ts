/** The table of references is whole, and what it says of each is so in states of random histories. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { MAPPING_SLOTS } from "@ashlar/kernel/interface";
import { numberOf } from "@ashlar/logic";
import { randomOfRun } from "@ashlar/rapilog/random";
import { number64 } from "@ashlar/spec";
import { type Field, fields, REFERENCES, type Reference } from "@ashlar/spec/kernel";
import { freshTwin, History, take } from "./history.js";
import { PLACES, slotsOf } from "./relation.js";
import type { Twin } from "./twin.js";

const HISTORIES = 10;
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
        const to = pageNamed(twin, reference, page, slot);
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

/** Which page a reference names; 0: none. */
function pageNamed(twin: Twin, reference: Reference, page: number, slot: number): number {
  const value = twin.readBits(reference.field, page, slot);
  const { pageOf } = { pageOf: undefined, ...reference };
  if (value === 0n || pageOf === undefined) return Number(value);
  return numberOf(pageOf(twin.state(), number64(value)));
}

/** Where a field means something: pages of its type, and their slots. */
function* placesOf(twin: Twin, field: Field): Generator<readonly [page: number, slot: number]> {
  const place = PLACES.get(field)!;
  if (place.perPage === 0) yield [0, 0];
  else
    for (let page = 1; page < twin.pages; page++)
      if (field.types?.includes(twin.read(fields.TYPE, page)) ?? true)
        for (let slot = 0; slot < slotsIn(twin, field, page); slot++) yield [page, slot];
}

function slotsIn(twin: Twin, field: Field, page: number): number {
  if (PLACES.get(field)!.perSlot === 0) return 1;
  return field.types === undefined ? MAPPING_SLOTS : slotsOf(twin.read(fields.TYPE, page));
}
