/**
 * Losses that belong together by place rather than by time.
 *
 * A device that forgets a part of its mapping loses a *range*: everything in it, whenever it was
 * written, and nothing around it. A device that drops writes loses them all over its addresses,
 * because the workload is random. So a run of neighbours that are all lost counts as a range if
 * chance alone, at the rate of losses outside of it, would hardly make one.
 */

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

/** One write alone is no range. */
const RUN_LEAST = 2;
/** How often a run may be taken for a range though it is none, per cycle. */
const FALSE_ALARM = 2e-3;

/** Maximal runs in `lost`, which follows the addresses, that chance does not explain. */
export function clusters(lost: readonly boolean[]): { from: number; to: number }[] {
  const total = lost.filter((one) => one).length;
  return runs(lost).filter(({ from, to }) => {
    const length = to - from;
    if (length < RUN_LEAST) return false;
    const others = lost.length - length;
    const rate = (total - length + 1) / (others + 1);
    return others > 0 && rate ** length * lost.length < FALSE_ALARM;
  });
}

function runs(lost: readonly boolean[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  let from = -1;
  [...lost, false].forEach((one, at) => {
    if (one && from < 0) from = at;
    if (one || from < 0) return;
    found.push({ from, to: at });
    from = -1;
  });
  return found;
}
