/**
 * Who maps what: of each entry that a history makes it is looked for the capability that allows it,
 * without asking the specification of the call.
 */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as numbers from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { randomOfRun } from "@ashlar/rapilog/random";
import { fields } from "@ashlar/spec/kernel";
import { freshTwin, History, take } from "./history.js";
import type { Twin } from "./twin.js";

/** As many histories as it takes to see so many entries appear; how many that is, is chance. */
const [ENTRIES_WANTED, HISTORIES_MAX, STEPS] = [30, 400, 200];
const { READ, WRITE, EXECUTE } = numbers;

interface Entry {
  readonly page: number;
  readonly slot: number;
  readonly rights: number;
}

/** What an entry of a leaf table says, by the machine's own numbers. */
function entryOf(twin: Twin, bits: bigint): Entry {
  const { pages, ramBase, deviceBase } = twin.record;
  const physical = Number(bits >> BigInt(layout.ENTRY_PAGE_BIT));
  const isRam = physical >= ramBase && physical < ramBase + pages;
  const has = (flag: number) => (Number(bits & 0xffn) & flag) !== 0;
  return {
    page: isRam ? physical - ramBase : pages + physical - deviceBase,
    slot: Number(bits >> BigInt(layout.ENTRY_SLOT_BIT)) & (numbers.MAPPING_SLOTS - 1),
    rights:
      (has(layout.ENTRY_READ) ? READ : 0) |
      (has(layout.ENTRY_WRITE) ? WRITE : 0) |
      (has(layout.ENTRY_EXECUTE) ? EXECUTE : 0),
  };
}

/** All entries of leaf tables that are not empty, by where they are. */
function leafEntries(twin: Twin): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (let page = 1; page < twin.pages; page++) {
    if (twin.read(fields.TYPE, page) !== numbers.LEAF_TABLE) continue;
    for (let index = 0; index < numbers.TABLE_ENTRIES; index++) {
      const bits = twin.readBits(fields.ENTRY, page, index);
      if (bits !== 0n) found.set(`${page} ${index}`, bits);
    }
  }
  return found;
}

/** Whether a space has a capability itself to a frame, with its badge, and these rights at least. */
function isAllowed(twin: Twin, space: number, { page, slot, rights }: Entry): boolean {
  const read = (field: fields.Field, at: number) => twin.read(field, space, at);
  return Array.from({ length: numbers.SLOTS }, (_, at) => at).some(
    (at) =>
      read(fields.SLOT.page, at) === page &&
      read(fields.SLOT.generation, at) === twin.read(fields.GENERATION, page) &&
      read(fields.SLOT.badge, at) === slot + 1 &&
      (read(fields.SLOT.rights, at) & rights) === rights,
  );
}

test("an entry appears only if who called has a capability with its rights and its slot", () => {
  const random = randomOfRun("histories of the kernel");
  let appeared = 0;
  for (let index = 0; index < HISTORIES_MAX && appeared < ENTRIES_WANTED; index++) {
    const twin = freshTwin(random);
    const history = new History(random, twin);
    let before = leafEntries(twin);
    for (let at = 0; at < STEPS; at++) {
      const step = history.draw();
      const space = twin.current === 0 ? 0 : twin.read(fields.ROOT.page, twin.current);
      take(twin, step);
      const after = leafEntries(twin);
      for (const [where, bits] of after) {
        if (before.get(where) === bits) continue;
        assert.equal(before.get(where), undefined, `${where} was empty`);
        assert.equal(step.call, numbers.FRAME_MAP);
        assert.ok(isAllowed(twin, space, entryOf(twin, bits)), `${where}: ${bits}`);
        appeared += 1;
      }
      before = after;
    }
  }
  assert.ok(appeared >= ENTRIES_WANTED, `${appeared} entries appeared`);
});
