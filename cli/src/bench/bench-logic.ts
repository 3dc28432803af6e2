/** `ashlar bench logic`: questions to our solver and to others, in turns, in one run. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../statistics.js";
import { digits, table } from "../table.js";
import { type Contestant, contestants, newTask, type Run, type Task } from "./logic/contestants.js";
import { fullQueries, type Query, quickQueries } from "./logic/queries.js";

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
  /** Whether ours was quicker than z3 and cvc5, certificate included, on all that they were asked;
   * nothing if one of them is not here. */
  ahead: boolean | null;
  /** Where it was not. */
  behind: string[];
}

const FULL = { rounds: 5, queriesOf: fullQueries };
const QUICK = { rounds: 3, queriesOf: quickQueries };
/** A question that everybody who answers it answers within so many seconds is asked so many times as
 * often: there a few milliseconds of something else decide. */
const [SHORT_SECONDS, SHORT_ROUNDS_FACTOR] = [0.25, 3];
export const LIMIT_SECONDS = 60;

/** Asks everybody everything. */
export async function benchLogic(
  quick: boolean,
  limit_s: number,
  onStep: (text: string) => void,
  only = /(?:)/,
): Promise<LogicReport> {
  const { rounds, queriesOf } = quick ? QUICK : FULL;
  const { present, missing } = await contestants();
  const folder = mkdtempSync(join(tmpdir(), "ashlar-bench-logic-"));
  const results: QueryResult[] = [];
  const wrong: string[] = [];
  try {
    for (const query of queriesOf()) {
      if (!only.test(query.name)) continue;
      const task = newTask(query, folder, limit_s);
      const answers = ask(task, present, rounds, onStep);
      results.push(...answers);
      wrong.push(...answers.filter(isWrong(query)).map(({ name, solver }) => `${name}: ${solver}`));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const behind = questionsBehind(results);
  const isKnown = !missing.some((name) => RIVALS.includes(name));
  const ahead = isKnown ? behind.length === 0 : null;
  return { rounds, limit_seconds: limit_s, queries: results, missing, wrong, ahead, behind };
}

/** Who is to be beaten: others with a front end for terms. */
const RIVALS = ["z3", "cvc5"];
const OURS = "ashlar";

/** A result's time, with the checking of its certificate; endless if there was no answer. */
const total = ({ seconds, certificate_seconds }: QueryResult) =>
  seconds === null ? Number.POSITIVE_INFINITY : seconds + (certificate_seconds ?? 0);

/** Where a rival was as quick as ours, or nobody answered. */
export function questionsBehind(results: readonly QueryResult[]): string[] {
  return results
    .filter(({ solver }) => RIVALS.includes(solver))
    .filter((rival) => {
      const ours = results.find(({ name, solver }) => name === rival.name && solver === OURS);
      return ours === undefined || total(ours) >= total(rival);
    })
    .map(({ name, solver }) => `${name}: ${solver}`);
}

const isWrong =
  (query: Query) =>
  ({ verdict }: QueryResult) =>
    verdict !== "unknown" && verdict !== query.verdict;

/** One question in rounds; who did not answer in the first is not asked again. */
function ask(
  task: Task,
  present: readonly Contestant[],
  rounds: number,
  onStep: (text: string) => void,
): QueryResult[] {
  const runs = new Map<string, Run[]>();
  for (let round = 0; round < (isShort(runs) ? SHORT_ROUNDS_FACTOR * rounds : rounds); round++)
    for (const { name, run } of present) {
      const before = runs.get(name) ?? [];
      if (before.some(({ verdict }) => verdict === "unknown")) continue;
      onStep(`${task.query.name}: ${name}, round ${round + 1}`);
      const result = run(task);
      if (result !== undefined) runs.set(name, [...before, result]);
    }
  return [...runs].map(([solver, taken]) => summary(task.query.name, solver, taken));
}

/** Whether nobody who answers takes long. */
function isShort(runs: ReadonlyMap<string, readonly Run[]>): boolean {
  const answered = [...runs.values()].filter((taken) => taken[0]!.verdict !== "unknown");
  const medians = answered.map((taken) => median(taken.map(({ seconds }) => seconds)));
  return medians.every((seconds) => seconds <= SHORT_SECONDS);
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
  const solvers = [...new Set(report.queries.map(({ solver }) => solver))];
  const names = [...new Set(report.queries.map(({ name }) => name))];
  const rows = names.map((name) => {
    const results = report.queries.filter((result) => result.name === name);
    const of = (wanted: string) => results.find(({ solver }) => solver === wanted);
    const ours = of(OURS)!;
    const size = ours.certificate_bytes;
    return [
      ...[name, ours.verdict, ...solvers.map((solver) => shownTime(of(solver)))],
      ...[milliseconds(ours.certificate_seconds), size === null ? "–" : digits(size / 1024)],
    ];
  });
  const heading = ["question, ms", "answer", ...solvers, "of ashlar's certificate", "KiB"];
  const lines = [table(heading, rows)];
  lines.push(
    `medians of ${report.rounds} rounds (${SHORT_ROUNDS_FACTOR * report.rounds} where nobody takes over ${SHORT_SECONDS} s), each solver in turn; limit ${report.limit_seconds} s (–: no answer; blank: not asked)`,
  );
  if (report.missing.length > 0) lines.push(`not on this machine: ${report.missing.join(", ")}`);
  for (const wrong of report.wrong) lines.push(`WRONG ANSWER  ${wrong}`);
  const { ahead, behind } = report;
  lines.push(`ahead of z3 and cvc5 on all: ${ahead === null ? "not known" : ahead ? "yes" : "no"}`);
  return [...lines, ...behind.map((question) => `  behind  ${question}`)].join("\n");
}

const milliseconds = (seconds: number | null) => (seconds === null ? "–" : digits(seconds * 1000));

/** With the checking of the certificate where there is one. */
function shownTime(result: QueryResult | undefined): string {
  if (result === undefined) return "";
  return result.seconds === null ? "–" : milliseconds(total(result));
}
