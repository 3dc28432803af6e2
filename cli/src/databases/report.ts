/** What a series found, for people: a line for each cycle, a table for each failure, a verdict. */
import { digits, table } from "../table.js";
import type { CycleResult } from "./cycle.js";
import { DATABASES } from "./databases.js";
import { FAILURES } from "./failures.js";
import type { SeriesReport } from "./series.js";

/** One cycle in one line. */
export function resultLine(result: CycleResult): string {
  const { failure, how, acknowledged, lost, corrupt, disturbed, details, seconds } = result;
  const found = `${acknowledged} acknowledged, ${lost} lost, ${corrupt} corrupt, ${disturbed} disturbed`;
  const words = how === "" ? failure : `${failure} (${how})`;
  return [`${words}: ${found}, ${seconds} s`, ...details].join("; ");
}

export function isKept(report: SeriesReport): boolean {
  return report.cycles.length > 0 && report.cycles.every((cycle) => cycle.kept);
}

export function showsLoss(report: SeriesReport): boolean {
  return report.cycles.some((cycle) => cycle.lost > 0 || cycle.corrupt > 0);
}

export function seriesText(report: SeriesReport): string {
  const { database, machine, mode, model, seed } = report;
  const disk = mode === "unsafe" ? "an unsafe service" : `Ashlar, ${model ?? "memory"} below`;
  const title = `${DATABASES[database].title} ${machine}, on ${disk}; seed ${seed}`;
  const broken = report.cycles.filter((cycle) => !cycle.kept).map(resultLine);
  return [title, failureTable(report), [...broken, verdict(report)].join("\n")].join("\n\n");
}

function failureTable({ cycles }: SeriesReport): string {
  const failures = [...new Set(cycles.map((cycle) => cycle.failure))];
  const rows = failures.sort().map((failure) => {
    const those = cycles.filter((cycle) => cycle.failure === failure);
    const sum = (field: "acknowledged" | "lost" | "corrupt" | "disturbed") =>
      digits(those.reduce((total, cycle) => total + cycle[field], 0));
    const { what, promise } = FAILURES[failure];
    const promised = promise === "all" ? "nothing lost" : "a prefix";
    const counts = [sum("acknowledged"), sum("lost"), sum("corrupt"), sum("disturbed")];
    return [what, promised, String(those.length), ...counts];
  });
  const heading = ["failure", "promise", "cycles", "acknowledged", "lost", "corrupt", "disturbed"];
  return table(heading, rows);
}

function verdict(report: SeriesReport): string {
  if (isKept(report)) return "Verdict: the promise was kept.";
  if (report.mode === "unsafe") return "Verdict: lost, as an unsafe service must.";
  return "Verdict: REFUTED.";
}
