/** `ashlar nbd-conformance ADDRESS`: every rule of the NBD protocol, tried on any server. */
import { nbd } from "@ashlar/disk";
import { table } from "../table.js";

export interface ConformanceReport {
  address: string;
  passed: number;
  failed: number;
  skipped: number;
  results: nbd.Result[];
}

/** Tries the rules whose id matches; data in the export are overwritten. */
export async function checkConformance(
  address: string,
  filter: string | undefined,
  step: (text: string) => void,
): Promise<ConformanceReport> {
  const results = await nbd.runConformance(address, {
    ...(filter === undefined ? {} : { filter: new RegExp(filter) }),
    onResult: ({ id, verdict }) => step(`${verdict} ${id}`),
  });
  const count = (verdict: nbd.Verdict) => results.filter((one) => one.verdict === verdict).length;
  return {
    address,
    passed: count("pass"),
    failed: count("fail"),
    skipped: count("skip"),
    results,
  };
}

/** What failed and what was not offered, in full; what passed, as a number. */
export function conformanceText(report: ConformanceReport): string {
  const rows = report.results
    .filter(({ verdict }) => verdict !== "pass")
    .map(({ verdict, level, id, section, statement, detail }) => [
      verdict === "fail" ? "FAIL" : "skip",
      level,
      id,
      section,
      `${statement}: ${detail}`,
    ]);
  const details = rows.length === 0 ? [] : [table(["", "level", "rule", "section", "what"], rows)];
  const sum = `${report.passed} passed, ${report.failed} failed, ${report.skipped} skipped`;
  return [...details, `${report.address}: ${sum}`].join("\n\n");
}

/** Whether a rule that the protocol demands (MUST) is broken. */
export function isConforming(report: ConformanceReport): boolean {
  return !report.results.some(({ verdict, level }) => verdict === "fail" && level === "MUST");
}
