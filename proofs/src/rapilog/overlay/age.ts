/** How new a sector is: `ageIn`, and what its 32 bits say of positions of 64. */
import {
  type Assignment,
  add,
  bitVector,
  concat,
  constant,
  equal,
  extract,
  FALSE,
  sub,
  type Term,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import { overlay } from "@ashlar/spec";
import { type Obligation, type Replayed, type Statement, same } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { isInside, noTrap } from "../encode/round.js";
import { BUCKET_BYTES } from "../placed-table.js";
import { number32, number64 } from "../terms.js";
import { areWatermarks, windowOf } from "./entry.js";
import { changesNothing } from "./find.js";
import {
  anyBucket,
  entryIn,
  LINE_BYTES,
  type Read,
  readArray,
  readWorld,
  SECTORS,
  type Slot,
  tagOf,
} from "./table.js";
import { type Contract, firstShown, replayOf, runOf, startOf } from "./theorem.js";

/** What a slot says of a sector. */
export const slotEntry = (read: Read, slot: Slot, sector: number) =>
  entryIn(read, slot, tagOf(read, slot), sector);

/** Any slot of a bucket. */
export function anySlot(bucket: Term): Slot {
  const slot = variable("number of the slot", bitVector(3));
  const positions = add(
    number32(LINE_BYTES),
    concat(constant(24, 0), concat(slot, constant(5, 0))),
  );
  return {
    tag: concat(extract(bucket, 31, 6), concat(slot, constant(3, 0))),
    positions: add(bucket, positions),
  };
}

interface OfSector {
  readonly moment: Moment;
  readonly claims: readonly Obligation[];
  readonly replay: (state: Assignment) => Replayed;
}

function ofSector(core: Core, sector: number): OfSector {
  const { moment } = startOf(core, "ageIn", ["tag", "sector"]);
  const slot = anySlot(anyBucket("bucket"));
  const start = { moment, parameters: [slot.tag, number32(sector)] };
  const entry = slotEntry(readArray(moment.memory), slot, sector);
  const age = overlay.ageOfEntry(entry, windowOf(moment.globals));
  const run = runOf(start);
  const { returned } = run;
  return {
    moment,
    replay: replayOf(core, "ageIn", start, { results: [age] }),
    claims:
      returned === undefined
        ? [{ claim: "it returns", goal: FALSE }]
        : [
            { claim: "it returns", goal: returned.condition },
            noTrap({ run }),
            ...same([[`it returns the age of sector ${sector}`, returned.results[0]!, age]]),
            ...changesNothing(moment, returned.world),
          ],
  };
}

/** Positions stay known by their lower halves for so long. */
const FORGOTTEN_IN_TIME = 2n ** 32n - 2n ** 21n;

/** What the age says of a position that is not yet forgotten. */
function meaning({ globals }: Moment): Obligation {
  const [window, position] = [windowOf(globals), variable("position", bitVector(64))];
  return {
    claim: "the age says how far behind the window's start a position is, and 0 before it",
    when: [
      ...areWatermarks(globals),
      ult(position, window.head),
      ule(sub(window.head, position), number64(FORGOTTEN_IN_TIME)),
    ],
    goal: equal(
      overlay.ageOfPosition(extract(position, 31, 0), window),
      overlay.ageOf(position, window),
    ),
  };
}

export function ageStatement(core: Core): Statement {
  const sectors = SECTORS.map((sector) => ofSector(core, sector));
  const { moment } = sectors[0]!;
  return {
    hypotheses: [
      ule(moment.pages, number32(1 << 16)),
      isInside(moment.pages, anyBucket("bucket"), number32(BUCKET_BYTES)),
    ],
    replay: (state) =>
      firstShown(
        sectors.map(
          ({ replay }) =>
            () =>
              replay(state),
        ),
      ),
    obligations: [...sectors.flatMap(({ claims }) => claims), meaning(moment)],
  };
}

/** What was proved of `ageIn`, where it is asked about these slots and one of eight sectors. */
export function ageContract(slots: readonly Slot[]): Contract {
  return ({ parameters: [tag, sector], world, require }, moment) => {
    const slot = slots.find((one) => one.tag === tag);
    const known = SECTORS.find((one) => number32(one) === sector);
    if (slot === undefined || known === undefined) {
      require(FALSE);
      return [number32(0)];
    }
    const entry = slotEntry(readWorld(world), slot, known);
    return [overlay.ageOfEntry(entry, windowOf(moment.globals))];
  };
}
