/**
 * The theorems about what a reader sees: the overlay is the specification's map, the table of
 * ranges and `read` choose the newest version.
 */
import type { Theorem } from "@ashlar/logic/prove";
import { loopsOf } from "@ashlar/semantics";
import type { Statement } from "../../prove/statement.js";
import type { Change } from "../changes.js";
import { arbitraryMoment, type Core, coreBytes, coreOf } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { stateChanges } from "../refines/state-changes.js";
import { ageStatement } from "./age.js";
import { buckets } from "./buckets.js";
import { anyFindStatement, findStatement } from "./find.js";
import { forgetPage, forgetStatement } from "./forget.js";
import { type FunctionName, functionsOf } from "./places.js";
import { pureTheorem } from "./pure.js";
import { anyClaimStatement, claimStatement, enterStatement } from "./put.js";
import { putPage, slotEntered } from "./put-page.js";

const GROUP = "rapilog/refines";

interface Claim {
  readonly name: string;
  readonly says: string;
  readonly about: FunctionName;
  readonly statement: (core: Core) => Statement;
  readonly narrower?: (core: Core) => Statement;
  /** The part of the function, by its loops: from the head of one to that of another. */
  readonly part?: "before the last loop" | "from the last loop on";
  /** Changes that change nothing of this: of each the first one. */
  readonly equivalent?: readonly string[];
}

const TABLE = "with a table of 2^7 to 2^16 buckets, a power of two, within memory and not at 0: ";

const CLAIMS: readonly Claim[] = [
  {
    name: "overlay-find",
    says: `${TABLE}find(page) returns the first slot in use for the page, of the eight of its first bucket and the eight of its second, or 0; it changes nothing and does not trap`,
    about: "find",
    statement: anyFindStatement,
    narrower: findStatement,
  },
  {
    name: "overlay-age",
    says: "ageIn(slot, sector) is 0 if the slot has no such sector, otherwise the age of its position; of any position before the head that is less than 2^32 - 2^21 sectors old, the age is 1 + its distance from the first position that may be read from the ring, or 0 before that, although only the lower half of the position is known; it changes nothing and does not trap",
    about: "ageIn",
    statement: ageStatement,
    // Slots begin at multiples of eight.
    equivalent: ["i32.const -64 → -62"],
  },
  {
    name: "overlay-forget",
    says: "forgetInBucket(bucket, ageMin) takes away exactly those sectors of its eight slots that are younger than ageMin; pages, positions and the zeros of what is left stay, no other byte changes, no trap",
    about: "forgetInBucket",
    statement: forgetStatement,
  },
  {
    name: "overlay-put-claims",
    says: `${TABLE}put takes the page's slot if it has one, otherwise the first free one of the emptier of its two buckets; it does not trap if there is one; until then it changes nothing`,
    about: "put",
    statement: anyClaimStatement,
    narrower: claimStatement,
    part: "before the last loop",
  },
  {
    name: "overlay-put-writes",
    says: "put then writes in this slot, whichever it is: the page, the sectors beside those that were there, position + i for sector i (zeros: the position for all), which of them are zeros; no other byte changes, no trap",
    about: "put",
    statement: enterStatement,
    // No mask has more than eight bits.
    equivalent: ["i32.const 8 → 10", "i32.lt_u → i32.le_u"],
    part: "from the last loop on",
  },
];

function theoremOf(core: Core, claim: Claim): Theorem {
  const { name, says, about, statement, narrower, equivalent = [] } = claim;
  return coreTheorem(core, {
    ...{ id: `${GROUP}/${name}`, says, statement, ...(narrower && { narrower }) },
    functions: (core) => new Map([[about, functionsOf(core)[about]]]),
    changes: (core) => changesOf(core, claim).filter(isOther(equivalent)),
  });
}

/** Of each equivalent change only the first one is meant. */
function isOther(equivalent: readonly string[]) {
  const left = new Set(equivalent);
  return ({ what }: Change) => !left.delete(what);
}

function changesOf(core: Core, { about, part }: Claim): Change[] {
  const { callable } = arbitraryMoment(core.module, functionsOf(core)[about]);
  const all = stateChanges(core.bytes, callable);
  if (part === undefined) return all;
  const { offset: cut } = loopsOf(callable).at(-1)!;
  return all.filter(({ offset }) => offset < cut === (part === "before the last loop"));
}

/** The theorems about a core, by default the one that `ashlar serve` runs. */
export function overlayTheorems(core: Core = coreOf(coreBytes())): Theorem[] {
  return [
    pureTheorem(
      `${GROUP}/overlay-buckets`,
      `${TABLE}every bucket is within memory, begins at a multiple of 64, and two of them are the same or apart; two pages of one aligned group of as many pages as buckets have different buckets, by either choice`,
      () => buckets(core),
    ),
    ...CLAIMS.map((claim) => theoremOf(core, claim)),
    pureTheorem(
      `${GROUP}/overlay-put-slot`,
      "what put writes in a slot that names the page or is free: of this page exactly the sectors entered are what was entered, all others are as before; the slot names no other page",
      slotEntered,
    ),
    pureTheorem(
      `${GROUP}/overlay-put-page`,
      "so of any page and any of its sectors, the map is after put what the specification's put makes of it: what was entered of the page entered, as before of all others; a page still has one slot at most",
      putPage,
    ),
    pureTheorem(
      `${GROUP}/overlay-forget-page`,
      "what forgetting in a bucket is to any page and each of its sectors: its entry is gone if it is younger and in that bucket, otherwise as before; a page still has one slot at most",
      forgetPage,
    ),
  ];
}
