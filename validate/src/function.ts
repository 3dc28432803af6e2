/** One function: what is found out about it, and how long that takes. */
import { mark, release } from "@ashlar/logic";
import { Unfinished } from "@ashlar/semantics";
import type { Pair } from "./pairing.js";
import { prove } from "./prove.js";
import type { FunctionReport } from "./report.js";
import type { Target } from "./target.js";
import { equationOf } from "./whole.js";

/** For each question to the solver. */
const SECONDS_MAX = 30;

type Found = Pick<FunctionReport, "verdict" | "reason">;

export function validateFunction(
  target: Target,
  { index, name, symbol }: Pair,
  seconds_max = SECONDS_MAX,
): FunctionReport {
  const start = performance.now();
  const before = mark();
  try {
    const found =
      symbol === undefined
        ? unknown("the program has no such function: it is looked at where it is called")
        : validated(target, index, symbol.address, seconds_max);
    const code = target.module.functions[index]!.code!;
    return {
      ...{ name, ...found, certified: found.verdict === "proved" },
      seconds: (performance.now() - start) / 1000,
      instructions: symbol === undefined ? 0 : target.instructionsOf(symbol),
      loops: code.labels.filter(({ isLoop }) => isLoop).length,
    };
  } finally {
    release(before);
  }
}

const unknown = (reason: string): Found => ({ verdict: "unknown", reason });

function validated(target: Target, index: number, address: number, seconds_max: number): Found {
  try {
    const { hypotheses, goals } = equationOf(target, index, address);
    const outcome = prove(hypotheses, goals, seconds_max);
    if (outcome.kind === "proved") return { verdict: "proved", reason: null };
    if (outcome.kind === "unknown") return unknown(`not decided in time (${outcome.reason})`);
    return unknown(`not shown: ${outcome.goal.says}`);
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
    return unknown(error.reason);
  }
}
