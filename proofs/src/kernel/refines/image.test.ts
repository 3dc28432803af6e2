/** What the image of a step's changes rests on: fields of one type of page lie apart. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import type { Field } from "@ashlar/spec/kernel";
import { PLACES } from "../relation.js";
import { countOf } from "./image.js";

/** The bytes of page 0 that a field has, in all of its slots. */
function bytesOf(field: Field): number[] {
  const { at, bytes, perSlot } = PLACES.get(field)!;
  const slots = perSlot === 0 ? 1 : countOf(field);
  return Array.from({ length: slots * bytes }, (_, number) => {
    const slot = Math.floor(number / bytes);
    return at + slot * perSlot + (number % bytes);
  });
}

for (let type = 0; type < numbers.TYPES; type++)
  test(`fields of a page of type ${type} lie apart, and within it`, () => {
    const taken = new Map<string, Field>();
    for (const [field, { perPage }] of PLACES) {
      if (perPage === 0 || !(field.types?.includes(type) ?? true)) continue;
      for (const byte of bytesOf(field)) {
        const place = `${perPage} ${byte}`;
        assert.equal(taken.get(place)?.name, undefined, `${field.name} at ${byte}`);
        taken.set(place, field);
        const start = field.types === undefined ? PLACES.get(field)!.at & ~31 : 0;
        assert.ok(byte >= start && byte < start + perPage, field.name);
      }
    }
    assert.ok(taken.size > 0);
  });
