/**
 * Faults planted in the solver and in the checker, one at a time.
 *
 * A faulty solver may do anything but one thing: get a wrong `unsat` accepted. And that it is
 * faulty must show. A faulty checker must be noticed by what it has to reject.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";

interface Mutant {
  fault: string;
  file: string;
  original: string;
  planted: string;
}

const solverMutants: Mutant[] = [
  {
    fault: "learned clauses lack a literal",
    file: "analyze.ts",
    original: "  else push(learned, literal);",
    planted: "  else if (countOf(learned) < 4) push(learned, literal);",
  },
  {
    fault: "the asserting literal is not negated",
    file: "analyze.ts",
    original: "set(learned, 0, literal ^ 1);",
    planted: "set(learned, 0, literal);",
  },
  {
    fault: "analysis stops at the first literal of the level, whatever is open",
    file: "analyze.ts",
    original: "    if (open == 0) {",
    planted: "    if (open <= 1) {",
  },
  {
    fault: "units of level 0 are not among the hints",
    file: "hints.ts",
    original: "  push(units, unitOf(variable));",
    planted: "",
  },
  {
    fault: "hints come in the order of analysis",
    file: "hints.ts",
    original: "get(resolved, index - 1)",
    planted: "get(resolved, countOf(resolved) - index)",
  },
  {
    fault: "what minimisation removed is not proved",
    file: "analyze.ts",
    original: "hintImplied(get(removed, index));",
    planted: "get(removed, index);",
  },
  {
    fault: "minimisation takes decisions for implied",
    file: "minimise.ts",
    original: "  if (reasonOf(variable) == NONE || (marksOf(variable) & POISON) != 0) return true;",
    planted: "  if (reasonOf(variable) == NONE) return false;",
  },
  {
    fault: "propagation takes a blocker without a value for true",
    file: "propagate.ts",
    original: "    if (truth > 0) continue;",
    planted: "    if (truth >= 0) continue;",
  },
  {
    fault: "propagation looks only at the third literal for a replacement",
    file: "propagate.ts",
    original: "const end = literals + (size << 2);",
    planted: "const end = literals + (min<u32>(size, 3) << 2);",
  },
  {
    fault: "a watch that moved is lost",
    file: "propagate.ts",
    original: "    watch(literal, other, clause);",
    planted: "",
  },
  {
    fault: "the jump undoes a level too few",
    file: "search.ts",
    original: "backtrack(jumpLevel());",
    planted: "backtrack(jumpLevel() + 1);",
  },
  {
    fault: "reasons are forgotten while they are needed",
    file: "reduce.ts",
    original: "  return reasonedVariable(clause) == u32.MAX_VALUE;",
    planted: "  return true;",
  },
  {
    fault: "reasons are not told where their clauses moved",
    file: "reduce.ts",
    original: "      if (variable != u32.MAX_VALUE) setReason(variable, to);",
    planted: "",
  },
  {
    fault: "what is satisfied now is forgotten for good",
    file: "reduce.ts",
    original: "if (truthOf(literal) > 0 && levelOf(literal >> 1) == 0) return true;",
    planted: "if (truthOf(literal) > 0) return true;",
  },
  {
    fault: "a clause with both a variable and its negation loses one",
    file: "load.ts",
    original: "    if (before != 0) isTautology = true;",
    planted: "    if (before != 0) continue;",
  },
  {
    fault: "the first clause is number 2",
    file: "load.ts",
    original: "    if (takeClause(at) && countOf(literals) >= 2) addClause(number);",
    planted: "    if (takeClause(at) && countOf(literals) >= 2) addClause(number + 1);",
  },
  {
    fault: "elimination leaves resolvents out",
    file: "eliminate.ts",
    original: "      if (adds) addResolvent(positive, negative, literal);",
    planted: "      if (adds && index + other > 0) addResolvent(positive, negative, literal);",
  },
  {
    fault: "resolvents lack the second parent's literals",
    file: "eliminate.ts",
    original: "  pushBut(negative, literal ^ 1, true);",
    planted: "",
  },
  {
    fault: "eliminated variables have any value",
    file: "extension.ts",
    original: "    if (!isSatisfied(entries + begin, count)) makeTrue(load<u32>(entries + begin));",
    planted: "",
  },
  {
    fault: "a clause subsumes what lacks one of its literals",
    file: "subsume.ts",
    original: "superfluous == NO_LITERAL ? literal ^ 1 : NOT_CONTAINED",
    planted: "superfluous == NO_LITERAL ? NO_LITERAL : NOT_CONTAINED",
  },
  {
    fault: "clauses are shortened by the wrong literal",
    file: "subsume.ts",
    original: "    if (load<u32>(at) != superfluous) push(shortened, load<u32>(at));",
    planted: "    if (load<u32>(at) != load<u32>(begin)) push(shortened, load<u32>(at));",
  },
  {
    fault: "false literals are left out without a hint",
    file: "occurrences.ts",
    original: "    else push(falseUnits, unitOf(literal >> 1));",
    planted: "",
  },
];

const checkerMutants: Mutant[] = [
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

/** What is faulty may never end; that is noticed too. */
const TRIAL_LIMIT_MS = 4000;
const CORPUS_LIMIT_MS = 15_000;
const room = fileURLToPath(new URL("../..", import.meta.url));
const root = join(room, "..");
const trial = relative(room, fileURLToPath(new URL("./testing/trial.js", import.meta.url)));

/** Runs `body` in a copy of the compiled room. */
function inCopy(body: (directory: string) => void): void {
  const directory = mkdtempSync(join(tmpdir(), "ashlar-mutant-"));
  try {
    for (const part of ["assembly", "dist", "package.json"])
      cpSync(join(room, part), join(directory, part), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
    body(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function plant(path: string, { fault, original, planted }: Mutant): void {
  const source = readFileSync(path, "utf8");
  assert.ok(source.includes(original), `the line to change is there: ${fault}`);
  writeFileSync(
    path,
    source.replace(original, () => planted),
  );
}

function compile(directory: string): void {
  const asc = join(root, "node_modules/assemblyscript/bin/asc.js");
  const out = ["--outFile", "dist/solver.wasm", "--textFile", "dist/solver.wat"];
  const config = ["--config", join(room, "asconfig.json"), "--target", "release"];
  const { status, stderr } = spawnSync(
    process.execPath,
    [asc, "assembly/sat/index.ts", ...config, ...out],
    { cwd: directory, encoding: "utf8" },
  );
  assert.equal(status, 0, stderr);
}

/** What came of the problems of `testing/trial.ts`, as far as it got. */
function tryOut(directory: string): { right: number; wrong: number; noticed: number } {
  const options = { encoding: "utf8", timeout: TRIAL_LIMIT_MS } as const;
  const { stdout, status } = spawnSync(process.execPath, [join(directory, trial)], options);
  const count = (word: string) => stdout.split("\n").filter((line) => line === word).length;
  const ended = status === 0 ? 0 : 1;
  return { right: count("right"), wrong: count("wrong"), noticed: count("noticed") + ended };
}

test("without a fault everything is right", () =>
  inCopy((directory) => {
    compile(directory);
    const { right, wrong, noticed } = tryOut(directory);
    assert.ok(right > 100);
    assert.deepEqual([wrong, noticed], [0, 0]);
  }));

describe("no wrong verdict is accepted from a solver in which", () => {
  for (const mutant of solverMutants)
    test(mutant.fault, () =>
      inCopy((directory) => {
        plant(join(directory, "assembly/sat", mutant.file), mutant);
        compile(directory);
        const { wrong, noticed } = tryOut(directory);
        assert.equal(wrong, 0, "a wrong verdict was accepted");
        assert.ok(noticed > 0, "nothing shows this fault");
      }),
    );
});

function rejectsAsItShould(directory: string): boolean {
  const environment: NodeJS.ProcessEnv = { ...process.env, ASHLAR_SEED: "1" };
  // Or the inner runner would think that it is a child of this one.
  delete environment["NODE_TEST_CONTEXT"];
  const judge = join(directory, "dist/sat/checker.test.js");
  const options = { env: environment, timeout: CORPUS_LIMIT_MS };
  return spawnSync(process.execPath, [judge], options).status === 0;
}

test("a checker without a fault passes its own test", () =>
  inCopy((directory) => assert.ok(rejectsAsItShould(directory))));

describe("the must-reject corpus notices a checker in which", () => {
  for (const mutant of checkerMutants)
    test(mutant.fault, () =>
      inCopy((directory) => {
        plant(join(directory, "dist/sat", mutant.file), mutant);
        assert.equal(rejectsAsItShould(directory), false, "the corpus passes with this fault");
      }),
    );
});
