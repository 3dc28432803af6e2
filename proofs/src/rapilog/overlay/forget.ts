/**
 * Forgetting: what `forgetInBucket` does to a bucket's slots, and what that is to any one page and
 * each of its sectors.
 */
import {
  add,
  and,
  arrayOf,
  bitVector,
  concat,
  constant,
  equal,
  extract,
  FALSE,
  implies,
  isNonzero,
  ite,
  not,
  sub,
  type Term,
  uge,
  ult,
  variable,
} from "@ashlar/logic";
import { ValueType } from "@ashlar/semantics";
import { overlay } from "@ashlar/spec";
import { type Obligation, type Statement, same } from "../../prove/statement.js";
import { anyOf, type Core, type Moment } from "../core.js";
import { noTrap, sameGlobals } from "../encode/round.js";
import { anyAddress, number32 } from "../terms.js";
import { ageContract } from "./age.js";
import { areBuckets } from "./buckets.js";
import { windowOf } from "./entry.js";
import { guessesAt } from "./guesses.js";
import type { Resting } from "./pure.js";
import {
  anyBucket,
  bitOf,
  entryIn,
  entryOf,
  isFree,
  isOnlyOne,
  LINE_BYTES,
  lineOf,
  maskOf,
  readArray,
  readWorld,
  SECTORS,
  SLOTS,
  type Slot,
  slotsOf,
  tagOf,
  tagsOf,
  whichName,
  zeroMaskOf,
} from "./table.js";
import { replayOf, runOf, startOf } from "./theorem.js";

/** Whether a slot's sector is younger than what is kept. */
type IsYounger = (slot: Slot, sector: number) => Term;

/** A slot's tag when the sectors that are younger are forgotten. */
function tagLeft(tag: Term, slot: Slot, isYounger: IsYounger): Term {
  const bits = SECTORS.map((sector) =>
    ite(
      and(bitOf(maskOf(tag), sector), not(isYounger(slot, sector))),
      constant(1, 1),
      constant(1, 0),
    ),
  );
  const mask = bits.reduce((low, high) => concat(high, low));
  const left = concat(extract(tag, 63, 16), concat(and(zeroMaskOf(tag), mask), mask));
  return ite(isFree(tag), tag, left);
}

export function forgetStatement(core: Core): Statement {
  const bucket = anyBucket("bucket");
  const slots = slotsOf(bucket);
  const { moment } = startOf(core, "forgetInBucket", ["bucket", "ageMin"], {
    ageIn: ageContract(slots),
  });
  const ageMin = anyOf("ageMin", ValueType.I32);
  const start = { moment, parameters: [bucket, ageMin] };
  const run = runOf(start);
  const hypotheses = areBuckets(moment.pages, [bucket]);
  const before = readArray(moment.memory);
  const left = tagsLeft(moment, slots, ageMin);
  const writes = slots.map((slot, at) => [slot.tag, left[at]!] as const);
  const replay = replayOf(core, "forgetInBucket", start, { writes });
  const { returned } = run;
  if (returned === undefined)
    return { hypotheses, replay, obligations: [{ claim: "it returns", goal: FALSE }] };
  const after = readWorld(returned.world);
  const address = anyAddress();
  const guesses = guessesAt({ moment, bucket: lineOf("bucket"), others: [ageMin, address] }, 4096);
  return {
    ...{ hypotheses, replay, guesses },
    obligations: [
      { claim: "it returns", goal: returned.condition },
      noTrap({ run }),
      ...run.obligations.map(({ condition, required }) => ({
        claim: "it asks for ages of the bucket's slots only",
        goal: implies(condition, required),
      })),
      sameGlobals(moment, returned.world),
      {
        claim: "no byte changes but in the bucket's tags",
        when: [uge(sub(address, bucket), number32(LINE_BYTES))],
        goal: equal(after(address, 1), before(address, 1)),
      },
      ...same(
        slots.map((slot, at) => [
          `slot ${at} keeps its page, and the sectors that are not younger`,
          tagOf(after, slot),
          left[at]!,
        ]),
      ),
    ],
  };
}

/** The tags of slots when what is younger than `ageMin` is forgotten. */
export function tagsLeft(moment: Moment, slots: readonly Slot[], ageMin: Term): Term[] {
  const read = readArray(moment.memory);
  const window = windowOf(moment.globals);
  const isYounger: IsYounger = (slot, sector) =>
    ult(overlay.ageOfEntry(entryIn(read, slot, tagOf(read, slot), sector), window), ageMin);
  return slots.map((slot) => tagLeft(tagOf(read, slot), slot, isYounger));
}

/** What that is to a page: of all tables, whatever is younger. */
export function forgetPage(): Resting {
  const [bucket, first, second] = ["bucket", "first", "second"].map(anyBucket) as [
    Term,
    Term,
    Term,
  ];
  const pages = variable("pages", bitVector(32));
  const page = variable("any page", bitVector(64));
  const before = readArray(variable("memory", arrayOf(32)));
  const young = readArray(variable("is younger", arrayOf(32)));
  const isYounger: IsYounger = ({ positions }, sector) =>
    isNonzero(young(add(positions, number32(4 * sector)), 1));
  const slots = slotsOf(first, second);
  const isHit = slots.map((_, at) => equal(at < SLOTS ? first : second, bucket));
  const tags = tagsOf(before, slots);
  const left = tags.map((tag, at) => ite(isHit[at]!, tagLeft(tag, slots[at]!, isYounger), tag));
  const [areNamed, areLeft] = [tags, left].map((some) => whichName(some, page)) as [Term[], Term[]];
  const sectors = SECTORS.map((sector): Obligation => {
    const was = slots.map((slot, at) => entryIn(before, slot, tags[at]!, sector));
    const is = slots.map((slot, at) => entryIn(before, slot, left[at]!, sector));
    const kept = was.map((entry, at) =>
      overlay.forgotten(entry, and(isHit[at]!, isYounger(slots[at]!, sector))),
    );
    return {
      claim: `of sector ${sector} is forgotten what is younger and in the bucket, and nothing else`,
      goal: overlay.areSame(entryOf(areLeft, is), entryOf(areNamed, kept)),
    };
  });
  const isUnique = isOnlyOne(slots, areNamed);
  return {
    needed: { "a page has one slot at most": isUnique },
    statement: {
      hypotheses: [...areBuckets(pages, [bucket, first, second]), isUnique],
      obligations: [
        ...sectors,
        { claim: "a page still has one slot at most", goal: isOnlyOne(slots, areLeft) },
      ],
    },
  };
}
