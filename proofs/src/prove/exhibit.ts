/** A statement as text: what is really proved, for who wants to see it. */
import { mark, release, showTerms, TRUE } from "@ashlar/logic";
import type { Exhibit, Listing } from "@ashlar/logic/prove";
import type { Obligation, Statement } from "./statement.js";

/** The text of a statement, with the code that it is about. */
export function exhibitOf(build: () => Statement, code: readonly Listing[] = []): Exhibit {
  const start = mark();
  try {
    const { hypotheses, obligations } = build();
    const terms = obligations.flatMap((obligation) => [
      shownGoal(obligation),
      ...(obligation.when ?? []),
    ]);
    const { definitions, texts } = showTerms([...hypotheses, ...terms]);
    const left = texts.slice(hypotheses.length);
    const goals = obligations.map((obligation) => {
      const { claim, when = [] } = obligation;
      const [text, ...more] = left.splice(0, 1 + when.length);
      return { claim, goal: goalText(obligation, text!), when: more };
    });
    return { definitions, hypotheses: texts.slice(0, hypotheses.length), goals, code };
  } finally {
    release(start);
  }
}

/** Whether both sides of an equation became the same term, so that there is nothing left to say. */
const isOneTerm = ({ sides }: Obligation) => sides !== undefined && sides[0] === sides[1];

const shownGoal = (obligation: Obligation) =>
  isOneTerm(obligation) ? obligation.sides![0] : obligation.goal;

/** Of what the simplifier has made true already it is said that it did. */
function goalText(obligation: Obligation, text: string): string {
  if (obligation.goal !== TRUE) return text;
  return `${isOneTerm(obligation) ? `${text} = the same` : text}, by the rules alone`;
}
