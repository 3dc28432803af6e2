/** The instance is a state of which the theorems speak: as the invariants and the policy say. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { evaluateAll, mark, numberOf, release, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, invariants, type Place, type State } from "@ashlar/spec/kernel";
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

test("the invariants hold in it", () => {
  for (const page of pages) {
    const type = numberOf(store.state().get(fields.TYPE, number64(page)));
    for (let slot = 0; slot < slotsOf(type); slot++)
      assert.deepEqual(
        wrongOf((state) =>
          invariants(state, number64(page), number64(slot)).map(({ claim, holds }) => [
            `${claim}: page ${page}, slot ${slot}`,
            holds,
          ]),
        ),
        [],
      );
  }
});

test("nothing names anything across domains but where the policy allows it", () => {
  for (const field of POLICED) {
    const { perPage, perSlot } = PLACES.get(field)!;
    for (const page of perPage === 0 ? [0] : pages) {
      const type = numberOf(store.state().get(fields.TYPE, number64(page)));
      if (!(field.types?.includes(type) ?? true)) continue;
      for (let slot = 0; slot < (perSlot === 0 ? 1 : slotsOf(type)); slot++) {
        const all = [page, slot].slice(0, perPage === 0 ? 0 : perSlot === 0 ? 1 : 2);
        const place = all.map((number) => number64(number)) as unknown as Place;
        const what = `${field.name}: page ${page}, slot ${slot}`;
        assert.deepEqual(
          wrongOf((state) => [[what, obeys(state, field, place)]]),
          [],
        );
      }
    }
  }
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
