/**
 * What a path of a program adds to those before it: "or it has not come there, and …" says no more
 * than "or …". Symbolic runs join their paths in such terms.
 */
import { and, not, or } from "../term/build.js";
import { Kind } from "../term/kind.js";
import { first, kindOf, NONE, second, type Term } from "../term/table.js";
import { number, type Rule, unknown, WITH_TRUTH, x, y, z } from "./rule.js";

type Gate = (one: Term, other: Term) => Term;

interface Dual {
  readonly name: string;
  readonly kind: Kind;
  readonly gate: Gate;
  readonly inner: Kind;
  readonly innerGate: Gate;
  readonly innerName: string;
}

const OR: Dual = {
  ...{ name: "or", kind: Kind.Or, gate: or },
  ...{ innerName: "and", inner: Kind.And, innerGate: and },
};
const AND: Dual = {
  ...{ name: "and", kind: Kind.And, gate: and },
  ...{ innerName: "or", inner: Kind.Or, innerGate: or },
};

/** How far into a chain of one operator to look, on each side of each. */
const DEPTH_MAX = 6;

/** The members of a chain of one operator, as far as that goes. */
function membersOf(kind: Kind, chain: Term, depth = 0): Term[] {
  if (kindOf(chain) !== kind || depth === DEPTH_MAX) return [chain];
  const below = (part: Term) => membersOf(kind, part, depth + 1);
  return [...below(first(chain)), ...below(second(chain))];
}

/** Whether a term is the negation of a member. Never builds a term. */
const isDenial = (term: Term, members: ReadonlySet<Term>) =>
  (kindOf(term) === Kind.Not && members.has(first(term))) ||
  [...members].some((member) => kindOf(member) === Kind.Not && first(member) === term);

/** A chain without what denies one of the members; NONE for nothing, itself if none does. */
function stripped(dual: Dual, chain: Term, members: ReadonlySet<Term>, depth = 0): Term {
  if (isDenial(chain, members)) return NONE;
  if (kindOf(chain) !== dual.inner || depth === DEPTH_MAX) return chain;
  const [one, other] = [first(chain), second(chain)];
  const left = stripped(dual, one, members, depth + 1);
  const right = stripped(dual, other, members, depth + 1);
  if (left === one && right === other) return chain;
  if (left === NONE || right === NONE) return left === NONE ? right : left;
  return dual.innerGate(left, right);
}

/** `one or other`, where `other` is a conjunction that denies something in `one`; or NONE. */
function absorbed(dual: Dual, one: Term, other: Term): Term {
  if (kindOf(other) !== dual.inner) return NONE;
  const left = stripped(dual, other, new Set(membersOf(dual.kind, one)));
  if (left === other) return NONE;
  return left === NONE ? NONE : dual.gate(one, left);
}

function rule(dual: Dual): Rule {
  const { name, kind, gate, innerName, innerGate } = dual;
  const w = (width: number) => unknown("w", width);
  return {
    name: `${name}/denied`,
    says: `x ${name} (~x ${innerName} y) = x ${name} y, and so within chains of both`,
    kind,
    rewrite: (_, one, other) => {
      const found = absorbed(dual, one, other);
      return found === NONE ? absorbed(dual, other, one) : found;
    },
    widths: WITH_TRUTH,
    examples: (width) => {
      const [p, q, r, s] = [x, y, z, w].map((letter) => letter(width)) as [Term, Term, Term, Term];
      return [
        gate(p, innerGate(not(p), q)),
        gate(not(p), innerGate(q, p)),
        gate(innerGate(not(p), q), p),
        gate(gate(p, r), innerGate(innerGate(not(r), q), s)),
        gate(gate(gate(p, r), s), innerGate(innerGate(not(s), not(p)), q)),
      ];
    },
    broken: (width) => [
      [gate(x(width), innerGate(not(x(width)), y(width))), x(width)],
      [gate(x(width), innerGate(not(z(width)), y(width))), gate(x(width), y(width))],
      [gate(x(width), innerGate(x(width), y(width))), gate(number(width, 0), y(width))],
    ],
  };
}

export const ABSORPTION_RULES: Rule[] = [rule(OR), rule(AND)];
