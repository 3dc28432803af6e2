/** The walk over the specification's state is that of the hart which is compared with QEMU. */
import assert from "node:assert/strict";
import { test } from "node:test";
import * as layout from "@ashlar/kernel/layout";
import { bigintOf, mark, release, TRUE } from "@ashlar/logic";
import { riscv } from "@ashlar/semantics";
import { number64 } from "@ashlar/spec";
import { type Field, fields, type Place, State } from "@ashlar/spec/kernel";
import { type Access, isLeaf, mayAccess, walk } from "./walk.js";

const PAGE_BYTES = layout.PAGE_BYTES;
/** Pages of memory begin here, and these are what is in them. */
const RAM = 0x8000_0000;
const [ROOT, MIDDLE, LEAF, CODE, DATA] = [1, 2, 3, 4, 5];
const PAGES = 6;
/** The program is the first page of its space; data are elsewhere, by another entry above. */
const ADDRESS = (1n << 30n) | BigInt(PAGE_BYTES);
const [SATP, MCAUSE] = [0x180, 0x342];
const SV39 = 8n << 60n;

const INSTRUCTIONS: Readonly<Record<Access, bigint>> = {
  load: 0x0003_3283n, // ld x5,0(x6)
  store: 0x0053_3023n, // sd x5,0(x6)
  fetch: 0x0003_0067n, // jalr x0,0(x6)
};
const PAGE_FAULTS: Readonly<Record<Access, number>> = {
  load: riscv.Cause.LoadPageFault,
  store: riscv.Cause.StorePageFault,
  fetch: riscv.Cause.FetchPageFault,
};

const numberOf = (page: number) => BigInt(RAM / PAGE_BYTES + page);
const entryOf = (page: number, flags: number | bigint) =>
  (numberOf(page) << BigInt(layout.ENTRY_PAGE_BIT)) | BigInt(flags);

const CODE_FLAGS =
  layout.ENTRY_VALID | layout.ENTRY_EXECUTE | layout.ENTRY_USER | layout.ENTRY_ACCESSED;

/** What stands in the tables, by table and index. */
type Tables = ReadonlyMap<string, bigint>;
const tablesWith = (above: bigint, data: bigint): Tables =>
  new Map([
    [`${ROOT} 0`, entryOf(MIDDLE, layout.ENTRY_VALID)],
    [`${ROOT} 1`, above],
    [`${MIDDLE} 0`, entryOf(LEAF, layout.ENTRY_VALID)],
    [`${LEAF} 0`, entryOf(CODE, CODE_FLAGS)],
    [`${LEAF} 1`, data],
  ]);

/** Whether the hart makes the access; its program is fetched by a way of its own. */
function doesHart(tables: Tables, access: Access, address: bigint): boolean {
  const bytes = new Uint8Array(PAGES * PAGE_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [place, entry] of tables) {
    const [table, index] = place.split(" ").map(Number);
    view.setBigUint64(table! * PAGE_BYTES + 8 * index!, entry, true);
  }
  view.setUint32(CODE * PAGE_BYTES, Number(INSTRUCTIONS[access]), true);
  const computer = new riscv.Computer(new riscv.FlatMemory([{ start: RAM, bytes }]), 0n);
  const { hart } = computer;
  hart.privilege = riscv.Privilege.User;
  hart.control.set(SATP, SV39 | numberOf(ROOT));
  hart.registers[6] = address;
  const ran = computer.run(access === "fetch" ? 2 : 1);
  assert.equal(ran.kind, "paused", JSON.stringify(ran));
  return computer.hart.control.get(MCAUSE) !== BigInt(PAGE_FAULTS[access]);
}

function stateOf(tables: Tables): State {
  const numbers = new Map<Field, number>([
    [fields.RAM_PAGES, PAGES],
    [fields.RAM_BASE, RAM / PAGE_BYTES],
  ]);
  return State.of(number64(PAGES), (field, place: Place) =>
    field === fields.ENTRY
      ? number64(tables.get(place.map((part) => bigintOf(part!)).join(" ")) ?? 0n)
      : number64(numbers.get(field) ?? 0),
  );
}

/** Whether the specification's walk says that it may be made. */
function mayProgram(tables: Tables, access: Access, address: bigint): boolean {
  const state = stateOf(tables);
  const at = number64(address);
  return mayAccess(at, walk(state, number64(ROOT), at), access) === TRUE;
}

const ACCESSES: readonly Access[] = ["load", "store", "fetch"];
const RIGHT = entryOf(MIDDLE, layout.ENTRY_VALID);
const ALL_FLAGS = 0xffn;
const DATA_RIGHT = entryOf(DATA, ALL_FLAGS);

/** Each on both; how many of them may be made. */
function compared(tables: Tables, address = ADDRESS): number {
  const before = mark();
  const made = ACCESSES.filter((access) => {
    const is = doesHart(tables, access, address);
    const what = `${access} at ${address.toString(16)} by ${[...tables.values()].map((entry) => entry.toString(16))}`;
    assert.equal(mayProgram(tables, access, address), is, what);
    return is;
  });
  release(before);
  return made.length;
}

const FLAGS = Array.from({ length: 256 }, (_, flags) => flags);

test("hart and specification let a user program do the same, whatever the last entry says", () => {
  const made = FLAGS.map((flags) => compared(tablesWith(RIGHT, entryOf(DATA, flags))));
  assert.deepEqual([...new Set(made)].sort(), [0, 1, 2, 3]);
});

/** One that ends the way is a large page to the hart; that there is none is a theorem. */
test("and whatever an entry above says that does not end the way", () => {
  const above = FLAGS.map((flags) => entryOf(MIDDLE, flags)).filter(
    (entry) => isLeaf(number64(entry)) !== TRUE,
  );
  const made = above.map((entry) => compared(tablesWith(entry, DATA_RIGHT)));
  assert.deepEqual([...new Set(made)].sort(), [0, 3]);
});

test("and of bits that are reserved, and addresses that are none", () => {
  for (let bit = 54n; bit < 64n; bit++) {
    assert.equal(compared(tablesWith(RIGHT | (1n << bit), DATA_RIGHT)), 0);
    assert.equal(compared(tablesWith(RIGHT, DATA_RIGHT | (1n << bit))), 0);
  }
  for (let bit = 38n; bit < 64n; bit++)
    assert.equal(compared(tablesWith(RIGHT, DATA_RIGHT), ADDRESS | (1n << bit)), 0);
});
