/** What rounds on random numbers show of a loop, and what they leave open. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { constant } from "@ashlar/logic";
import { Sides } from "../sides.js";
import { Target } from "../target.js";
import { LAYOUT, moduleOf, programOf } from "../testing/small.js";
import { Ahead } from "./ahead.js";
import { candidatesOf } from "./candidates.js";
import { loopHeads } from "./heads.js";
import { Node } from "./node.js";
import { Samples } from "./samples.js";

/** Adds p0, p0 - 1 and so on to p1. */
const BODY = [
  ...[0x03, 0x40, 0x20, 1, 0x20, 0, 0x6a, 0x21, 1], // loop: p1 := p1 + p0
  ...[0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0, 0x0b], // p0 := p0 - 1; again unless it is 0
  ...[0x20, 1],
];
const CODE = [
  0x00000013, // nop
  0x00a585bb, // addw a1,a1,a0
  0xfff5051b, // addiw a0,a0,-1
  0xfe051ce3, // bne a0,x0,-8
  0x00058513, // mv a0,a1
  0x00008067, // ret
];
const ADDRESS = 0x1000;

function begun() {
  const [module, program] = [moduleOf(BODY), programOf(CODE)];
  const pair = { index: 0, name: "function", symbol: program.symbols[0] };
  const target = new Target(module, program, LAYOUT, [pair]);
  const sides = new Sides(target, 0, ADDRESS, loopHeads(ADDRESS, target));
  const { wasm, machine } = sides.start;
  const [label] = sides.runWasm(wasm).reached.map((one) => one.label);
  const at = { label: label!, locals: [...sides.parameters], stack: [] };
  const pc = constant(64, ADDRESS + 4);
  const first = { ...sides.start, wasm: { ...wasm, at }, machine: { ...machine, pc } };
  const ahead = new Ahead(sides);
  const node = new Node(first, sides.history, sides.frame.options.pages);
  for (const place of ["local 0", "local 1", "x10", "x11"] as const) node.variant.add(place);
  return { node, samples: new Samples(sides, ahead), ahead: ahead.of(first) };
}

test("what holds in every round is never seen to fail, and most else is", () => {
  const { node, samples, ahead } = begun();
  const wrong = samples.disproved(node, [node]);
  for (const says of ["x10 − signed local 0", "x11 − signed local 1", "local 0 ≠ 0"])
    assert.ok(candidatesOf(node, ahead).some((one) => one.says === says) && !wrong.has(says), says);
  for (const says of ["x10 − signed local 1", "x11 − signed local 0", "local 1 − 1·local 0"])
    assert.ok(wrong.has(says), says);
  assert.ok(wrong.size > 0.8 * candidatesOf(node, ahead).length);
});

test("what nobody came to is not expected, where enough was seen", () => {
  const { node, samples } = begun();
  const elsewhere = { label: node.label, address: node.address + 4n };
  assert.equal(samples.mayCome([node], elsewhere), false);
  assert.equal(samples.mayCome([elsewhere], node), true);
});

test("no two candidates say the same", () => {
  const { node, ahead } = begun();
  const says = candidatesOf(node, ahead).map((one) => one.says);
  assert.equal(new Set(says).size, says.length);
});

test("what rounds were seen to change is all that they do, and nothing where nobody came", () => {
  const { node, samples } = begun();
  assert.deepEqual(samples.changed([node]), new Set(["local 0", "local 1", "x10", "x11"]));
  const elsewhere = { label: node.label, address: node.address + 4n };
  assert.deepEqual(samples.changed([elsewhere]), new Set());
});
