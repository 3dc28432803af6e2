/**
 * What a reader is shown of one sector: where no range is left to look at, `emitSector` chooses the
 * newest of three and lengthens the list of segments.
 */
import {
  type Assignment,
  add,
  bitVector,
  concat,
  constant,
  equal,
  evaluateAll,
  FALSE,
  isNonzero,
  ite,
  not,
  select,
  sub,
  type Term,
  uge,
  ule,
  type Value,
  variable,
  zeroExtend,
} from "@ashlar/logic";
import { type Entry, overlay } from "@ashlar/spec";
import { type Obligation, type Replayed, type Statement, same } from "../../prove/statement.js";
import type { Core, Moment } from "../core.js";
import { addressOf } from "../encode/places.js";
import { noTrap } from "../encode/round.js";
import { GLOBAL_NAMES, globalIn, globalOf } from "../globals.js";
import { ROWS } from "../placed-table.js";
import { anyAddress, number32, number64 } from "../terms.js";
import { ageContract, anySlot, slotEntry } from "./age.js";
import { areBuckets } from "./buckets.js";
import { areWatermarks, windowOf } from "./entry.js";
import { runOnce } from "./loop.js";
import { LOCALS, localsOf, PARAMETERS } from "./newest-range.js";
import { anyPlace, appended, isListSound, type Sector } from "./segments.js";
import { anyBucket, readArray, SECTORS } from "./table.js";
import { firstShown, generalised, memoryAfter, replayOf, startOf } from "./theorem.js";

/** The choice, where no row is left. */
function choiceOf(core: Core, inPage: number | undefined) {
  const slot = anySlot(anyBucket("bucket"));
  const { moment } = startOf(core, "emitSector", PARAMETERS, { ageIn: ageContract([slot]) });
  const locals = localsOf(moment);
  locals[LOCALS.slot] = inPage === undefined ? number32(0) : slot.tag;
  const place = inPage === undefined ? variable("in page", bitVector(3)) : constant(3, inPage);
  locals[LOCALS.inPage] = zeroExtend(place, 32);
  locals[LOCALS.sector] = concat(variable("page", bitVector(61)), place);
  const read = readArray(moment.memory);
  const entry = inPage === undefined ? overlay.NO_ENTRY : slotEntry(read, slot, inPage);
  const { run } = runOnce(moment, locals);
  return { moment, locals, entry, run };
}

/** What a reader must be shown. */
export function shownOf(moment: Moment, entry: Entry, rangeAge: Term): Sector {
  const window = windowOf(moment.globals);
  const age = overlay.ageOfEntry(entry, window);
  const isHome = overlay.isHomeAt(rangeAge, window, globalOf(moment, "released"));
  const source = overlay.sourceOf(entry, age, rangeAge, isHome);
  const address = addressOf(moment, zeroExtend(entry.position, 64));
  return { source, address: ite(equal(source, overlay.FROM_RING), address, number32(0)) };
}

function choiceObligations(core: Core, inPage: number | undefined): Obligation[] {
  const { moment, locals, entry, run } = choiceOf(core, inPage);
  const { returned } = run;
  if (returned === undefined) return [{ claim: "it returns", goal: FALSE }];
  const list = appended(moment, shownOf(moment, entry, locals[LOCALS.newest]!));
  const address = anyAddress();
  const when = [not(list.overflows)];
  return [
    { claim: "it returns if the list has room", when, goal: returned.condition },
    { ...noTrap({ run }), when },
    ...run.obligations.map(({ condition, required }) => ({
      claim: "it asks for the age of the slot's sector",
      when: [condition],
      goal: required,
    })),
    ...same([
      [
        `the list is longer by what is shown of ${nameOf(inPage)}`,
        returned.world.memories[0]!.load(address, 1),
        select(memoryAfter(moment.memory, list.writes), address),
      ],
      ...GLOBAL_NAMES.map((name) => {
        const before = globalOf(moment, name);
        const expected = name === "segmentCount" ? list.count : before;
        return [
          `${name} is as it must be`,
          globalIn(returned.world.globals, name),
          expected,
        ] as const;
      }),
    ]).map((claim) => ({ ...claim, when })),
  ];
}

const nameOf = (inPage: number | undefined) =>
  inPage === undefined ? "a page without a slot" : `sector ${inPage} of a page`;

/** No slot, or one and a sector of its page. */
const CASES = [undefined, ...SECTORS];

export function choiceStatement(core: Core): Statement {
  const { moment } = startOf(core, "emitSector", PARAMETERS);
  const locals = localsOf(moment);
  const { from, head } = windowOf(moment.globals);
  return {
    hypotheses: [
      ...areWatermarks(moment.globals),
      ...isListSound(moment),
      ...areBuckets(moment.pages, [anyBucket("bucket")]),
      uge(locals[LOCALS.row]!, globalOf(moment, "rangesUsed")),
      ule(zeroExtend(locals[LOCALS.newest]!, 64), sub(head, from)),
    ],
    replay: (state) =>
      firstShown(CASES.map((inPage) => () => replayedChoice(core, choiceOf(core, inPage), state))),
    obligations: CASES.flatMap((inPage) => choiceObligations(core, inPage)),
  };
}

/** The same, wherever the list's end is. */
export function anyChoiceStatement(core: Core): Statement {
  const { moment } = startOf(core, "emitSector", PARAMETERS);
  return generalised(choiceStatement(core), anyPlace(moment));
}

/** The whole call from there in V8, with a range over all sectors that is as new as was assumed. */
function replayedChoice(
  core: Core,
  { moment, locals, entry }: ReturnType<typeof choiceOf>,
  state: Assignment,
): Replayed {
  const [newest, sector, slot] = [LOCALS.newest, LOCALS.sector, LOCALS.slot].map(
    (local) => locals[local]!,
  ) as [Term, Term, Term];
  const { from } = windowOf(moment.globals);
  const position = sub(add(from, zeroExtend(newest, 64)), number64(1));
  const rows = memoryAfter(moment.memory, [
    [number32(ROWS), number64(0)],
    [number32(ROWS + 8), number64(-1)],
    [number32(ROWS + 16), position],
  ]);
  const used = ite(isNonzero(newest), number32(1), number32(0));
  const [memory, count] = evaluateAll([rows, used], state) as [Value, bigint];
  const { writes, count: segmentCount } = appended(moment, shownOf(moment, entry, newest));
  const start = { moment, parameters: [sector, slot] };
  const replay = replayOf(core, "emitSector", start, { writes, globals: { segmentCount } });
  const used32 = globalOf(moment, "rangesUsed");
  return replay(new Map([...state, [moment.memory, memory], [used32, count]]));
}
