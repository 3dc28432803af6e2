/** Solvers that may be installed: other opinions, never our own verdict. */
import { spawnSync } from "node:child_process";

export type Opinion = "sat" | "unsat" | "unknown";

/** Whether a program is there. */
export function isInstalled(program: string): boolean {
  return spawnSync(program, ["--version"]).status === 0;
}

/** What z3 or cvc5 says about an SMT-LIB question. */
export function askSmt(program: "z3" | "cvc5", question: string, seconds: number): Opinion {
  const flags =
    program === "z3" ? ["-in", `-T:${seconds}`] : ["--lang=smt2", `--tlimit=${seconds * 1000}`];
  const { stdout } = spawnSync(program, flags, { input: question, encoding: "utf8" });
  const answer = stdout.trim();
  // cvc5 has constant arrays of literals only.
  if (program === "cvc5" && answer.includes("expected a value")) return "unknown";
  if (answer.includes("error")) throw new Error(`${program}: ${answer}`);
  return answer === "sat" || answer === "unsat" ? answer : "unknown";
}
