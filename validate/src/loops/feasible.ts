/**
 * Whether both sides can come somewhere together. That is asked of the same places again and again, with
 * a little less known of them each time, or more: a state in which it was so then most often still
 * shows it, and nothing is left to solve.
 */
import { type Assignment, evaluateAll, FALSE, type Term } from "@ashlar/logic";
import { feasibility } from "../show.js";

export class Feasible {
  readonly #states = new Map<string, Assignment>();

  /** Undefined: they cannot come to this place. Else a state in which they do, if one is known. */
  at(place: string, facts: readonly Term[]): { readonly state?: Assignment } | undefined {
    if (facts.includes(FALSE)) return undefined;
    const known = this.#states.get(place);
    if (known !== undefined && evaluateAll(facts, known).every((value) => value === 1n))
      return { state: known };
    const { verdict, ...found } = feasibility(facts);
    if (verdict === "proved") return undefined;
    if (!("model" in found)) return {};
    this.#states.set(place, found.model);
    return { state: found.model };
  }
}
