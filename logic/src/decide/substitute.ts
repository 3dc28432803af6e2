/**
 * Definitions among claims. Where a claim says that a variable equals something in which it does
 * not occur, that something may stand for it everywhere, and the claim may go: claims hold for
 * some values exactly if what is left does, with the variable's value computed. Then the rules
 * see through what the solver would have to find out.
 */
import { not } from "../term/build.js";
import { TRUE } from "../term/constant.js";
import { sub } from "../term/derived.js";
import { Kind } from "../term/kind.js";
import { rebuilt } from "../term/rebuild.js";
import { BOOLEAN } from "../term/sort.js";
import { first, isConstant, kindOf, second, sortOf, type Term } from "../term/table.js";
import { isVariable, within } from "../term/walk.js";
import { type Claimed, withFacts } from "./facts.js";

/** A variable and what it equals, in terms of variables that are defined later or not at all. */
export type Definition = readonly [variable: Term, meaning: Term];

export interface Substituted extends Claimed {
  readonly definitions: readonly Definition[];
}

/** Rounds of looking for definitions; each may find as many as are independent of each other. */
const ROUNDS_MAX = 20;

/** The same claims with definitions put in for what they define, and facts where they occur; and so
 * what is asked. */
export function withoutDefinitions(claims: readonly Term[], asked: readonly Term[] = []) {
  let left: Claimed = { claims: claims.flatMap(conjuncts), asked };
  const definitions: Definition[] = [];
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const found = definitionsIn(left.claims);
    definitions.push(...found);
    const next = conjunctsOf(found.size > 0 ? replacedIn(left, found) : withFacts(left));
    if (found.size === 0 && next.claims.every((claim, at) => claim === left.claims[at])) break;
    left = next;
  }
  return { ...left, definitions } satisfies Substituted;
}

const conjunctsOf = ({ claims, asked }: Claimed): Claimed => ({
  claims: claims.flatMap(conjuncts),
  asked,
});

function replacedIn({ claims, asked }: Claimed, by: ReadonlyMap<Term, Term>): Claimed {
  const results = replaced([...claims, ...asked], by);
  return { claims: results.slice(0, claims.length), asked: results.slice(claims.length) };
}

/** The parts of a conjunction; a denied disjunction is one. */
export function conjuncts(claim: Term): Term[] {
  const found: Term[] = [];
  const stack = [claim];
  for (let term = stack.pop(); term !== undefined; term = stack.pop()) {
    const denied = kindOf(term) === Kind.Not ? first(term) : undefined;
    if (kindOf(term) === Kind.And && sortOf(term) === BOOLEAN)
      stack.push(second(term), first(term));
    else if (denied !== undefined && kindOf(denied) === Kind.Or && sortOf(denied) === BOOLEAN)
      stack.push(not(second(denied)), not(first(denied)));
    else if (term !== TRUE) found.push(term);
  }
  return found;
}

/** Definitions of which none speaks of a variable that another one defines. */
function definitionsIn(claims: readonly Term[]): Map<Term, Term> {
  const found = new Map<Term, Term>();
  const taken = new Set<Term>();
  for (const claim of claims) {
    const definition = definitionOf(claim);
    if (definition === undefined) continue;
    const [variable, meaning] = definition;
    const inside = within([meaning]).filter(isVariable);
    if (taken.has(variable) || inside.some((name) => name === variable || found.has(name)))
      continue;
    found.set(variable, meaning);
    for (const name of [variable, ...inside]) taken.add(name);
  }
  return found;
}

function definitionOf(claim: Term): Definition | undefined {
  if (kindOf(claim) !== Kind.Equal) return undefined;
  const [one, other] = [first(claim), second(claim)];
  if (kindOf(other) === Kind.Variable) return [other, one];
  // k = x + …, as the rules write x = y + l.
  if (isConstant(one) && kindOf(other) === Kind.Add && kindOf(first(other)) === Kind.Variable)
    return [first(other), sub(one, second(other))];
  return kindOf(one) === Kind.Variable ? [one, other] : undefined;
}

/** Terms with others put for parts of them. */
export function replaced(claims: readonly Term[], by: ReadonlyMap<Term, Term>): Term[] {
  const results = new Map<Term, Term>(by);
  for (const term of within(claims))
    if (!results.has(term))
      results.set(
        term,
        rebuilt(term, (part) => results.get(part)!),
      );
  return claims.map((claim) => results.get(claim)!);
}
