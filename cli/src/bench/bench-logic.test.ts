/** The comparison of solvers: who is ahead is judged with certificates, and by everybody's answers. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type LogicReport, logicText, type QueryResult, questionsBehind } from "./bench-logic.js";

const result = (solver: string, seconds: number | null, certificate: number | null = null) =>
  ({
    ...{ name: "q", solver, verdict: seconds === null ? "unknown" : "unsat", seconds },
    ...{ certificate_seconds: certificate, certificate_bytes: certificate === null ? null : 2048 },
  }) satisfies QueryResult;

test("ours is ahead only with its certificate, and only if it answers", () => {
  assert.deepEqual(questionsBehind([result("ashlar", 1, 0.2), result("z3", 1.3)]), []);
  assert.deepEqual(questionsBehind([result("ashlar", 1, 0.2), result("z3", 1.1)]), ["q: z3"]);
  assert.deepEqual(questionsBehind([result("ashlar", 1, 0.2), result("cvc5", null)]), []);
  assert.deepEqual(questionsBehind([result("ashlar", null), result("cvc5", null)]), ["q: cvc5"]);
  assert.deepEqual(questionsBehind([result("ashlar", 2), result("cadical", 1)]), []);
});

test("a person reads a line for each question, and the verdict", () => {
  const queries = [result("ashlar", 1, 0.2), result("z3", 1.1), result("cvc5", null)];
  const report: LogicReport = {
    ...{ rounds: 5, limit_seconds: 60, queries, missing: [], wrong: [] },
    ...{ ahead: false, behind: ["q: z3"] },
  };
  const text = logicText(report);
  assert.match(text, /\nq +unsat +1 200 +1 100 +– +200 +2\n/);
  assert.match(text, /ahead of z3 and cvc5 on all: no\n {2}behind {2}q: z3$/);
  assert.match(logicText({ ...report, ahead: null, behind: [] }), /on all: not known$/);
});
