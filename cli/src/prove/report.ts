/** What `ashlar prove` found, as one object and as text. */
import type { MutantResult, TheoremResult } from "@ashlar/logic/prove";
import type { Chain } from "@ashlar/validate/machine/chain";
import { digits, table } from "../table.js";
import { chainText } from "./chain.js";
import { type Changed, changedText } from "./changed.js";

/** What `--json` prints. */
export interface ProveReport {
  readonly theorems: readonly TheoremResult[];
  readonly mutants: readonly MutantResult[];
  readonly seconds_total: number;
  readonly trusted: readonly string[];
  readonly not_covered: readonly string[];
  /** Where only that is asked for: what has changed, and how many theorems do not depend on it. */
  readonly changed?: readonly Changed[];
  readonly untouched?: number;
  /** Of each entry of the kernel, where all of its image was asked for. */
  readonly chains?: readonly Chain[];
}

/** Whether everything is as it must be. */
export function isAllProved({ theorems, mutants, untouched = 0 }: ProveReport): boolean {
  return (
    theorems.length + untouched > 0 &&
    theorems.every(({ verdict }) => verdict === "proved") &&
    mutants.every(({ verdict }) => verdict === "refuted")
  );
}

/** The report for people. */
export function proveText(report: ProveReport): string {
  const { theorems, mutants, changed, untouched = 0 } = report;
  const survivors = mutantLines(mutants);
  if (changed !== undefined)
    return [changedText(changed, theorems, untouched), ...survivors].join("\n");
  const rows = theorems.map((theorem) => [
    theorem.verdict,
    theorem.certificate === null ? "no" : "yes",
    theorem.cached ? "cached" : digits(theorem.seconds),
    theorem.id,
    theorem.reason ?? `“${theorem.says}”`,
  ]);
  const proved = theorems.filter(({ verdict }) => verdict === "proved").length;
  const lines = [
    table(["verdict", "certified", "seconds", "theorem", "what it says"], rows),
    `${proved} of ${theorems.length} proved in ${digits(report.seconds_total)} s`,
  ];
  lines.push(...survivors);
  for (const { id, trace } of theorems) lines.push(...list(`${id}:`, trace));
  if (report.chains !== undefined) lines.push("", chainText(report.chains));
  lines.push(...list("Trusted:", report.trusted), ...list("Not covered:", report.not_covered));
  return lines.join("\n");
}

/** How many were refuted, and which were not. */
function mutantLines(mutants: readonly MutantResult[]): string[] {
  if (mutants.length === 0) return [];
  const survivors = mutants.filter(({ verdict }) => verdict === "survived");
  return [
    `${mutants.length - survivors.length} of ${mutants.length} mutants refuted`,
    ...survivors.map(({ id, reason }) => `  SURVIVED ${id}: ${reason}`),
  ];
}

/** Lines below a heading; nothing where there are none. */
function list(heading: string, items: readonly string[]): string[] {
  return items.length === 0 ? [] : ["", heading, ...items.map((item) => `  ${item}`)];
}
