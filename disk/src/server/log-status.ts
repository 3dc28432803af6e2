/**
 * BLOCK_STATUS of the log: what the overlay says, and for the rest what home says.
 *
 * Data in the ring are allocated and zeroed ranges are holes. The overlay is looked at before
 * home, so a stretch that gets its first data in between counts as changed during the request.
 */
import { type Log, Source } from "@ashlar/rapilog";
import type { Request, StatusExtent } from "../nbd/serving/index.js";
import type { Connection } from "./connection.js";
import { TAKEN } from "./disk.js";
import { boundedStatus, reportHomeStatus, sendStatus } from "./home-status.js";
import type { JobPool } from "./job-pool.js";

interface Stretch {
  length: number;
  source: number;
}

/** Answers `request` at once, or after a job has asked home. */
export function reportLogStatus(
  log: Log,
  jobs: JobPool,
  connection: Connection,
  request: Request,
): number {
  const asked = boundedStatus(request);
  const stretches = overlayOf(log, asked);
  const needsHome = stretches.some((stretch) => stretch.source === Source.home);
  if (needsHome) reportHomeStatus(jobs, connection, asked, (home) => merge(stretches, home));
  else sendStatus(connection, asked, stretches.map(asExtent));
  return TAKEN;
}

function overlayOf(log: Log, request: Request): Stretch[] {
  const count = log.core.read(BigInt(request.offset), request.length);
  return Array.from({ length: count }, (_, index) => {
    const { source, length } = log.segment(index);
    return { source, length };
  });
}

function asExtent(stretch: Stretch): StatusExtent {
  return { length: stretch.length, allocated: stretch.source !== Source.zero };
}

/** Home's extents, where home answers; where its answer ends early, so does the whole. */
function merge(stretches: readonly Stretch[], home: readonly StatusExtent[]): StatusExtent[] {
  const merged: StatusExtent[] = [];
  const rest = home.map((extent) => ({ ...extent }));
  for (const stretch of stretches) {
    for (let left = stretch.length; left > 0; ) {
      const extent = rest[0];
      if (extent === undefined) return merged;
      const length = Math.min(left, extent.length);
      const fromHome = stretch.source === Source.home;
      const { allocated } = fromHome ? extent : asExtent(stretch);
      merged.push({ length, allocated });
      left -= length;
      extent.length -= length;
      if (extent.length === 0) rest.shift();
    }
  }
  return merged;
}
