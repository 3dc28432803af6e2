/** The judge against histories of a few sectors, of which everybody can see what is right. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { FOREIGN } from "./content.js";
import { History, type Piece } from "./history.js";
import { judge } from "./judge.js";

function piece(version: number, sector: number, sectors = 1, end = 0): Piece {
  return { operation: version, version, sector, sectors, end };
}

const base = Uint32Array.of(0, 0, 0, 0);
const pieces = [piece(1, 0, 2), piece(2, 1, 2), piece(3, 0)];

function verdict(least: number, ...found: number[]) {
  return judge(base, pieces, least, Uint32Array.from(found));
}

describe("the judge", () => {
  test("accepts the state after every prefix, and names it", () => {
    assert.deepEqual(verdict(0, 0, 0, 0, 0), { prefix: 0 });
    assert.deepEqual(verdict(0, 1, 1, 0, 0), { prefix: 1 });
    assert.deepEqual(verdict(0, 1, 2, 2, 0), { prefix: 2 });
    assert.deepEqual(verdict(0, 3, 2, 2, 0), { prefix: 3 });
  });

  test("names the longest prefix where several look alike", () => {
    const twice = [piece(1, 0), piece(0, 3)];
    assert.deepEqual(judge(base, twice, 0, Uint32Array.of(1, 0, 0, 0)), { prefix: 2 });
  });

  test("does not accept a prefix that lacks what was acknowledged", () => {
    assert.deepEqual(verdict(2, 1, 2, 2, 0), { prefix: 2 });
    const { charge } = verdict(2, 1, 1, 0, 0) as { charge: { what: string; wrong: number } };
    assert.equal(charge.what, "lost");
    assert.equal(charge.wrong, 2);
  });

  test("does not accept a part of a write, nor a later one without an earlier one", () => {
    assert.ok("charge" in verdict(0, 1, 0, 0, 0), "the first write, without its second sector");
    assert.ok("charge" in verdict(0, 0, 2, 2, 0), "the second without the first");
    assert.ok("charge" in verdict(0, 3, 1, 0, 0), "the third without the second");
  });

  test("does not accept what nobody wrote", () => {
    const { charge } = verdict(0, 1, 1, 0, FOREIGN) as { charge: { what: string; sector: number } };
    assert.deepEqual([charge.what, charge.sector], ["foreign", 3]);
    assert.ok("charge" in verdict(0, 9, 1, 0, 0));
  });
});

describe("the history", () => {
  test("counts as acknowledged what comes before something acknowledged", () => {
    const history = new History(4);
    for (const [index, one] of pieces.entries()) history.take({ ...one, end: 10 * (index + 1) });
    history.acknowledge(2, 2);
    assert.equal(history.acknowledged, 2);
    history.fold(10);
    assert.deepEqual([history.acknowledged, history.pieces.length], [1, 2]);
    assert.deepEqual([...history.base], [1, 1, 0, 0]);
    history.truncate(1, 25);
    assert.deepEqual([...history.current], [1, 2, 2, 0]);
  });

  test("does not accept that a request is acknowledged before all of it was taken", () => {
    const history = new History(4);
    history.take({ ...piece(1, 0, 2), operation: 7 });
    assert.throws(() => history.acknowledge(7, 4), /of which 2 were taken/);
    history.take({ ...piece(1, 0, 2), operation: 8 });
    history.take({ ...piece(1, 2, 2), operation: 8 });
    history.acknowledge(8, 4);
    assert.equal(history.acknowledged, 3);
  });

  test("knows what was written while a read was under way", () => {
    const history = new History(4);
    history.take(piece(1, 0, 2));
    const { taken } = history;
    assert.ok(!history.wasSetSince(taken, 0, 1));
    history.take(piece(2, 1));
    assert.ok(history.wasSetSince(taken, 1, 2));
    assert.ok(!history.wasSetSince(taken, 2, 2));
  });
});
