/** The instance is a state of which the theorems speak: as the invariants and the policy say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateAll, mark, numberOf, release, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { type Field, fields, invariants, type Place, type State } from "@ashlar/spec/kernel";
import { PLACES, slotsOf } from "../relation.js";
import { hasOwnRange, obeys, POLICED } from "../specification/confidentiality/policy.js";
import { beginning } from "./instance.js";
import { labelling } from "./view.js";

const store = beginning();
const pages = Array.from({ length: store.pages }, (_, page) => page);

/** What is claimed of a place and not so. */
function wrongOf(claims: (state: State) => readonly (readonly [what: string, holds: Term])[]) {
  const start = mark();
  const all = claims(store.state());
  const values = evaluateAll(
    all.map(([, holds]) => holds),
    labelling(),
  );
  const wrong = all.filter((_, at) => values[at] !== 1n).map(([what]) => what);
  release(start);
  return wrong;
}

const typeOf = (state: State, page: number) => numberOf(state.get(fields.TYPE, number64(page)));
const slots = (type: number) => Array.from({ length: slotsOf(type) }, (_, slot) => slot);

/** Where a field means something: of no page, of pages, or of slots of pages. */
function placesOf(state: State, field: Field): number[][] {
  const { perPage, perSlot } = PLACES.get(field)!;
  if (perPage === 0) return [[]];
  const its = pages.filter((page) => field.types?.includes(typeOf(state, page)) ?? true);
  if (perSlot === 0) return its.map((page) => [page]);
  return its.flatMap((page) => slots(typeOf(state, page)).map((slot) => [page, slot]));
}

test("the invariants hold in it", () => {
  const wrong = wrongOf((state) =>
    pages.flatMap((page) =>
      slots(typeOf(state, page)).flatMap((slot) =>
        invariants(state, number64(page), number64(slot)).map(
          ({ claim, holds }) => [`${claim}: page ${page}, slot ${slot}`, holds] as const,
        ),
      ),
    ),
  );
  assert.deepEqual(wrong, []);
});

test("nothing names anything across domains but where the policy allows it", () => {
  const wrong = wrongOf((state) =>
    POLICED.flatMap((field) =>
      placesOf(state, field).map((at) => {
        const place = at.map((number) => number64(number)) as unknown as Place;
        return [`${field.name}: ${at.join(", slot ")}`, obeys(state, field, place)] as const;
      }),
    ),
  );
  assert.deepEqual(wrong, []);
});

test("each side's Untyped has pages of its side only", () => {
  const wrong = wrongOf((state) =>
    pages.flatMap((untyped) =>
      pages.map(
        (page) =>
          [
            `page ${page} of ${untyped}`,
            hasOwnRange(state, number64(untyped), number64(page)),
          ] as const,
      ),
    ),
  );
  assert.deepEqual(wrong, []);
});
