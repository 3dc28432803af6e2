/**
 * Entering: `put` finds or claims a slot for a page, then writes it. The run is cut in between, at
 * the head of the loop that writes positions.
 */
import {
  add,
  any,
  equal,
  FALSE,
  isNonzero,
  ite,
  or,
  select,
  sub,
  type Term,
  uge,
} from "@ashlar/logic";
import { exploreFrom, localTypes, ValueType } from "@ashlar/semantics";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import { anyOf, type Core, explored } from "../core.js";
import { noTrap, sameGlobals } from "../encode/round.js";
import { anyAddress, number32, number64 } from "../terms.js";
import { areBuckets } from "./buckets.js";
import {
  type Entered,
  effectOfPut,
  isSound,
  positionEntered,
  slotFor,
  tagBefore,
  tagEntered,
} from "./entered.js";
import { changesNothing } from "./find.js";
import { loopOf, neverComes, runToLoop } from "./loop.js";
import { replayedEnter } from "./put-replay.js";
import {
  anyBucket,
  anyScattering,
  bitOf,
  bucketsOf,
  isFree,
  isPlacedTable,
  lookup,
  names,
  readArray,
  readWorld,
  SECTORS,
  SLOTS,
  slotOf,
  slotsOf,
  tagOf,
  tagsOf,
} from "./table.js";
import { type Contract, generalised, replayOf, startOf } from "./theorem.js";

/** Numbers of locals at the loop's head: only proposed. */
const PARAMETERS = ["page", "mask", "position", "zeros"];
const LOCALS = { sector: 4, at: 5, positions: 6, before: 10 };

const enteredOf = ([page, mask, position, zeros]: readonly Term[]): Entered => ({
  ...{ page: page!, mask: mask!, position: position!, zeros: zeros! },
});

/** What was proved of `find`: the page's first slot in use. */
export const findContract: Contract = ({ parameters, world }, moment) => {
  const page = parameters[0]!;
  return [lookup(readWorld(world), slotsOf(...bucketsOf(moment, page)), page)];
};

/** Which slot is written to: the page's, or else a free one of its buckets. */
export function claimStatement(core: Core): Statement {
  const start = startOf(core, "put", PARAMETERS, { find: findContract });
  const { moment, parameters } = start;
  const entered = enteredOf(parameters);
  const { page } = entered;
  const { run, reached } = runToLoop(start);
  const slots = slotsOf(...bucketsOf(moment, page));
  const read = readArray(moment.memory);
  const isFound = isNonzero(lookup(read, slots, page));
  const hypotheses = [
    ...isPlacedTable(moment),
    ...isSound(entered),
    isNonzero(entered.mask),
    or(isFound, any(tagsOf(read, slots).map(isFree))),
  ];
  const replay = replayOf(core, "put", start, effectOfPut(moment, entered));
  if (reached === undefined) return neverComes("it comes to the loop", hypotheses);
  const local = (name: keyof typeof LOCALS) => reached.locals[LOCALS[name]]!;
  return {
    ...{ hypotheses, replay },
    obligations: [
      { claim: "it comes to the loop", goal: reached.condition },
      noTrap({ run }),
      ...same([
        [
          "it takes the page's slot, or the first free one of the emptier bucket",
          local("at"),
          slotFor(moment, page),
        ],
        ["what stood there of the page is kept in mind", local("before"), tagBefore(moment, page)],
        ["it begins with the first sector", local("sector"), number32(0)],
        ...PARAMETERS.map(
          (name, which) => [`${name} stays`, reached.locals[which]!, parameters[which]!] as const,
        ),
      ]),
      ...slots.map((slot, which) => ({
        claim: `the positions are those of the slot, if it is slot ${which}`,
        when: [equal(local("at"), slot.tag)],
        goal: equal(local("positions"), slot.positions),
      })),
      ...changesNothing(moment, reached.world),
    ],
  };
}

/** The same, however pages are scattered. */
export function anyClaimStatement(core: Core): Statement {
  const { moment, parameters } = startOf(core, "put", PARAMETERS);
  return generalised(claimStatement(core), anyScattering(moment, parameters[0]!));
}

/** What is written into a slot, from the loop's head on. */
function enterObligations(
  core: Core,
  which: number,
): { pages: Term; entered: Entered; claims: Obligation[] } {
  const { moment } = startOf(core, "put", PARAMETERS);
  const slot = slotOf(anyBucket("bucket"), which);
  const locals = localTypes(moment.callable).map((type, at) =>
    anyOf(PARAMETERS[at] ?? `local ${at}`, type),
  );
  locals[LOCALS.sector] = number32(0);
  locals[LOCALS.at] = slot.tag;
  locals[LOCALS.positions] = slot.positions;
  const entered = enteredOf(locals);
  const from = { label: loopOf(moment), locals, stack: [] };
  const run = explored(exploreFrom(moment.callable, from, moment.world));
  const { returned } = run;
  if (returned === undefined)
    return { pages: moment.pages, entered, claims: [{ claim: "it returns", goal: FALSE }] };
  const [before, after] = [readArray(moment.memory), readWorld(returned.world)];
  const address = anyAddress();
  const claims: Obligation[] = [
    { claim: "it returns", goal: returned.condition },
    noTrap({ run }),
    sameGlobals(moment, returned.world),
    ...same([
      [
        `slot ${which} has the tag`,
        tagOf(after, slot),
        tagEntered(locals[LOCALS.before]!, entered),
      ],
      ...SECTORS.map((sector) => {
        const place = add(slot.positions, number32(4 * sector));
        const position = ite(
          bitOf(entered.mask, sector),
          positionEntered(entered, sector),
          before(place, 4),
        );
        return [`slot ${which} has position ${sector}`, after(place, 4), position] as const;
      }),
    ]),
    {
      claim: `no byte changes but in slot ${which}`,
      when: [
        uge(sub(address, slot.tag), number32(8)),
        uge(sub(address, slot.positions), number32(4 * SECTORS.length)),
      ],
      goal: equal(after(address, 1), select(moment.memory, address)),
    },
  ];
  return { pages: moment.pages, entered, claims };
}

export function enterStatement(core: Core): Statement {
  const slots = Array.from({ length: SLOTS }, (_, which) => enterObligations(core, which));
  const { pages, entered } = slots[0]!;
  const before = anyOf(`local ${LOCALS.before}`, ValueType.I64);
  return {
    hypotheses: [
      ...areBuckets(pages, [anyBucket("bucket")]),
      ...isSound(entered),
      // A slot that was not the page's counts as 0.
      or(names(before, entered.page), equal(before, number64(0))),
    ],
    replay: (state) => replayedEnter(core, state, entered, before),
    obligations: slots.flatMap(({ claims }) => claims),
  };
}
