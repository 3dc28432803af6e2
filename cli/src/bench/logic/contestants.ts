/**
 * Who answers: our solver with our checker, and others that are installed. A run's time is what a
 * caller waits for an answer: for programs that includes their start and reading the question,
 * for ours the front end.
 */
import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Cnf, check, solve, toDimacs, trim } from "@ashlar/logic/sat";
import { findTool } from "../../system/tools.js";
import type { Answer, Query } from "./queries.js";

export interface Run {
  readonly verdict: Answer;
  readonly seconds: number;
  /** From the certificate to its acceptance; nothing where no certificate was checked. */
  readonly certificate_seconds: number | null;
  readonly certificate_bytes: number | null;
}

/** A question as the contestants get it. */
export interface Task {
  readonly query: Query;
  readonly cnf: Cnf;
  /** Files with the question: DIMACS, and SMT-LIB if there is a text. */
  readonly dimacs: string;
  readonly smtlib: string | undefined;
  readonly folder: string;
  readonly limit_s: number;
}

export interface Contestant {
  readonly name: string;
  /** Nothing if it cannot take this task. */
  readonly run: (task: Task) => Run | undefined;
}

const seconds = () => performance.now() / 1000;

/** Writes the files of a task. */
export function newTask(query: Query, folder: string, limit_s: number): Task {
  let cnf: Cnf = { variables: 0, clauses: new Int32Array(0) };
  // The front end may ask more than once: the clauses by which it decides are the last ones.
  query.ask((problem) => {
    cnf = problem;
    return solve(problem, { seconds_max: limit_s });
  });
  const dimacs = join(folder, "question.cnf");
  writeFileSync(dimacs, toDimacs(cnf));
  const text = query.smtlib?.();
  const smtlib = text === undefined ? undefined : join(folder, "question.smt2");
  if (smtlib !== undefined) writeFileSync(smtlib, text!);
  return { query, cnf, dimacs, smtlib, folder, limit_s };
}

function runOurs({ query, limit_s }: Task): Run {
  let verdict: Answer = "unknown";
  let certificate_seconds: number | null = null;
  let certificate_bytes: number | null = null;
  const start = seconds();
  query.ask((cnf) => {
    const result = solve(cnf, { seconds_max: limit_s });
    if (result.verdict !== "unsat") {
      verdict = result.verdict;
      return result;
    }
    const solved = seconds();
    const certificate = trim(cnf, result.certificate);
    const judgement = check(cnf, certificate);
    certificate_seconds = seconds() - solved;
    certificate_bytes = certificate.byteLength;
    if (!judgement.accepted) return { verdict: "unknown", reason: judgement.reason };
    verdict = "unsat";
    return { verdict: "unsat", certificate };
  });
  const total = seconds() - start;
  return {
    verdict,
    seconds: total - (certificate_seconds ?? 0),
    certificate_seconds,
    certificate_bytes,
  };
}

/** A program that ends with status 10 for sat and 20 for unsat, or prints the word. */
function runProgram(program: string, parameters: string[], limit_s: number): Run {
  const start = seconds();
  const { status, stdout } = spawnSync(program, parameters, {
    encoding: "utf8",
    timeout: (limit_s + 5) * 1000,
  });
  const word = stdout.trim().split("\n")[0];
  const verdict =
    status === 10 || word === "sat"
      ? "sat"
      : status === 20 || word === "unsat"
        ? "unsat"
        : "unknown";
  return {
    verdict,
    seconds: seconds() - start,
    certificate_seconds: null,
    certificate_bytes: null,
  };
}

const cadical: Contestant = {
  name: "cadical",
  run: ({ dimacs, limit_s }) =>
    runProgram("cadical", ["-q", "-n", "-t", `${limit_s}`, dimacs], limit_s),
};

/** Debian's CaDiCaL writes DRAT, for which Debian has no checker. */
const cadicalDrat: Contestant = {
  name: "cadical, DRAT unchecked",
  run: ({ dimacs, folder, limit_s }) => {
    const proof = join(folder, "question.drat");
    const run = runProgram("cadical", ["-q", "-n", "-t", `${limit_s}`, dimacs, proof], limit_s);
    return run.verdict === "unsat" ? { ...run, certificate_bytes: statSync(proof).size } : run;
  },
};

const z3: Contestant = {
  name: "z3",
  run: ({ smtlib, limit_s }) =>
    smtlib === undefined ? undefined : runProgram("z3", [`-T:${limit_s}`, smtlib], limit_s),
};

const cvc5: Contestant = {
  name: "cvc5",
  run: ({ smtlib, limit_s }) =>
    smtlib === undefined
      ? undefined
      : runProgram("cvc5", [`--tlimit=${limit_s * 1000}`, smtlib], limit_s),
};

/** npm's CaDiCaL, if the development packages are there. */
async function cadicalWasm(): Promise<Contestant | undefined> {
  const found = await import("cadical-wasm").catch(() => undefined);
  if (found === undefined) return undefined;
  const module = await found.loadCadical();
  const run = ({ dimacs: _, cnf, limit_s }: Task): Run => {
    const start = seconds();
    const solver = new found.Cadical(module, { quiet: true });
    solver.setTerminate(() => seconds() - start > limit_s);
    solver.addClauses(clausesOf(cnf));
    const status = solver.solve();
    const elapsed = seconds() - start;
    solver.dispose();
    const verdict =
      status === "satisfiable" ? "sat" : status === "unsatisfiable" ? "unsat" : "unknown";
    return { verdict, seconds: elapsed, certificate_seconds: null, certificate_bytes: null };
  };
  return { name: "cadical-wasm", run };
}

function* clausesOf({ clauses }: Cnf): Generator<Int32Array> {
  let start = 0;
  for (let at = 0; at < clauses.length; at++) {
    if (clauses[at] !== 0) continue;
    yield clauses.subarray(start, at);
    start = at + 1;
  }
}

/** Everybody who is here, ours first; and the names of those who are not. */
export async function contestants(): Promise<{ present: Contestant[]; missing: string[] }> {
  const installed = [cadical, cadicalDrat, z3, cvc5].filter(
    ({ name }) => findTool(name.split(",")[0]!) !== undefined,
  );
  const wasm = await cadicalWasm();
  const present = [{ name: "ashlar", run: runOurs }, ...(wasm ? [wasm] : []), ...installed];
  const all = ["cadical-wasm", "cadical", "z3", "cvc5"];
  return { present, missing: all.filter((name) => !present.some((one) => one.name === name)) };
}
