/**
 * Each rule of the simplifier as a theorem: at each width all its left sides equal its right
 * sides. Built and decided without folding and without any rule, so that no rule proves itself;
 * only a side condition (are these two indices equal?) is asked with rules on.
 */
import { decide } from "../decide/decide.js";
import { ArrayValue, type Assignment } from "../evaluate.js";
import { pointwise } from "../rules/arrays.js";
import { RULES, THOROUGH_RULES } from "../rules/index.js";
import type { Claim, Rule } from "../rules/rule.js";
import type { Budget } from "../sat/index.js";
import { equal } from "../term/build.js";
import { plainly } from "../term/rewriter.js";
import { showTerms } from "../term/show.js";
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
import type { Exhibit, Mutant, Proof, Theorem } from "./theorem.js";

/** More than any rule needs; one that needs more is unknown, and unknown is not proved. */
const BUDGET: Budget = { seconds_max: 60 };

/** The rules as theorems. */
export function ruleTheorems(rules: readonly Rule[] = [...RULES, ...THOROUGH_RULES]): Theorem[] {
  return rules.map((rule) => {
    const id = `logic/rules/${rule.name}`;
    return {
      id,
      says: `${rule.says} (${showWidths(rule.widths)})`,
      prove: () => proved(rule),
      mutants: () => mutants(id, rule),
      exhibit: () => exhibit(rule),
    };
  });
}

/** What a rule claims at a width: each left side equals what the rule makes of it. */
export function statements(rule: Rule, width: number): Term[] {
  return rule.examples(width).map((left) => goal([left, rightSide(rule, left)]));
}

/** A rule that does not want its own example is a mistake. */
function rightSide(rule: Rule, left: Term): Term {
  const right = rule.rewrite(sortOf(left), first(left), second(left), third(left));
  if (right === NONE) throw new Error(`${rule.name} does not apply to its own example`);
  return right;
}

/** Arrays are equal if they are where one looks. */
function goal(claim: Claim): Term {
  return isArray(sortOf(claim[0])) ? equal(...pointwise(claim)) : equal(...claim);
}

/** Proves a rule at all its widths; the first that is not proved decides. */
function proved(rule: Rule): Proof {
  let certificate_words = 0;
  for (const width of rule.widths) {
    const proof = provedPlainly(() => statements(rule, width));
    if (proof.verdict !== "proved")
      return { ...proof, reason: `at ${width} bits: ${proof.reason}` };
    certificate_words += proof.certificate_words;
  }
  return { verdict: "proved", certificate_words };
}

/** The equations that are proved, width by width. */
function exhibit(rule: Rule): Exhibit {
  const start = mark();
  try {
    const claims = rule.widths.flatMap((width) =>
      plainly(() => statements(rule, width)).map((term) => ({ width, term })),
    );
    const { definitions, texts } = showTerms(claims.map(({ term }) => term));
    const goals = claims.map(({ width }, at) => ({
      ...{ claim: showWidths([width]), when: [], goal: texts[at]! },
    }));
    return { definitions, hypotheses: [], goals, code: [] };
  } finally {
    release(start);
  }
}

function mutants(id: string, rule: Rule): Mutant[] {
  return rule.widths.flatMap((width) => {
    const start = mark();
    const { length } = plainly(() => rule.broken(width));
    release(start);
    return Array.from({ length }, (_, which) => ({
      id: `${id}@${width}#${which + 1}`,
      prove: () => provedPlainly(() => [goal(rule.broken(width)[which]!)]),
    }));
  });
}

/** Decides statements one by one, up to the first that is not proved. */
function provedPlainly(build: () => Term[]): Proof {
  const start = mark();
  let certificate_words = 0;
  try {
    for (const statement of plainly(build)) {
      const verdict = plainly(() => decide([], statement, BUDGET));
      if (verdict.verdict === "unknown") return { verdict: "unknown", reason: verdict.reason };
      if (verdict.verdict === "refuted")
        return { verdict: "refuted", reason: showModel(verdict.model) };
      certificate_words += verdict.certificate.length;
    }
    return { verdict: "proved", certificate_words };
  } finally {
    release(start);
  }
}

/** An assignment as people read it. */
export function showModel(model: Assignment): string {
  const values = [...model].map(([name, value]) =>
    value instanceof ArrayValue
      ? [...value.contents().elements]
          .map(([index, element]) => `${nameOf(name)}[${index}] = ${element}`)
          .join(", ")
      : `${nameOf(name)} = ${value}`,
  );
  return `false for ${values.filter((text) => text !== "").join(", ") || "anything"}`;
}

/** Widths as people write them: `1 to 8, 16, 32 bits`. */
export function showWidths(widths: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const width of widths.filter((width) => width > 0)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === width - 1) last[1] = width;
    else runs.push([width, width]);
  }
  const bits = runs.map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`));
  const texts = [
    ...(widths.includes(0) ? ["truth values"] : []),
    ...(bits.length > 0 ? [`${bits.join(", ")} bits`] : []),
  ];
  return texts.join(", ");
}
