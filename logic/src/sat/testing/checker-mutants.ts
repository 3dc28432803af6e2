/** Faults to plant in the checker: lines of the compiled file, each with another in its place. */
import type { Mutant } from "./mutant.js";

/** In `dist/sat/`. */
export const CHECKER_MUTANTS: readonly Mutant[] = [
  {
    fault: "a clause need not be contradicted",
    file: "checker.js",
    original:
      'return isContradicted ? undefined : "the clauses named do not contradict its negation";',
    planted: "return undefined;",
  },
  {
    fault: "the empty clause need not be derived",
    file: "checker.js",
    original: 'return "the empty clause is not derived";',
    planted: "return undefined;",
  },
  {
    fault: "there may be more after the empty clause",
    file: "checker.js",
    original:
      'this.#at === this.#words.length ? undefined : "there is more after the empty clause"',
    planted: "undefined",
  },
  {
    fault: "clauses may be named before they are derived",
    file: "checker.js",
    original: "number > this.#clauses",
    planted: "number > this.#clauses + 1",
  },
  {
    fault: "any number names a clause",
    file: "checker.js",
    original: "if (number < 1 ||",
    planted: "if (",
  },
  {
    fault: "a true clause propagates",
    file: "checker.js",
    original: "if (value > 0 || unit !== 0)",
    planted: "if (value > 0) continue;\nif (unit !== 0)",
  },
  {
    fault: "a clause with two literals left propagates the first",
    file: "checker.js",
    original: "if (value > 0 || unit !== 0)",
    planted: "if (unit !== 0) continue;\nif (value > 0)",
  },
  {
    fault: "a clause with two literals left contradicts",
    file: "checker.js",
    original: "if (value > 0 || unit !== 0)\n                return undefined;",
    planted: "if (value > 0) return undefined;\nif (unit !== 0) return 0;",
  },
  {
    fault: "values are not forgotten between steps",
    file: "checker.js",
    original: "this.#forgetValues();",
    planted: "",
  },
  {
    fault: "only the first value is forgotten",
    file: "checker.js",
    original: "while (this.#assignedCount > 0)",
    planted: "if (this.#assignedCount > 0)",
  },
  {
    fault: "a literal's sign does not count",
    file: "checker.js",
    original: "Math.sign(literal)",
    planted: "1",
  },
  {
    fault: "a clause may have a literal and its negation",
    file: "checker.js",
    original: "if (value > 0)\n                return `the clause has both",
    planted: "if (false)\n                return `the clause has both",
  },
  {
    fault: "literals are not range-checked",
    file: "checker.js",
    original: "if (!this.#isLiteral(literal))",
    planted: "if (false)",
  },
  {
    fault: "literals are range-checked only above",
    file: "checker.js",
    original: "word <= this.#variables && word >= -this.#variables",
    planted: "word <= this.#variables",
  },
  {
    fault: "the problem's literals are not range-checked",
    file: "checker.js",
    original: "if (!this.#isLiteral(this.#words[this.#at]))",
    planted: "if (false)",
  },
  {
    fault: "a step's clause starts one word late",
    file: "checker.js",
    original: "this.#starts[++this.#clauses] = start;\n            if",
    planted: "this.#starts[++this.#clauses] = start + 1;\n            if",
  },
  {
    fault: "the certificate may end within the clauses named",
    file: "checker.js",
    original: 'return "the certificate ends within the clauses named";',
    planted: "return isContradicted ? undefined : 'no';",
  },
  {
    fault: "clauses may be named after the contradiction",
    file: "checker.js",
    original: "if (isContradicted)",
    planted: "if (false)",
  },
];
