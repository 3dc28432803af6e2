/**
 * What the core keeps in its globals, by name. The file names none, so numbers are proposed here, in
 * the order in which `assembly/` declares them. A wrong proposal proves nothing.
 */
import type { Term } from "@ashlar/logic";
import type { Moment } from "./core.js";

const NAMES = [
  ...["base", "ringSectors", "grainSectors"],
  ...["released", "journaled", "acknowledged", "head", "intactFrom"],
  ...["budget", "powerFails", "fault"],
  ...["overlay", "bucketCount", "bucketBits", "swept", "rangesUsed"],
  ...["diskBytes", "stream", "incarnation", "sequence"],
  ...["fragments", "keys", "keysSpare", "fragmentsMax", "fragmentCount", "pageHighest"],
  ...["planStream", "pieces", "piecesMax", "runBytesMax"],
  ...["planPosition", "planIncarnation", "planOffset", "planLength"],
  ...["planCursor", "planPage", "sectorCursor"],
  ...["segments", "segmentsMax", "segmentCount"],
  ...["pieceAddress", "incarnationSeen"],
] as const;

export type GlobalName = (typeof NAMES)[number];

/** Numbers of the globals. */
export const GLOBALS = Object.fromEntries(NAMES.map((name, at) => [name, at])) as Readonly<
  Record<GlobalName, number>
>;
export const GLOBAL_NAMES: readonly GlobalName[] = NAMES;

/** Globals at some moment. */
export type Globals = Moment["globals"];

export const globalIn = (globals: Globals, name: GlobalName): Term => globals[GLOBALS[name]]!;
export const globalOf = ({ globals }: Pick<Moment, "globals">, name: GlobalName) =>
  globalIn(globals, name);
