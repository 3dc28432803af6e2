/**
 * What a reader is shown of one arbitrary sector: what the specification's disk says that it holds.
 * Where he is sent is the newest version, or home (`contents-shown`); what stands there is what was
 * given to the record (`write-*`), or what the specification's invariants say of home.
 */
import {
  all,
  and,
  bitVector,
  equal,
  implies,
  ite,
  not,
  sub,
  type Term,
  ugt,
  ule,
  ult,
  variable,
} from "@ashlar/logic";
import {
  contentAfter,
  contents,
  type Disk,
  endOf,
  lastTouch,
  overlay,
  type Reading,
  read,
  type Version,
  watermarks,
} from "@ashlar/spec";
import type { Obligation } from "../../prove/statement.js";
import { any, anyDisk } from "../crash/any-disk.js";
import { isSound, isSoundAt } from "../crash/sound.js";
import type { Resting } from "../overlay/pure.js";
import { number64 } from "../terms.js";
import { anyKnown, anyVersion } from "./sector.js";

const RING_SECTORS_MAX = 1 << 21;

/** The newest version is the newest record of history that touches the sector. */
function isOfHistory(disk: Disk, { isThere, position }: Version): Record<string, Term> {
  const { stream, sector, releasedRecords } = disk;
  const newest = lastTouch(sector, stream.records);
  const isIn = and(
    ule(endOf(stream, sub(newest, number64(1))), position),
    ult(position, endOf(stream, newest)),
  );
  return {
    "a version is of the last record that touches the sector": implies(
      isThere,
      and(ult(number64(0), newest), isIn),
    ),
    "the last record that touches it has a version, if it is not home": implies(
      ugt(newest, releasedRecords),
      isThere,
    ),
  };
}

/** What stands in the ring where the version is, and what zeros are. */
function isWritten(disk: Disk, { window }: Reading, version: Version, inRing: Term) {
  const { sector, stream } = disk;
  const { isThere, position, isZero } = version;
  const content = contentAfter(sector, lastTouch(sector, stream.records));
  return {
    "what stands in the ring is what the record was given": implies(
      all([isThere, not(isZero), ule(window.from, position)]),
      equal(inRing, content),
    ),
    "what reads as zeros was zeroed": implies(and(isThere, isZero), equal(content, number64(0))),
  };
}

export function readContents(): Resting {
  const disk = anyDisk();
  const { marks, ringSectors, sector, stream } = disk;
  const version = anyVersion();
  const from = watermarks.heldFrom(marks, ringSectors);
  const reading: Reading = { window: { from, head: marks.head }, released: marks.released };
  const [source, inRing] = [variable("where he is sent", bitVector(32)), any("bytes in the ring")];
  const newest = lastTouch(sector, stream.records);
  const claims = contents.isNewest(anyKnown(), version, reading, source);
  const [isHome, isRing, isZero] = claims.map(({ holds }) => holds) as [Term, Term, Term];
  const needed = {
    ...isOfHistory(disk, version),
    ...isWritten(disk, reading, version, inRing),
    "home is shown only where it has the newest version": isHome,
    "the ring is shown only where the newest version stands": isRing,
    "zeros are shown only for zeros": isZero,
  };
  const sent = ite(
    equal(source, overlay.FROM_HOME),
    sector.home,
    ite(equal(source, overlay.FROM_RING), inRing, number64(0)),
  );
  const obligations: Obligation[] = [
    {
      claim: "he reads what the specification's disk reads",
      goal: equal(sent, read(disk, any("what the ring does not hold"))),
    },
  ];
  const hypotheses = [
    ule(ringSectors, number64(RING_SECTORS_MAX)),
    ...isSound(disk),
    ...isSoundAt(disk, [newest, sub(newest, number64(1))]),
    ...claims.slice(3).map(({ holds }) => holds),
    ...Object.values(needed),
  ];
  return { needed, statement: { hypotheses, obligations } };
}
