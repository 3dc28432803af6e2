/** Theorems of every fate, to try out what runs theorems. */
import { provedOnce } from "../prove/recall.js";
import type { Exhibit, Proof, Theorem } from "../prove/theorem.js";
import { TRUE } from "../term/constant.js";

function theorem(name: string, prove: () => Proof, mutant: () => Proof = prove): Theorem {
  return {
    id: `sample/${name}`,
    says: `it is ${name}`,
    prove,
    mutants: () => [{ id: `sample/${name}#1`, prove: mutant }],
  };
}

const refuted: Proof = { verdict: "refuted", reason: "false for x = 1" };
const unknown: Proof = { verdict: "unknown", reason: "seconds" };
const proved: Proof = { verdict: "proved", certificate_words: 3 };

const exhibit: Exhibit = {
  ...{ definitions: [], hypotheses: [], code: [] },
  goals: [{ claim: "x is x", when: [], goal: "x = x" }],
};

export const theorems = (): Theorem[] => [
  {
    ...theorem(
      "proved",
      () => provedOnce([[TRUE]], () => proved),
      () => refuted,
    ),
    exhibit: () => exhibit,
  },
  theorem("refuted", () => refuted),
  theorem("unknown", () => unknown),
];

/** Theorems whose prover has a defect. */
export const defective = (): Theorem[] => [
  theorem("defective", () => {
    throw new Error("cannot happen");
  }),
];

/** A theorem that nobody ever decides, and one behind it. */
export const endless = (): Theorem[] => [
  theorem("endless", () => {
    for (;;);
  }),
  theorem("proved", () => proved),
];
