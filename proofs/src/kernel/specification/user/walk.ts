/**
 * The machine's way from a user program's address to memory, as the manual writes it (Sv39, Privileged
 * 20211203, 4.3.2 and 4.4), over the specification's state: three tables, an entry of each. What
 * makes a page of an entry is the number of the page that the kernel has for the machine's.
 */
import { TABLE_ENTRIES } from "@ashlar/kernel/interface";
import * as layout from "@ashlar/kernel/layout";
import { all, and, ashr, equal, lshr, not, or, shl, type Term } from "@ashlar/logic";
import { number64 } from "@ashlar/spec";
import { fields, mapping, type State } from "@ashlar/spec/kernel";

const LEVELS = [2, 1, 0];
const UNUSED_BITS = number64(64 - layout.PAGE_BITS - LEVELS.length * layout.INDEX_BITS);
/** Bits of an entry that are for later, and for extensions that are not here. */
const RESERVED_BIT = number64(54);
const ZERO = number64(0);

export type Access = "fetch" | "load" | "store";

/** What the machine looks at, one level after the other. */
export interface Step {
  readonly table: Term;
  readonly index: Term;
  readonly entry: Term;
}

const has = (entry: Term, flag: number) => not(equal(and(entry, number64(flag)), ZERO));
const hasNone = (entry: Term, flags: number) => equal(and(entry, number64(flags)), ZERO);

/** Which entry of a table of a level an address chooses. */
const indexAt = (address: Term, level: number) =>
  and(
    lshr(address, number64(layout.PAGE_BITS + level * layout.INDEX_BITS)),
    number64(TABLE_ENTRIES - 1),
  );

/** Where an address leads from a root table, if each entry on the way is there. */
export function walk(state: State, root: Term, address: Term): readonly [Step, Step, Step] {
  let table = root;
  const steps = LEVELS.map((level) => {
    const index = indexAt(address, level);
    const entry = state.get(fields.ENTRY, table, index);
    const step = { table, index, entry };
    table = mapping.pageIn(state, entry);
    return step;
  });
  return steps as unknown as readonly [Step, Step, Step];
}

const isWellFormed = (entry: Term) =>
  all([
    has(entry, layout.ENTRY_VALID),
    equal(lshr(entry, RESERVED_BIT), ZERO),
    or(has(entry, layout.ENTRY_READ), hasNone(entry, layout.ENTRY_WRITE)),
  ]);

/** Whether an entry ends the way: one that may be read or executed does, at any level. */
export const isLeaf = (entry: Term) =>
  not(hasNone(entry, layout.ENTRY_READ | layout.ENTRY_EXECUTE));

/** Whether the machine goes on with the table that an entry names. */
export const goesOn = (entry: Term) =>
  all([
    isWellFormed(entry),
    not(isLeaf(entry)),
    hasNone(entry, layout.ENTRY_ACCESSED | layout.ENTRY_DIRTY | layout.ENTRY_USER),
  ]);

const NEEDED: Readonly<Record<Access, number>> = {
  fetch: layout.ENTRY_EXECUTE,
  load: layout.ENTRY_READ,
  store: layout.ENTRY_WRITE,
};

/** Whether the last entry lets a user program do so, without the machine having to write it. */
export const lets = (entry: Term, access: Access) =>
  all([
    and(isWellFormed(entry), isLeaf(entry)),
    and(has(entry, layout.ENTRY_USER), has(entry, layout.ENTRY_ACCESSED)),
    has(entry, NEEDED[access]),
    ...(access === "store" ? [has(entry, layout.ENTRY_DIRTY)] : []),
  ]);

/** Addresses repeat their highest bit. */
const isCanonical = (address: Term) => equal(ashr(shl(address, UNUSED_BITS), UNUSED_BITS), address);

/** Whether a user program may access an address so. */
export const mayAccess = (
  address: Term,
  [first, second, last]: readonly [Step, Step, Step],
  access: Access,
): Term =>
  all([
    isCanonical(address),
    and(goesOn(first.entry), goesOn(second.entry)),
    lets(last.entry, access),
  ]);
