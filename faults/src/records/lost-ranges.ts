/**
 * Losses that belong together by place rather than by time.
 *
 * A device that forgets a part of its mapping loses a *range*: everything in it, whenever it was
 * written, and nothing around it. A device that drops writes loses those of some time all over
 * its addresses, because the workload is random. So a run of neighbours that are all lost counts
 * as a range if chance alone would hardly make one, at the rate at which others of about the same
 * time were lost.
 */
import type { Case } from "./judge.js";

/** Neighbouring sectors that all lack a durable write. */
export interface Run {
  /** Of the writes that are missing, in whole or in part. */
  writes: Set<number>;
  sectors: number[];
}

/** How often a run may be taken for a range though it is none, per cycle. */
const FALSE_ALARM = 2e-3;
/** Writes before and after, in order of issue, that tell how much was lost at that time. */
const CONTEMPORARIES = 32;

/** The runs that chance does not explain. */
export function lostRanges(one: Case): Run[] {
  const { missing, history } = one;
  const decided = history.writes
    .map((_, index) => index)
    .filter(
      (index) =>
        missing.lost.has(index) || (missing.durable[index] === 1 && missing.visible[index]! > 0),
    );
  const places = new Map(decided.map((index, place) => [index, place]));
  const runs = runsOf(one);
  const sure = runs.filter((run) => {
    // Nothing that came later survived, anywhere: then time explains the losses as well.
    const isEnd = (index: number) => history.writes[index]!.acknowledged > missing.horizon;
    if (run.writes.size < 2 || [...run.writes].every(isEnd)) return false;
    return chanceOf(run, one, decided, places) * decided.length < FALSE_ALARM;
  });
  return runs.filter((run) => sure.some((range) => run === range || isBeside(run, range)));
}

/** Nearer to a range than that is long: what came back between them does not make it another loss. */
function isBeside(run: Run, range: Run): boolean {
  const [from, to] = [range.sectors[0]!, range.sectors.at(-1)!];
  const gap = Math.max(from - run.sectors.at(-1)!, run.sectors[0]! - to);
  return gap < to - from;
}

/** A sector of which nobody can tell, because nothing in it had to be durable, ends no run. */
function runsOf({ survey, missing }: Case): Run[] {
  const owners = new Map<number, number>();
  for (const [index, sectors] of missing.lost)
    for (const sector of sectors) owners.set(sector, index);
  const runs: Run[] = [];
  let run: Run | undefined;
  survey.versions.forEach((version, sector) => {
    const owner = owners.get(sector);
    if (owner !== undefined) {
      if (run === undefined) {
        run = { writes: new Set(), sectors: [] };
        runs.push(run);
      }
      run.writes.add(owner);
      run.sectors.push(sector);
    } else if (version >= 0) run = undefined;
  });
  return runs;
}

/** How likely it is that all of the run's writes were lost by themselves. */
function chanceOf(
  run: Run,
  { missing }: Case,
  decided: readonly number[],
  places: ReadonlyMap<number, number>,
): number {
  let chance = 1;
  for (const index of run.writes) {
    const place = places.get(index)!;
    const from = Math.max(0, place - CONTEMPORARIES);
    const near = decided
      .slice(from, place + CONTEMPORARIES + 1)
      .filter((other) => !run.writes.has(other));
    const lost = near.filter((other) => missing.lost.has(other)).length;
    chance *= (lost + 1) / (near.length + 1);
  }
  return chance;
}
