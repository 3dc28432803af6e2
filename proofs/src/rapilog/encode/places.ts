/** Where in memory the core keeps the sectors of the stream. */
import { add, and, constant, extract, mul, sub, type Term } from "@ashlar/logic";
import type { Moment } from "../core.js";
import { type Globals, globalIn } from "../globals.js";

const SECTOR_BYTES = 512;

/** The address of the sector at a position of the stream. */
export const addressOf = (moment: Pick<Moment, "globals">, position: Term) =>
  placeOf(moment.globals, position);

/** The same by the globals of some moment. */
export function placeOf(globals: Globals, position: Term): Term {
  const mask = sub(globalIn(globals, "ringSectors"), constant(32, 1));
  const sector = and(extract(position, 31, 0), mask);
  return add(globalIn(globals, "base"), mul(sector, constant(32, SECTOR_BYTES)));
}
