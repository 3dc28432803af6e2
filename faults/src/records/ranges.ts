/** Sectors that lie side by side. */

export interface Range {
  sector: number;
  sectors: number;
}

/** Joins sectors that lie side by side. */
export function joined(sectors: readonly number[]): Range[] {
  const ranges: Range[] = [];
  for (const sector of [...sectors].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && sector <= last.sector + last.sectors)
      last.sectors = Math.max(last.sectors, sector + 1 - last.sector);
    else ranges.push({ sector, sectors: 1 });
  }
  return ranges;
}
