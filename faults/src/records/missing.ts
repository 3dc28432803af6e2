/**
 * The rule itself, sector by sector: a sector may hold a version only if no write that had to be
 * durable came surely after it. The base came before everything, what is older than the base is
 * never allowed, and of two writes at the same time either may have been last.
 */
import type { Cover } from "./cover.js";
import type { Event, History, Promise_ } from "./history.js";
import type { Write } from "./operation.js";
import { type Survey, Version } from "./survey.js";

export interface Missing {
  /** Per write: had to be durable. */
  durable: Uint8Array;
  /** Per write: sectors that hold it. */
  visible: Uint32Array;
  /** Sectors that lack a durable write, by that write. */
  lost: Map<number, number[]>;
  /** Sectors that hold something older than the base, which nothing has to replace. */
  reverted: number[];
  /** Durable writes of which a sector cannot be read, went back in time or holds another's record:
   * such a sector is named for that, and these are lost with it. */
  buried: Set<number>;
  /** Latest issue of anything that survived; -1 if nothing did. */
  horizon: number;
  /** Which write that was. */
  witness: number;
}

/** Finds what is missing by a promise. */
export function findMissing(
  history: History,
  survey: Survey,
  cover: Cover,
  promise: Promise_,
): Missing {
  const { visible, witness } = survivors(history, survey);
  const horizon = history.writes[witness]?.issued ?? -1;
  const durable = Uint8Array.from(history.writes, (write) =>
    Number(promise === "prefix" ? write.acknowledged < horizon : history.isDurable(write, promise)),
  );
  const missing: Missing = {
    ...{ durable, visible, horizon, witness },
    ...{ lost: new Map(), reverted: [], buried: new Set() },
  };
  survey.versions.forEach((version, sector) => {
    if (version === Version.DAMAGED) return;
    const found = version >= 0 ? history.writes[version]! : undefined;
    const due = latestDue(history.writes, durable, cover.ofSector(sector), found);
    // Older than the base is a loss of the base, whatever else is missing there.
    if (version === Version.OLDER) missing.reverted.push(sector);
    if (due === undefined) return;
    if (version >= Version.BASE) append(missing.lost, due, sector);
    else missing.buried.add(due);
  });
  return missing;
}

function survivors(history: History, survey: Survey): Pick<Missing, "visible" | "witness"> {
  const visible = new Uint32Array(history.writes.length);
  for (const version of survey.versions) if (version >= 0) visible[version]! += 1;
  const issued = (index: number) => history.writes[index]?.issued ?? -1;
  const witness = visible.reduce(
    (best, count, index) => (count > 0 && issued(index) > issued(best) ? index : best),
    -1,
  );
  return { visible, witness };
}

/** Of the durable writes that came surely after what was found, the one issued last. */
function latestDue(
  writes: readonly Event<Write>[],
  durable: Uint8Array,
  covering: Uint32Array,
  found: Event<Write> | undefined,
): number | undefined {
  const since = found?.acknowledged ?? -1;
  let due: number | undefined;
  for (const index of covering) {
    if (durable[index] === 0 || writes[index]!.issued <= since) continue;
    if (due === undefined || writes[index]!.issued > writes[due]!.issued) due = index;
  }
  return due;
}

function append(map: Map<number, number[]>, key: number, value: number): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
