/** A state is looked for once for each place, and believed only where all holds in it. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { bitVector, constant, equal, evaluate, not, ult, variable } from "@ashlar/logic";
import { Feasible } from "./feasible.js";
import { Names } from "./path.js";

const x = variable("feasible x", bitVector(32));
const isBelow = (bound: number) => ult(x, constant(32, bound));
const isAbove = (bound: number) => ult(constant(32, bound), x);

test("a state serves again as long as all holds in it, and only then", () => {
  const feasible = new Feasible();
  const first = feasible.at("here", [isBelow(10), isAbove(3)])?.state;
  assert.ok(first !== undefined);
  assert.equal(feasible.at("here", [isAbove(3)])?.state, first);
  const now = feasible.at("here", [isAbove(3), isBelow(100), isAbove(20)])?.state;
  assert.ok(now !== undefined && now !== first);
  assert.ok((evaluate(x, now) as bigint) > 20n);
});

test("nobody comes where nothing holds, whatever was known of the place", () => {
  const feasible = new Feasible();
  assert.ok(feasible.at("here", [isBelow(10)]) !== undefined);
  assert.equal(feasible.at("here", [isBelow(10), not(isBelow(10))]), undefined);
  assert.equal(feasible.at("here", [isBelow(10), isAbove(10)]), undefined);
  assert.equal(feasible.at("there", [equal(x, constant(32, 1)), isAbove(1)]), undefined);
});

test("what is arbitrary has the same name by the same way, and by no other", () => {
  const names = new Names();
  const [one, other] = [3, 4].map((label) => ({ label, address: 0x100n }));
  const name = names.at([one!])("local 1");
  assert.equal(names.at([one!])("local 1"), name);
  const others = [
    names.at([one!])("local 2"),
    names.at([other!])("local 1"),
    names.at([one!, other!])("local 1"),
    new Names().at([one!])("local 1"),
  ];
  assert.equal(new Set([name, ...others]).size, 5);
});
