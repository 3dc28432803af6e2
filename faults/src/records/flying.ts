/** Records that landed where they were never written. */
import type { Finding } from "./finding.js";
import type { Case } from "./judge.js";
import { nameOf } from "./operation.js";
import type { SectorHeader } from "./sector.js";

interface Stray {
  /** Of the first sector that shows it. */
  header: SectorHeader;
  sectors: number[];
}

/** One finding per record; it is then not missing at home, too. */
export function judgeFlying({ history, survey, missing }: Case): Finding[] {
  const strays = new Map<string, Stray>();
  for (const { sector, header } of survey.flying) {
    const stray = strays.get(nameOf(header));
    if (stray === undefined) strays.set(nameOf(header), { header, sectors: [sector] });
    else stray.sectors.push(sector);
  }
  return [...strays].map(([name, { header, sectors }]) => {
    const home = history.indexOf(header);
    if (home !== undefined) missing.lost.delete(home);
    const lba = sectors[0]!;
    const { cycle, worker, number } = header;
    return {
      kind: "flying-write",
      cycle: history.cycle,
      lba,
      sectors: sectors.length,
      detail: `${name}: what was written to sector ${header.sector + header.index} is at ${lba}`,
      operation: { cycle, worker, number },
    };
  });
}
