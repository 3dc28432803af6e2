/** Whether an equation's goals follow from its hypotheses. */
import { type Assignment, all, decide, evaluate, implies, type Term, TRUE } from "@ashlar/logic";
import type { Goal } from "./history.js";

export type Outcome =
  | { readonly kind: "proved" }
  /** A state in which a goal fails, as far as one side's calls leave the world arbitrary. */
  | { readonly kind: "failed"; readonly goal: Goal; readonly model: Assignment }
  | { readonly kind: "unknown"; readonly goal: Goal; readonly reason: string };

/** All goals at once: what they share is looked at once. */
export function prove(
  hypotheses: readonly Term[],
  goals: readonly Goal[],
  seconds_max: number,
): Outcome {
  const open = goals.filter((goal) => claim(goal) !== TRUE);
  if (open.length === 0) return { kind: "proved" };
  const verdict = decide(hypotheses, all(open.map(claim)), { seconds_max });
  if (verdict.verdict === "proved") return { kind: "proved" };
  if (verdict.verdict === "unknown")
    return { kind: "unknown", goal: open[0]!, reason: verdict.reason };
  const { model } = verdict;
  const failed = open.find((goal) => evaluate(claim(goal), model) === 0n);
  return { kind: "failed", goal: failed ?? open[0]!, model };
}

const claim = ({ when, goal }: Goal): Term => implies(when, goal);
