/**
 * A step of the checksum, and its finish, lose nothing: for each there is an inverse. So a changed
 * word changes the lane, a changed lane stays changed, and a changed lane changes the checksum.
 */
import { bitVector, equal, mul, type Term, variable } from "@ashlar/logic";
import { stated } from "../../prove/stated.js";
import type { StatedTheorem, Statement } from "../../prove/statement.js";
import { number64 } from "../terms.js";
import { chain, FACTORS, type Factors, folded, MIX_SHIFTS, P2, step } from "./checksum.js";
import { inverseOf, laneOf, stateBefore, unfolded, wordOf } from "./inverse.js";

const word = (name: string) => variable(name, bitVector(64));

const always = (claim: string, goal: Term): Statement => ({
  hypotheses: [],
  obligations: [{ claim, goal }],
});

function inWord(factors: Factors = FACTORS): Statement {
  const [state, taken] = [word("state"), word("word")];
  const found = wordOf(state, step(state, taken, factors), factors);
  return always("the word is found again", equal(found, taken));
}

function inState(factors: Factors = FACTORS): Statement {
  const [state, taken] = [word("state"), word("word")];
  const found = stateBefore(taken, step(state, taken, factors), factors);
  return always("the state is found again", equal(found, state));
}

const LANES = ["a", "b", "c", "d"];

/** `chained` is what the lanes were really chained to. */
function inLanes(
  chained = chain,
  shifts: { first: number; second: number } = MIX_SHIFTS,
  factor = P2,
): Statement {
  const [bytes, lanes] = [variable("bytes", bitVector(32)), LANES.map(word)];
  const result = chained(bytes, lanes);
  const mixed = word("x");
  const ofLanes = LANES.map((name, which) => ({
    claim: `lane ${name} is found again from the chain and the other lanes`,
    goal: equal(laneOf(which, bytes, lanes, result), lanes[which]!),
  }));
  const undone = mul(number64(inverseOf(factor)), mul(mixed, number64(factor)));
  const folds = Object.values(shifts).map((shift, which) => ({
    claim: `the mixing's shift ${which + 1} is undone`,
    goal: equal(unfolded(folded(mixed, shift), Object.values(MIX_SHIFTS)[which]!), mixed),
  }));
  const product = { claim: "the mixing's product is undone", goal: equal(undone, mixed) };
  return { hypotheses: [], obligations: [...ofLanes, ...folds, product] };
}

function theorem(
  name: string,
  says: string,
  build: () => Statement,
  wrong: Record<string, () => Statement>,
): StatedTheorem {
  return { ...stated({ id: `rapilog/encode/${name}`, says, build, wrong }), statement: build };
}

const EVEN = { ofWord: P2 - 1n, ofState: FACTORS.ofState };
const EVEN_STATE = { ofWord: P2, ofState: FACTORS.ofState - 1n };

export const INJECTIVE: readonly StatedTheorem[] = [
  theorem(
    "step-injective-in-word",
    "from the state before a step and the state after it the word can be computed: so two different words never lead from one state to the same state",
    inWord,
    { "even factor of the word": () => inWord(EVEN), "even factor": () => inWord(EVEN_STATE) },
  ),
  theorem(
    "step-injective-in-state",
    "from the word and the state after a step the state before it can be computed: so two different states stay different when they take in the same word",
    inState,
    { "even factor": () => inState(EVEN_STATE) },
  ),
  theorem(
    "finish-injective-in-lanes",
    "from the checksum, the length and three lanes the fourth lane can be computed: so if one lane changes, the checksum changes",
    inLanes,
    {
      "a lane is left out": () => inLanes((bytes, [a, b, c]) => chain(bytes, [a!, b!, c!, c!])),
      "two lanes are exchanged": () =>
        inLanes((bytes, [a, b, c, d]) => chain(bytes, [b!, a!, c!, d!])),
      "even factor of the word": () => inLanes((bytes, lanes) => chain(bytes, lanes, EVEN)),
      "the first shift is another": () => inLanes(chain, { ...MIX_SHIFTS, first: 31 }),
      "the second shift is another": () => inLanes(chain, { ...MIX_SHIFTS, second: 30 }),
      "the mixing's factor is even": () => inLanes(chain, MIX_SHIFTS, P2 - 1n),
    },
  ),
];
