/**
 * `sortFragments`: the sort itself is not trusted, of it is proved what it may change; what it leaves
 * is checked key by key. Its loops are cut at their heads: passes, counting, adding up, placing, and
 * the check.
 */
import {
  add,
  all,
  and,
  any,
  equal,
  mul,
  not,
  or,
  select,
  sub,
  type Term,
  uge,
  ule,
  ult,
} from "@ashlar/logic";
import type { Obligation, Statement } from "../../prove/statement.js";
import type { Core } from "../core.js";
import { isWholeRounds, noTrap } from "../encode/round.js";
import { GLOBAL_NAMES, type GlobalName, type Globals, globalIn, globalOf } from "../globals.js";
import { anyAddress, number32, number64 } from "../terms.js";
import {
  areTables,
  COUNTS,
  fragmentAt,
  isInCounts,
  isInSpare,
  KEY_BYTES,
  keyAt,
  type Named,
  numberOfKey,
  pageOfKey,
  pageOfWord,
  readMoment,
} from "./layout.js";
import { replayedPlan } from "./v8-plan.js";
import { type Place, takes, type Walk, walkOf, wherever } from "./walk.js";

/** Where the code's loops are, in its order. */
export const [PASSES, COUNTING, ADDING, PLACING, CHECK] = [0, 1, 2, 3, 4] as const;
/** The heads of what is not trusted. */
export const SORTING = [
  { head: PASSES, name: "pass", says: "a pass, as far as its loops" },
  { head: COUNTING, name: "count", says: "a round of counting digits" },
  { head: ADDING, name: "add", says: "a round of adding counts up" },
  { head: PLACING, name: "place", says: "a round of putting keys in their places" },
] as const;
export type SortHead = (typeof SORTING)[number]["name"];

const SHIFT_MAX = 44;
const DIGIT_BITS = 11;

/** In a pass, and in the check. */
const SORT = { at: 0, shift: 1, before: 2, end: 3, least: 5 };
const CHECKING = { end: 0, at: 1, least: 5 };
type Sort = typeof SORT;

const countOf = ({ globals }: Named) => globalIn(globals, "fragmentCount");
const endOfKeys = (plan: Named) => keyAt(plan, countOf(plan));

/** From a key up to the end of the keys. */
const isKeyPlace = (plan: Named, at: Term, end: Term): Term[] => [
  ule(sub(end, at), mul(countOf(plan), number32(KEY_BYTES))),
  isWholeRounds(sub(end, at), 3),
  equal(end, endOfKeys(plan)),
];

type Locals = (name: keyof Sort) => Term;

/** What holds at each head of the sort. */
function holdsAt(plan: Named, place: number, local: Locals): Term[] {
  // What the check begins with is a local that nothing has set.
  const common = [equal(local("least"), number64(0))];
  if (place === PASSES) return [...common, ult(local("shift"), number32(SHIFT_MAX + DIGIT_BITS))];
  const inPass = [...common, ult(local("shift"), number32(SHIFT_MAX))];
  if (place !== ADDING) return [...inPass, ...isKeyPlace(plan, local("at"), local("end"))];
  const slot = sub(local("at"), number32(COUNTS.from));
  return [
    ...inPass,
    ule(slot, number32(COUNTS.bytes)),
    isWholeRounds(slot, 2),
    equal(local("end"), endOfKeys(plan)),
  ];
}

/** How much is left to do at a head: it gets less each time that the same one is come to. */
function leftAt(place: number, local: Locals): Term {
  if (place === PASSES) return sub(number32(SHIFT_MAX + DIGIT_BITS), local("shift"));
  if (place === ADDING) return sub(number32(COUNTS.from + COUNTS.bytes), local("at"));
  return sub(local("end"), local("at"));
}

/** What a pass may change: spare keys and counts, and which of the tables of keys is the spare one. */
const CHANGING: readonly GlobalName[] = ["keys", "keysSpare"];

/** Whether the tables of keys are where they were, or have changed places. */
export function areSwapped(before: Globals, after: Globals): Term {
  const [keys, spare] = CHANGING.map((name) => globalIn(before, name)) as [Term, Term];
  const [keysAfter, spareAfter] = CHANGING.map((name) => globalIn(after, name)) as [Term, Term];
  return or(
    and(equal(keysAfter, keys), equal(spareAfter, spare)),
    and(equal(keysAfter, spare), equal(spareAfter, keys)),
  );
}

/** What is so of every way from a head, or from the start. */
function framed(walk: Walk<Sort>, from: Place): Obligation[] {
  const { moment } = walk;
  const address = anyAddress();
  return wherever(walk, (to, { world, local, results }) => {
    const { globals } = world;
    const byte = equal(world.memories[0]!.load(address, 1), select(moment.memory, address));
    const others = GLOBAL_NAMES.filter((name) => !CHANGING.includes(name));
    const claims = [
      {
        claim: "no byte but of spare keys and counts changes",
        goal: any([isInSpare(moment, address), isInCounts(address), byte]),
      },
      {
        claim: "the tables of keys stay or change places",
        goal: areSwapped(moment.globals, globals),
      },
      {
        claim: "no other global changes",
        goal: all(others.map((name) => equal(globalIn(globals, name), globalOf(moment, name)))),
      },
    ];
    if (to === "end")
      return [...claims, { claim: "it says no", goal: equal(results[0]!, number32(0)) }];
    if (to === CHECK)
      return [
        ...claims,
        { claim: "it begins with the first key", goal: all(checkBegins({ globals }, local)) },
      ];
    const isLess = ult(leftAt(to, local), leftAt(to, walk.local));
    return [
      ...claims,
      { claim: "what holds there holds", goal: all(holdsAt({ globals }, to, local)) },
      ...(from === to ? [{ claim: "less is left to do", goal: isLess }] : []),
    ];
  });
}

/** The check has its own locals. */
function checkBegins(plan: Named, local: Locals): Term[] {
  const [end, at] = [local("at"), local("shift")];
  return [
    equal(at, globalIn(plan.globals, "keys")),
    equal(end, endOfKeys(plan)),
    equal(local("least"), number64(0)),
  ];
}

export function passStatement(core: Core, from: Place): Statement {
  const walk = walkOf(core, { name: "sortFragments", names: SORT, from });
  const { moment, local } = walk;
  return {
    hypotheses: [...areTables(moment), ...(from === "start" ? [] : holdsAt(moment, from, local))],
    together: true,
    replay: () => replayedPlan(core),
    obligations: [noTrap(walk), ...framed(walk, from)],
  };
}

/** One key: whether it is larger than those before, and names a fragment and its page. */
export function checkStatement(core: Core): Statement {
  const walk = walkOf(core, { name: "sortFragments", names: CHECKING, from: CHECK });
  const { moment, local } = walk;
  const [at, end, least] = [local("at"), local("end"), local("least")];
  const read = readMoment(moment);
  const key = read(at, KEY_BYTES);
  const number = numberOfKey(key);
  const isGood = all([
    uge(key, least),
    ult(number, countOf(moment)),
    equal(pageOfKey(key), pageOfWord(read(fragmentAt(moment, number), 8))),
  ]);
  const isLeft = ult(at, end);
  return {
    hypotheses: [...areTables(moment), ...isKeyPlace(moment, at, end)],
    together: true,
    replay: () => replayedPlan(core),
    obligations: [
      noTrap(walk),
      ...takes(walk, [
        {
          what: "a key that is larger than those before, and names a fragment and its page",
          ...{ to: CHECK, when: and(isLeft, isGood), kept: ["end"] },
          locals: { at: add(at, number32(KEY_BYTES)), least: add(key, number64(1)) },
          more: ({ local: after }) => [
            {
              claim: "what the next one must be is larger than it",
              goal: ult(key, after("least")),
            },
            { claim: "less is left to do", goal: ult(sub(end, after("at")), sub(end, at)) },
          ],
        },
        {
          what: "any other key",
          ...{ to: "end", when: and(isLeft, not(isGood)), results: [number32(0)] },
        },
        { what: "no key is left", to: "end", when: not(isLeft), results: [number32(1)] },
      ]),
    ],
  };
}
