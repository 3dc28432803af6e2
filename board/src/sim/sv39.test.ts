/** Translation, told by the architecture's own words: each test changes one thing in sound tables. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { type Access, Entry, Exception, type Walked, walk } from "./sv39.js";

const [ROOT, MIDDLE, LEAF, FRAME] = [0x80101, 0x80102, 0x80103, 0x80104] as const;
const { valid, read, write, execute, user, accessed, dirty } = Entry;
const POINTER = valid;
const ALL = valid | read | write | execute | user | accessed | dirty;
/** Indices 1, 2 and 3 of the three tables. */
const VIRTUAL = (1n << 30n) | (2n << 21n) | (3n << 12n) | 0x123n;

const entry = (page: number, flags: bigint) => (BigInt(page) << Entry.pageShift) | flags;
const addressOf = (table: number, index: number) => table * 4096 + index * 8;

/** What the tables are, but for what the test puts in their place. */
function translated(
  changes: Partial<Record<"root" | "middle" | "leaf", bigint>>,
  access: Access = "load",
  virtual = VIRTUAL,
): Walked {
  const memory = new Map([
    [addressOf(ROOT, 1), changes.root ?? entry(MIDDLE, POINTER)],
    [addressOf(MIDDLE, 2), changes.middle ?? entry(LEAF, POINTER)],
    [addressOf(LEAF, 3), changes.leaf ?? entry(FRAME, ALL)],
  ]);
  const isMemory = (address: number) => address < 0x8100_0000;
  return walk(
    (address) => (isMemory(address) ? (memory.get(address) ?? 0n) : undefined),
    ...[ROOT, virtual, access],
  );
}

const isFault = (walked: Walked, access: Access = "load") =>
  assert.deepEqual(walked, { exception: Exception.pageFault[access] });

test("three levels lead to a page", () => {
  const found = translated({});
  assert.deepEqual(found, { physicalPage: FRAME, flags: ALL });
});

describe("an access is let through by its own bits only:", () => {
  const needed = { load: read, store: write | read, fetch: execute } as const;
  for (const access of ["load", "store", "fetch"] as const) {
    const flags = valid | user | accessed | dirty | needed[access];
    test(`${access} with them`, () =>
      assert.ok("flags" in translated({ leaf: entry(FRAME, flags) }, access)));
    test(`${access} without them`, () =>
      isFault(translated({ leaf: entry(FRAME, ALL & ~needed[access] & ~write) }, access), access));
  }
});

describe("a page fault is", () => {
  const cases: [string, Parameters<typeof translated>[0]][] = [
    ["an entry that is not valid", { leaf: entry(FRAME, ALL & ~valid) }],
    ["a page that is writable but not readable", { leaf: entry(FRAME, ALL & ~read) }],
    ["a page that is not the user's", { leaf: entry(FRAME, ALL & ~user) }],
    ["a page whose A bit is not set", { leaf: entry(FRAME, ALL & ~accessed) }],
    ["a pointer with the U bit", { middle: entry(LEAF, POINTER | user) }],
    ["a pointer with the A bit", { middle: entry(LEAF, POINTER | accessed) }],
    ["a pointer with the D bit", { root: entry(MIDDLE, POINTER | dirty) }],
    ["a pointer at the last level", { leaf: entry(FRAME, POINTER) }],
    ["a large page that is not aligned", { middle: entry(FRAME, ALL) }],
    ...[54n, 60n, 61n, 63n].map((bit): [string, Parameters<typeof translated>[0]] => [
      `reserved bit ${bit}`,
      { leaf: entry(FRAME, ALL) | (1n << bit) },
    ]),
  ];
  for (const [name, changes] of cases) test(name, () => isFault(translated(changes)));

  test("a store to a page whose D bit is not set, but not a load", () => {
    const leaf = entry(FRAME, ALL & ~dirty);
    isFault(translated({ leaf }, "store"), "store");
    assert.ok("flags" in translated({ leaf }));
  });

  test("an address whose upper bits are not as bit 38", () => {
    isFault(translated({}, "load", VIRTUAL | (1n << 39n)));
    isFault(translated({}, "load", VIRTUAL | (1n << 38n)));
    isFault(translated({}, "load", 2n ** 64n - 8n));
  });
});

test("a large page that is aligned maps by the address's lower bits", () => {
  const large = translated({ middle: entry(0x80200, ALL) });
  assert.deepEqual(large, { physicalPage: 0x80200 + 3, flags: ALL });
});

test("a table where no memory is makes an access fault", () => {
  const beyond = translated({ root: entry(0x90000, POINTER) });
  assert.deepEqual(beyond, { exception: Exception.accessFault.load });
});
