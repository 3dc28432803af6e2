/** One function: what is found out about it, and how long that takes. */
import { type Assignment, type DecisionBudget, mark, release } from "@ashlar/logic";
import { type Module, Unfinished } from "@ashlar/semantics";
import { registersWritten } from "./effects.js";
import { type Tell, tellNobody } from "./explain/step.js";
import { instructionsOf } from "./instructions.js";
import { loopHeads } from "./loops/heads.js";
import { Product } from "./loops/product.js";
import type { Pair } from "./pairing.js";
import { refutation } from "./replay/replay.js";
import { type FunctionReport, NOTHING_SUPPOSED } from "./report.js";
import { NotShown } from "./show.js";
import { Sides } from "./sides.js";
import type { Target } from "./target.js";

/** For each question to the solver. */
const SECONDS_MAX = 30;
/** Loops of more rounds are cut. */
const ROUNDS_MAX = 16;
/** For each question about a function whose loops are gone round: what is larger is cut. */
const WHOLE: DecisionBudget = { seconds_max: 5, clauses_max: 1_000_000 };

/** What may be spent on each question to the solver; and who is told how it goes. */
interface Manner {
  readonly budget: DecisionBudget;
  readonly tell: Tell;
}

type Found = Pick<FunctionReport, "verdict" | "reason" | "supposes" | "counterexample"> & {
  readonly model?: Assignment;
};

export function validateFunction(
  target: Target,
  { index, name, symbol }: Pair,
  seconds_max = SECONDS_MAX,
  tell: Tell = tellNobody,
): FunctionReport {
  const start = performance.now();
  const before = mark();
  try {
    const { model, ...found } =
      symbol === undefined
        ? unknown("the program has no such function: it is looked at where it is called")
        : judged(target, index, symbol.address, { budget: { seconds_max }, tell });
    return {
      ...{ name, ...found, certified: found.verdict === "proved" },
      seconds: (performance.now() - start) / 1000,
      instructions: symbol === undefined ? 0 : instructionsOf(target.program, symbol),
      loops: loopCount(target.module, index),
    };
  } finally {
    release(before);
  }
}

/** How many loops a function of a module has. */
export const loopCount = ({ functions }: Module, index: number): number =>
  functions[index]!.code!.labels.filter(({ isLoop }) => isLoop).length;

const unknown = (reason: string): Found => ({
  verdict: "unknown",
  reason,
  supposes: NOTHING_SUPPOSED,
});

/** What is not proved may be refuted: by what the solver found, or by chance. */
function judged(target: Target, index: number, address: number, manner: Manner): Found {
  const found = validated(target, index, address, manner);
  if (found.verdict === "proved") return found;
  const counterexample = refutation(target, index, address, found.model);
  if (counterexample === undefined) return found;
  const reason = `wasm ${counterexample.wasm}, the machine ${counterexample.machine}`;
  return { verdict: "refuted", reason, supposes: NOTHING_SUPPOSED, counterexample };
}

/** Loops of a few rounds are gone round, on both sides; all others are cut at their heads. */
function validated(target: Target, index: number, address: number, manner: Manner): Found {
  findJumps(target, index, address);
  const heads = loopHeads(address, target);
  const isLoopFree = heads.size === 0 && loopCount(target.module, index) === 0;
  const whole = () => new Sides(target, index, address, new Set(), ROUNDS_MAX);
  manner.tell({ kind: "begins", isCut: false });
  if (isLoopFree) return found(whole, manner);
  const first = found(whole, { ...manner, budget: WHOLE });
  if (first.verdict === "proved") return first;
  manner.tell({ kind: "begins", isCut: true });
  return found(() => new Sides(target, index, address, heads), manner);
}

/** Goes through the code once, so that it is known where jumps through tables lead: a loop may be
 * closed by one. What is not found leaves a loop without a head, which is unknown. */
export function findJumps(target: Target, index: number, address: number): void {
  const isTrap = (at: number) => target.isTrap(at);
  if (registersWritten(address, target.parcel, isTrap) !== undefined) return;
  try {
    const sides = new Sides(target, index, address, new Set(), 1);
    sides.runMachine(sides.start.machine);
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
  }
}

function found(makeSides: () => Sides, { budget, tell }: Manner): Found {
  try {
    const sides = makeSides();
    new Product(sides, budget, tell).prove();
    return { verdict: "proved", reason: null, supposes: sides.supposed };
  } catch (error) {
    if (error instanceof NotShown) {
      const { goal, detail, model } = error;
      return { ...unknown(`not shown: ${goal.says} (${detail})`), ...(model && { model }) };
    }
    if (error instanceof Unfinished) return unknown(error.reason);
    throw error;
  }
}
