/**
 * The theorems about what a reader sees: the overlay is the specification's map, the table of
 * ranges and `read` choose the newest version.
 */
import type { Theorem } from "@ashlar/logic/prove";
import { loopsOf } from "@ashlar/semantics";
import { type Change, isOther } from "../changes.js";
import { arbitraryMoment, type Core, coreBytes, coreOf } from "../core.js";
import { coreTheorem } from "../core-theorem.js";
import { replayedContents } from "../encode/replay.js";
import { functionIn } from "../functions.js";
import { stateChanges } from "../refines/state-changes.js";
import { buckets } from "./buckets.js";
import { CLAIMS, type Claim, TABLE } from "./claims.js";
import { forgetPage } from "./forget.js";
import { pureTheorem } from "./pure.js";
import { putPage, slotEntered } from "./put-page.js";
import { forgettable } from "./room.js";
import { list } from "./segments.js";

const GROUP = "rapilog/refines";

function theoremOf(core: Core, claim: Claim): Theorem {
  const { name, says, about, statement, narrower = statement } = claim;
  return coreTheorem(core, {
    ...{ id: `${GROUP}/${name}`, says, statement },
    narrower: (core) => ({ replay: () => replayedContents(core.bytes), ...narrower(core) }),
    functions: (core) => new Map([[about, functionIn(core, about)]]),
    changes: (core) => changesOf(core, claim),
  });
}

function changesOf(core: Core, { about, part, also, every = 1, equivalent = [] }: Claim): Change[] {
  const { callable } = arbitraryMoment(core.module, functionIn(core, about));
  const changes = stateChanges(core.bytes, callable);
  const sampled = (some: Change[]) =>
    some.filter(isOther(equivalent)).filter((_, at) => at % every === 0);
  if (part === undefined) return sampled(changes);
  const loop = loopsOf(callable).at(-1)!;
  const { end } = callable.code!.labels[loop.label]!;
  const close = callable.code!.offsets[end] ?? Number.POSITIVE_INFINITY;
  const partAt = (offset: number) =>
    offset < loop.offset ? "start" : offset < close ? "loop" : "end";
  const inLoop = changes.find(({ offset, what }) => what === also && partAt(offset) === "loop");
  const inPart = sampled(changes.filter(({ offset }) => part.includes(partAt(offset))));
  return inLoop === undefined ? inPart : [inLoop, ...inPart];
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
    pureTheorem(
      `${GROUP}/overlay-forgettable`,
      "with the watermarks' invariants: what a bucket forgets to make room is exactly what is home; what sweep forgets has age 0 and is for a reader as if it had never been there",
      () => forgettable(core),
    ),
    pureTheorem(
      `${GROUP}/read-list`,
      "of a list of segments that is within memory the last segment and the next one are",
      () => list(core),
    ),
  ];
}
