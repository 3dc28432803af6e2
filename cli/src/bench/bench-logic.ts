/** `ashlar bench logic`: questions to our solver and to others, in turns, in one run. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../statistics.js";
import { digits, table } from "../table.js";
import { type Contestant, contestants, newTask, type Run, type Task } from "./logic/contestants.js";
import { QUERIES, QUICK_QUERIES, type Query } from "./logic/queries.js";

export interface QueryResult {
  name: string;
  solver: string;
  verdict: string;
  /** The median over the rounds; nothing if it did not answer in time. */
  seconds: number | null;
  certificate_seconds: number | null;
  certificate_bytes: number | null;
}

export interface LogicReport {
  rounds: number;
  limit_seconds: number;
  queries: QueryResult[];
  /** Solvers that are not on this machine. */
  missing: string[];
  /** Questions that somebody answered wrongly. */
  wrong: string[];
}

const FULL = { rounds: 5, queries: QUERIES };
const QUICK = { rounds: 3, queries: QUICK_QUERIES };
export const LIMIT_SECONDS = 60;

/** Asks everybody everything. */
export async function benchLogic(
  quick: boolean,
  limit_s: number,
  onStep: (text: string) => void,
): Promise<LogicReport> {
  const { rounds, queries } = quick ? QUICK : FULL;
  const { present, missing } = await contestants();
  const folder = mkdtempSync(join(tmpdir(), "ashlar-bench-logic-"));
  const results: QueryResult[] = [];
  try {
    for (const query of queries) {
      const task = newTask(query, folder, limit_s);
      results.push(...ask(task, present, rounds, onStep));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const wrong = results
    .filter((result) => isWrong(result, queries))
    .map(({ name, solver }) => `${name}: ${solver}`);
  return { rounds, limit_seconds: limit_s, queries: results, missing, wrong };
}

function isWrong({ name, verdict }: QueryResult, queries: readonly Query[]): boolean {
  const expected = queries.find((query) => query.name === name)!.verdict;
  return verdict !== "unknown" && verdict !== expected;
}

/** One question in rounds; who did not answer in the first is not asked again. */
function ask(
  task: Task,
  present: readonly Contestant[],
  rounds: number,
  onStep: (text: string) => void,
): QueryResult[] {
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < rounds; round++)
    for (const { name, run } of present) {
      const before = runs.get(name) ?? [];
      if (before.some(({ verdict }) => verdict === "unknown")) continue;
      onStep(`${task.query.name}: ${name}, round ${round + 1} of ${rounds}`);
      const result = run(task);
      if (result !== undefined) runs.set(name, [...before, result]);
    }
  return [...runs].map(([solver, taken]) => summary(task.query.name, solver, taken));
}

function summary(name: string, solver: string, runs: readonly Run[]): QueryResult {
  const last = runs.at(-1)!;
  const isAnswered = last.verdict !== "unknown";
  const checked = runs.flatMap((run) => run.certificate_seconds ?? []);
  return {
    name,
    solver,
    verdict: last.verdict,
    seconds: isAnswered ? median(runs.map((run) => run.seconds)) : null,
    certificate_seconds: isAnswered && checked.length > 0 ? median(checked) : null,
    certificate_bytes: last.certificate_bytes,
  };
}

export function logicText(report: LogicReport): string {
  const milliseconds = (seconds: number | null) =>
    seconds === null ? "–" : digits(seconds * 1000);
  const rows = report.queries.map((result) => [
    result.name,
    result.solver,
    result.verdict,
    milliseconds(result.seconds),
    milliseconds(result.certificate_seconds),
    result.certificate_bytes === null ? "–" : digits(result.certificate_bytes / 1024),
  ]);
  const heading = ["question", "solver", "answer", "ms", "certificate ms", "KiB"];
  const lines = [table(heading, rows)];
  lines.push(
    `medians of ${report.rounds} rounds, each solver in turn; limit ${report.limit_seconds} s`,
  );
  if (report.missing.length > 0) lines.push(`not on this machine: ${report.missing.join(", ")}`);
  for (const wrong of report.wrong) lines.push(`WRONG ANSWER  ${wrong}`);
  return lines.join("\n");
}
