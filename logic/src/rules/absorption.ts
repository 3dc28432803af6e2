/**
 * What a path of a program adds to those before it: "or it has not come there, and …" says no more
 * than "or …", and what both paths need is said once. Symbolic runs join their paths in such terms.
 */
import { and, not, or } from "../term/build.js";
import { Kind } from "../term/kind.js";
import { first, kindOf, NONE, second, type Term } from "../term/table.js";
import { type Chained, DEPTH_MAX, type Gate, membersOf, replaced } from "./chains.js";
import { number, type Rule, unknown, WITH_TRUTH, x, y, z } from "./rule.js";

interface Dual extends Chained {
  readonly name: string;
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

/** A member of a chain with what it has in common with a conjunction. */
interface Meeting {
  readonly member: Term;
  readonly common: ReadonlySet<Term>;
}

function meetingOf({ kind, inner }: Dual, chain: Term, conjuncts: readonly Term[]) {
  const others = new Set(conjuncts);
  let best: Meeting | undefined;
  for (const member of membersOf(kind, chain)) {
    const common = new Set(membersOf(inner, member).filter((part) => others.has(part)));
    if (common.size > (best?.common.size ?? 0)) best = { member, common };
  }
  return best;
}

/** `one or other` with what a member of `one` has in common with `other` put outside; or NONE. */
function factored(dual: Dual, one: Term, other: Term): Term {
  if (kindOf(other) !== dual.inner) return NONE;
  const conjuncts = membersOf(dual.inner, other);
  const meeting = meetingOf(dual, one, conjuncts);
  if (meeting === undefined) return NONE;
  const { member, common } = meeting;
  const withoutCommon = (parts: readonly Term[]) => parts.filter((part) => !common.has(part));
  const rest = withoutCommon(membersOf(dual.inner, member));
  if (rest.length === 0) return one;
  const otherRest = withoutCommon(conjuncts);
  if (otherRest.length === 0) return replaced(dual, one, member, other);
  const apart = dual.gate(rest.reduceRight(flip(dual)), otherRest.reduceRight(flip(dual)));
  return replaced(dual, one, member, [...common, apart].reduceRight(flip(dual)));
}

const flip =
  ({ innerGate }: Dual) =>
  (chain: Term, part: Term) =>
    innerGate(part, chain);

function factoring(dual: Dual): Rule {
  const { name, kind, gate, innerName, innerGate } = dual;
  return {
    name: `${name}/common`,
    says: `(x ${innerName} y) ${name} (x ${innerName} z) = x ${innerName} (y ${name} z), and so within chains of both`,
    kind,
    rewrite: (_, one, other) => {
      const found = factored(dual, one, other);
      return found === NONE ? factored(dual, other, one) : found;
    },
    widths: WITH_TRUTH,
    examples: (width) => {
      const [p, q, r, s] = lettersOf(width);
      return [
        gate(innerGate(p, q), innerGate(p, r)),
        gate(p, innerGate(q, p)),
        gate(innerGate(p, q), innerGate(q, innerGate(p, r))),
        gate(innerGate(innerGate(p, q), r), innerGate(q, p)),
        gate(gate(s, innerGate(p, q)), innerGate(innerGate(q, r), p)),
        gate(innerGate(r, innerGate(p, q)), gate(s, innerGate(p, r))),
      ];
    },
    broken: (width) => [
      [
        gate(innerGate(x(width), y(width)), innerGate(x(width), z(width))),
        innerGate(x(width), innerGate(y(width), z(width))),
      ],
    ],
  };
}

const lettersOf = (width: number) =>
  [x(width), y(width), z(width), unknown("w", width)] as [Term, Term, Term, Term];

function denying(dual: Dual): Rule {
  const { name, kind, gate, innerName, innerGate } = dual;
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
      const [p, q, r, s] = lettersOf(width);
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

export const ABSORPTION_RULES: Rule[] = [
  ...[denying(OR), factoring(OR)],
  ...[denying(AND), factoring(AND)],
];
