/**
 * Each rule of the simplifier as a theorem: at each width all its left sides equal its right
 * sides. Built and decided without folding and without any rule, so that no rule proves itself;
 * only a side condition (are these two indices equal?) is asked with rules on.
 */
import { decide, type Verdict } from "../decide/decide.js";
import type { Assignment } from "../evaluate.js";
import { pointwise } from "../rules/arrays.js";
import { RULES } from "../rules/index.js";
import type { Claim, Rule } from "../rules/rule.js";
import type { Budget } from "../sat/index.js";
import { equal } from "../term/build.js";
import { plainly } from "../term/rewriter.js";
import { isArray } from "../term/sort.js";
import {
  first,
  mark,
  NONE,
  nameOf,
  release,
  second,
  sortOf,
  type Term,
  third,
} from "../term/table.js";

/** More than any rule needs; one that needs more is unknown, and unknown is not proved. */
const BUDGET: Budget = { seconds_max: 60 };

/** A statement that is decided at each of some widths. */
export interface Theorem {
  readonly id: string;
  readonly says: string;
  readonly widths: readonly number[];
  /** What is claimed at a width, all of it. Builds terms. */
  readonly statements: (width: number) => Term[];
  /** Variants at a width that must be refuted. */
  readonly mutants: (width: number) => Term[];
}

/** What became of a theorem. */
export interface TheoremResult {
  readonly id: string;
  readonly says: string;
  readonly verdict: Verdict["verdict"];
  readonly seconds: number;
  readonly cached: false;
  /** Words of certificates that the checker accepted; null if there are none. */
  readonly certificate: number | null;
  readonly widths: readonly number[];
  readonly reason: string | null;
}

export interface MutantResult {
  readonly id: string;
  readonly theorem: string;
  readonly verdict: "refuted" | "survived";
}

/** The rules as theorems. */
export function ruleTheorems(rules: readonly Rule[] = RULES): Theorem[] {
  return rules.map((rule) => ({
    id: `logic/rules/${rule.name}`,
    says: rule.says,
    widths: rule.widths,
    statements: (width) => rule.examples(width).map((left) => goal([left, rightSide(rule, left)])),
    mutants: (width) => rule.broken(width).map(goal),
  }));
}

/** What the rule makes of a left side. A rule that does not want its own example is a mistake. */
function rightSide(rule: Rule, left: Term): Term {
  const right = rule.rewrite(sortOf(left), first(left), second(left), third(left));
  if (right === NONE) throw new Error(`${rule.name} does not apply to its own example`);
  return right;
}

/** Arrays are equal if they are where one looks. */
function goal(claim: Claim): Term {
  return isArray(sortOf(claim[0])) ? equal(...pointwise(claim)) : equal(...claim);
}

/** Proves a theorem at all its widths; the first width that is not proved decides. */
export function proveTheorem(theorem: Theorem): TheoremResult {
  const start = performance.now();
  let certificate = 0;
  const result = (verdict: Verdict["verdict"], reason: string | null): TheoremResult => ({
    ...{ id: theorem.id, says: theorem.says, verdict },
    ...{ seconds: (performance.now() - start) / 1000, cached: false },
    certificate: verdict === "proved" ? certificate : null,
    ...{ widths: theorem.widths, reason },
  });
  for (const width of theorem.widths) {
    const verdict = provedAll(() => theorem.statements(width));
    if (verdict.verdict === "proved") certificate += verdict.certificateWords;
    else return result(verdict.verdict, `at ${width} bits: ${verdict.reason}`);
  }
  return result("proved", null);
}

/** Tries all variants of a theorem that must be refuted. */
export function tryMutants(theorem: Theorem): MutantResult[] {
  const start = mark();
  const results = theorem.widths.flatMap((width) =>
    plainly(() => theorem.mutants(width)).map((statement, which): MutantResult => {
      const { verdict } = plainly(() => decide([], statement, BUDGET));
      return {
        id: `${theorem.id}@${width}#${which + 1}`,
        theorem: theorem.id,
        verdict: verdict === "refuted" ? "refuted" : "survived",
      };
    }),
  );
  release(start);
  return results;
}

type Outcome =
  | { verdict: "proved"; certificateWords: number }
  | { verdict: "refuted" | "unknown"; reason: string };

/** Decides statements one by one, up to the first that is not proved. */
function provedAll(statements: () => Term[]): Outcome {
  const start = mark();
  let certificateWords = 0;
  try {
    for (const statement of plainly(statements)) {
      const verdict = plainly(() => decide([], statement, BUDGET));
      if (verdict.verdict === "unknown") return verdict;
      if (verdict.verdict === "refuted")
        return { verdict: "refuted", reason: showModel(verdict.model) };
      certificateWords += verdict.certificate.length;
    }
    return { verdict: "proved", certificateWords };
  } finally {
    release(start);
  }
}

function showModel(model: Assignment): string {
  const values = [...model].map(([name, value]) => `${nameOf(name)} = ${value}`);
  return `false for ${values.join(", ")}`;
}
