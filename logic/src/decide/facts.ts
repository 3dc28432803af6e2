/**
 * What is claimed is known elsewhere: where a claim occurs within another one it is put as true
 * there, and false where its negation is claimed. So a consequence that stands among the hypotheses
 * is found without a circuit.
 *
 * The claims say the same as before: in the order of the numbers of what they claim or deny, in
 * which parts come before wholes, each is the old one once those before it hold.
 */
import { not } from "../term/build.js";
import { FALSE, TRUE } from "../term/constant.js";
import { Kind } from "../term/kind.js";
import { rebuilt } from "../term/rebuild.js";
import { first, isConstant, kindOf, type Term } from "../term/table.js";
import { isVariable, within } from "../term/walk.js";

/** Terms that are claimed, and others that are only asked about. */
export interface Claimed {
  readonly claims: readonly Term[];
  readonly asked: readonly Term[];
}

/** The same claims, each with what the others say put in; and what is asked with all of it. */
export function withFacts({ claims, asked }: Claimed): Claimed {
  const known = new Map<Term, Term>();
  for (const claim of claims) {
    if (isConstant(claim)) continue;
    const denied = deniedBy(claim);
    // Of two claims that deny each other one becomes false by the other.
    if (denied === undefined) known.set(claim, TRUE);
    else if (!known.has(denied)) known.set(denied, FALSE);
  }
  const results = new Map<Term, Term>(known);
  for (const term of within([...claims, ...asked]))
    if (!results.has(term)) results.set(term, isVariable(term) ? term : inside(term, results));
  const claim = (claim: Term) => {
    if (isConstant(claim)) return claim;
    const denied = deniedBy(claim);
    if (denied === undefined) return inside(claim, results);
    return known.get(denied) === TRUE ? FALSE : not(inside(denied, results));
  };
  return { claims: claims.map(claim), asked: asked.map((term) => results.get(term)!) };
}

const deniedBy = (claim: Term) => (kindOf(claim) === Kind.Not ? first(claim) : undefined);

/** A term with the results of its parts, but not with its own. */
const inside = (term: Term, results: ReadonlyMap<Term, Term>) =>
  isVariable(term) ? term : rebuilt(term, (part) => results.get(part)!);
