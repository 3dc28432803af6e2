/** Atoms that hold two versions at once, though the target writes each whole or not at all. */
import type { Finding } from "./finding.js";
import type { Case } from "./judge.js";
import { nameOf } from "./operation.js";
import { Version } from "./survey.js";

/** One finding per write that was torn inside of an atom and is not accused already. */
export function judgeAtoms(one: Case, hurt: ReadonlySet<number>): Finding[] {
  const { history, survey, rules } = one;
  const { versions } = survey;
  const { atomSectors } = rules;
  const torn = new Map<number, Finding>();
  for (let sector = 0; sector < versions.length; sector += atomSectors) {
    const newest = newestOfMixture(versions.subarray(sector, sector + atomSectors));
    if (newest === undefined || torn.has(newest) || hurt.has(newest)) continue;
    const { cycle, worker, number } = history.writes[newest]!.operation;
    const detail = `${nameOf({ cycle, worker, number })}: torn inside of ${atomSectors} sectors`;
    const operation = { cycle, worker, number };
    torn.set(newest, {
      kind: "shorn-write",
      cycle: history.cycle,
      lba: sector,
      sectors: atomSectors,
      detail,
      operation,
    });
  }
  return [...torn.values()];
}

/** Indexes grow in order of issue. */
function newestOfMixture(versions: Int32Array): number | undefined {
  const known = versions.filter((version) => version >= Version.BASE);
  if (known.every((version) => version === known[0])) return undefined;
  const newest = known.reduce((most, version) => Math.max(most, version));
  return newest >= 0 ? newest : undefined;
}
