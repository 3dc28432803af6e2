/**
 * One function's verdict supposes those of the functions that it calls, and these of theirs. What all of
 * them together say is the least that each may claim; recursion is induction on the number of calls.
 */
import type { FunctionReport } from "./report.js";

/** What a function's verdict rests on, however many calls away. */
export interface Foundation {
  /** Functions of the module that are not proved, or not asked for. */
  readonly lacks: readonly string[];
  /** Functions that are none of the module's: imports, and what does an instruction of WebAssembly's. */
  readonly believes: readonly string[];
}

/** Of each function of a report, by its name. */
export function foundationsOf(
  functions: readonly FunctionReport[],
): ReadonlyMap<string, Foundation> {
  const reports = new Map(functions.map((report) => [report.name, report]));
  return new Map(functions.map(({ name }) => [name, foundationOf(name, reports)]));
}

function foundationOf(start: string, reports: ReadonlyMap<string, FunctionReport>): Foundation {
  const [lacks, believes] = [new Set<string>(), new Set<string>()];
  const seen = new Set([start]);
  for (const name of seen) {
    const report = reports.get(name);
    if (report?.verdict !== "proved") lacks.add(name);
    for (const called of report?.supposes.functions ?? []) seen.add(called);
    for (const other of report?.supposes.others ?? []) believes.add(other);
  }
  return { lacks: [...lacks].sort(), believes: [...believes].sort() };
}

/** Whether a function does what its module's does, whatever it calls. */
export const isWhole = ({ lacks }: Foundation): boolean => lacks.length === 0;
