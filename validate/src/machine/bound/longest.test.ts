/** The longest way is found where there are several, and loops cost what their rounds do. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { riscv } from "@ashlar/semantics";
import type { Graph } from "./graph.js";
import { longestFrom } from "./longest.js";
import { depthsIn } from "./stack.js";

const NOP = riscv.decode(0x13)!;

/** Nodes by their addresses, each with what comes behind it. */
const graphOf = (
  next: Readonly<Record<number, readonly number[]>>,
  words: Readonly<Record<number, number>> = {},
): Graph =>
  new Map(
    Object.entries(next).map(([at, to]) => {
      const address = Number(at);
      const instruction = words[address] === undefined ? NOP : riscv.decode(words[address])!;
      return [address, { address, instruction, next: to }];
    }),
  );

const longest = (graph: Graph, visits: Readonly<Record<number, number>> = {}) =>
  longestFrom(graph, 0, { weight: () => 1, visits: (head) => visits[head]! });

test("of two ways the longer one counts", () => {
  assert.equal(longest(graphOf({ 0: [1, 2], 1: [4], 2: [3], 3: [4], 4: [] })), 4);
});

test("a round costs its longest way, so often as its head is come to", () => {
  const graph = graphOf({ 0: [1], 1: [2, 3], 2: [4], 3: [4, 5], 4: [1], 5: [] });
  assert.equal(longest(graph, { 1: 4 }), 1 + 4 * 3 + 1);
});

test("a loop within another counts in each round", () => {
  const graph = graphOf({ 0: [1], 1: [2], 2: [2, 3], 3: [1, 4], 4: [] });
  assert.equal(longest(graph, { 1: 3, 2: 5 }), 1 + 3 * (1 + 5 + 1) + 1);
});

test("a loop with two entries has no head", () => {
  const graph = graphOf({ 0: [1, 2], 1: [2], 2: [1, 3], 3: [] });
  assert.throws(() => longest(graph, { 1: 1, 2: 1 }), /entered at several places/);
});

/** addi sp,sp,-32; addi sp,sp,32; addi sp,a0,0. */
const [DOWN, UP, ELSEWHERE] = [0xfe010113, 0x02010113, 0x00050113];

test("the stack is as deep as what was taken of it", () => {
  const graph = graphOf({ 0: [1], 1: [2], 2: [3], 3: [] }, { 0: DOWN, 2: UP });
  assert.deepEqual([...depthsIn(graph, 0).values()], [0, 32, 32, 0]);
});

test("a stack that is as deep as one comes, or is made elsewhere, is not bounded", () => {
  const uneven = graphOf({ 0: [1, 2], 1: [2], 2: [] }, { 1: DOWN });
  assert.throws(() => depthsIn(uneven, 0), /as deep as it comes/);
  const elsewhere = graphOf({ 0: [1], 1: [] }, { 0: ELSEWHERE });
  assert.throws(() => depthsIn(elsewhere, 0), /stack of its own/);
});
