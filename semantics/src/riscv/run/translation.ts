/**
 * Virtual addresses (Privileged 20211203, 4.3.2 and 4.4). Accessed and dirty bits are never set
 * here: an entry without them is a page fault, which the manual allows, and which a program that is
 * right everywhere can handle.
 */
import { bigintOf, constant, isLiteral, type Term, TRUE } from "@ashlar/logic";
import { giveUp } from "../../common/unfinished.js";
import { Control, Privilege, Status } from "../control/fields.js";
import { Cause } from "../machine.js";
import type { Hart } from "./hart.js";

export type Kind = "fetch" | "load" | "store";

const LEVELS = 3;
const PAGE_BITS = 12n;
const INDEX_BITS = 9n;
const ENTRY_BYTES = 8;
const ADDRESS_BITS = 39;
const Entry = { V: 1n, R: 2n, W: 4n, X: 8n, U: 16n, A: 64n, D: 128n } as const;
const PPN_AT = 10n;
const PPN_MASK = (1n << 44n) - 1n;
/** Bits for later, and for extensions that are not here. */
const RESERVED_AT = 54n;

const PAGE_FAULTS = {
  fetch: Cause.FetchPageFault,
  load: Cause.LoadPageFault,
  store: Cause.StorePageFault,
};
const FAULTS = { fetch: Cause.FetchFault, load: Cause.LoadFault, store: Cause.StoreFault };

/** Who is held to make an access: loads and stores of machine mode may be another's (3.1.6.3). */
function privilegeFor(hart: Hart, kind: Kind): Privilege {
  if (hart.privilege !== Privilege.Machine || kind === "fetch") return hart.privilege;
  const modified = hart.knownField(Control.mstatus, Status.MPRV, "whether MPRV is set");
  if (modified === 0) return hart.privilege;
  return hart.knownField(Control.mstatus, Status.MPP, "the mode before") as Privilege;
}

/** The physical address; undefined where there is an exception instead. */
export function physicalOf(hart: Hart, address: Term, bytes: number, kind: Kind): Term | undefined {
  const privilege = privilegeFor(hart, kind);
  if (privilege === Privilege.Machine) return address;
  const satp = hart.held(Control.satp);
  if (!isLiteral(satp)) return giveUp("whether addresses are translated is not known");
  if (bigintOf(satp) >> 60n === 0n) return address;
  if (!isLiteral(address)) return giveUp("a virtual address is not known");
  const walked = walk(hart, bigintOf(address), kind, privilege);
  if (typeof walked === "bigint") return inOnePage(walked, bytes);
  hart.raise(walked.cause, address);
  return undefined;
}

function inOnePage(physical: bigint, bytes: number): Term {
  const last = physical + BigInt(bytes) - 1n;
  if (physical >> PAGE_BITS !== last >> PAGE_BITS)
    giveUp("a misaligned access goes over the end of a virtual page");
  return constant(64, physical);
}

type Walked = bigint | { cause: Cause };

function walk(hart: Hart, address: bigint, kind: Kind, privilege: Privilege): Walked {
  const pageFault = { cause: PAGE_FAULTS[kind] };
  if (BigInt.asUintN(64, BigInt.asIntN(ADDRESS_BITS, address)) !== address) return pageFault;
  let table = (bigintOf(hart.held(Control.satp)) & PPN_MASK) << PAGE_BITS;
  for (let level = LEVELS - 1; level >= 0; level--) {
    const shift = PAGE_BITS + INDEX_BITS * BigInt(level);
    const index = (address >> shift) & ((1n << INDEX_BITS) - 1n);
    const entry = entryAt(hart, table + index * BigInt(ENTRY_BYTES));
    if (entry === undefined) return { cause: FAULTS[kind] };
    if (!isWellFormed(entry)) return pageFault;
    const page = ((entry >> PPN_AT) & PPN_MASK) << PAGE_BITS;
    if ((entry & (Entry.R | Entry.X)) === 0n) {
      table = page;
      continue;
    }
    const within = (1n << shift) - 1n;
    // A large page must be aligned.
    if ((page & within) !== 0n || !isAllowed(hart, entry, kind, privilege)) return pageFault;
    return page | (address & within);
  }
  return pageFault;
}

function entryAt(hart: Hart, address: bigint): bigint | undefined {
  const at = constant(64, address);
  const isOutside = hart.memory.isOutside(at, ENTRY_BYTES);
  if (!isLiteral(isOutside)) return giveUp("where page tables are is not known");
  if (isOutside === TRUE) return undefined;
  const entry = hart.memory.load(at, ENTRY_BYTES);
  return isLiteral(entry) ? bigintOf(entry) : giveUp("an entry of a page table is not known");
}

function isWellFormed(entry: bigint): boolean {
  if ((entry & Entry.V) === 0n || entry >> RESERVED_AT !== 0n) return false;
  if ((entry & (Entry.R | Entry.W)) === Entry.W) return false;
  const isLeaf = (entry & (Entry.R | Entry.X)) !== 0n;
  return isLeaf || (entry & (Entry.A | Entry.D | Entry.U)) === 0n;
}

function isAllowed(hart: Hart, entry: bigint, kind: Kind, privilege: Privilege): boolean {
  const has = (bit: bigint) => (entry & bit) !== 0n;
  const status = (field: { at: number; bits: number }, what: string) =>
    hart.knownField(Control.mstatus, field, what) === 1;
  if (!has(Entry.A) || (kind === "store" && !has(Entry.D))) return false;
  if (privilege === Privilege.User && !has(Entry.U)) return false;
  if (privilege === Privilege.Supervisor && has(Entry.U))
    if (kind === "fetch" || !status(Status.SUM, "SUM")) return false;
  if (kind === "fetch") return has(Entry.X);
  if (kind === "store") return has(Entry.W);
  return has(Entry.R) || (has(Entry.X) && status(Status.MXR, "MXR"));
}
