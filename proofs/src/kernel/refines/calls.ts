/** The system calls whose code is proved, and the pages at which each looks. */
import * as numbers from "@ashlar/kernel/interface";
import type { Term } from "@ashlar/logic";
import { type Claim, number64 } from "@ashlar/spec";
import {
  fields,
  objectInvariants,
  pageInvariants,
  placeInvariants,
  type State,
} from "@ashlar/spec/kernel";
import type { Entry } from "./entry.js";

const rootOf = (state: State) => state.get(fields.ROOT.page, state.current);

/** The pages that a capability may be for: its own, and those behind Indirections. */
function chain(state: State, slot: Term): Term[] {
  const pages = [state.get(fields.SLOT.page, rootOf(state), slot)];
  for (let depth = 0; depth < numbers.INDIRECTIONS_MAX; depth++)
    pages.push(state.get(fields.TARGET.page, pages.at(-1)!));
  return pages;
}

/** What is said of a page, and of a slot of it. */
const claims = (state: State, page: Term, slot = number64(0)): Claim[] => [
  ...objectInvariants(state, page, slot),
  ...placeInvariants(state, page),
  ...pageInvariants(state, page),
];

/** A capability of the running thread, and all that it may stand for. */
const capability = (state: State, slot: Term): Claim[] => [
  ...claims(state, rootOf(state), slot),
  ...chain(state, slot).flatMap((page) => claims(state, page)),
];

const says = (what: string) =>
  `from every state with the invariants: the kernel's code ${what} exactly as the specification says; it does not trap, and ends`;

/** A call that looks at the capabilities in the slots that some of its registers name. */
const looking = (name: string, number: number, what: string, ...at: number[]): Entry => ({
  ...{ name, number, says: says(what) },
  relies: (state, registers) => at.flatMap((register) => capability(state, registers[register]!)),
});

export const CALLS: readonly Entry[] = [
  looking("cnodeDelete", numbers.CNODE_DELETE, "empties a slot", 0),
  looking(
    "indirectionCreate",
    numbers.INDIRECTION_CREATE,
    "lets an Indirection stand for a capability",
    0,
    1,
  ),
  looking(
    "indirectionInvalidate",
    numbers.INDIRECTION_INVALIDATE,
    "takes back what an Indirection stood for",
    0,
  ),
  looking("threadConfigure", numbers.THREAD_CONFIGURE, "gives a thread its capability space", 0, 1),
  looking(
    "threadSetHandler",
    numbers.THREAD_SET_HANDLER,
    "names who is told of a thread's faults",
    0,
    1,
  ),
  looking("noSuchCall", 63, "refuses a number that no call has"),
  looking("poll", numbers.POLL, "takes what was signalled", 0),
  looking("untypedRetype", numbers.UNTYPED_RETYPE, "makes a free page an object", 0),
];
