/** Functions that are cut at the head of their innermost loop: up to it, and from it once round. */
import { FALSE, type Term } from "@ashlar/logic";
import { explore, exploreFrom, loopsOf } from "@ashlar/semantics";
import type { Statement } from "../../prove/statement.js";
import { explored, type Moment } from "../core.js";
import type { Start } from "./theorem.js";

export const loopOf = ({ callable }: Moment) => loopsOf(callable).at(-1)!.label;

/** From a function's start to the loop's head, or to an end before it. */
export function runToLoop({ moment, parameters }: Start) {
  const cuts = [loopOf(moment)];
  const run = explored(explore(moment.callable, parameters, moment.world, { cuts }));
  return { run, reached: run.reached[0], returned: run.returned };
}

/** From the loop's head, with these locals, to the head again, or to the end. */
export function runOnce(moment: Moment, locals: readonly Term[]) {
  const label = loopOf(moment);
  const from = { label, locals: locals.slice(), stack: [] };
  const run = explored(exploreFrom(moment.callable, from, moment.world, { cuts: [label] }));
  return { run, again: run.reached.find(({ isAgain }) => isAgain), returned: run.returned };
}

/** What is stated of code that never comes to where it should: it is refuted. */
export const neverComes = (claim: string, hypotheses: readonly Term[] = []): Statement => ({
  hypotheses: [...hypotheses],
  obligations: [{ claim, goal: FALSE }],
});
