/** What solvers are really asked, for comparisons of solvers. */
import { type Term, TRUE } from "@ashlar/logic";
import type { Theorem } from "@ashlar/logic/prove";
import type { StatedTheorem } from "./prove/statement.js";

/** Does the goal follow from the hypotheses? It does. */
export interface Question {
  /** Its own among those of the theorem. */
  readonly name: string;
  readonly hypotheses: readonly Term[];
  readonly goal: Term;
}

const isStated = (theorem: Theorem): theorem is StatedTheorem => "statement" in theorem;

/** The obligations of a theorem that the rules have not made true already. The terms stay. */
export function questionsOf(theorem: Theorem): Question[] {
  if (!isStated(theorem)) return [];
  const { hypotheses, obligations } = theorem.statement();
  const asked = new Map<string, number>();
  return obligations
    .filter(({ goal }) => goal !== TRUE)
    .map(({ claim, goal, when = [] }) => {
      const count = (asked.get(claim) ?? 0) + 1;
      asked.set(claim, count);
      const name = `${theorem.id.replace(/^rapilog\//, "")}: ${claim}`;
      return {
        ...{ name: count === 1 ? name : `${name}, ${count}`, goal },
        hypotheses: [...hypotheses, ...when],
      };
    });
}
