/** What the specification's window and watermarks are in the core's globals. */
import { isNonzero, type Term, ule } from "@ashlar/logic";
import { type Window, watermarks } from "@ashlar/spec";
import { type Globals, globalIn } from "../globals.js";
import { ringSectorsOf, watermarksIn } from "../refines/watermarks.js";
import { number32 } from "../terms.js";

const RING_SECTORS_MAX = 1 << 21;

/** The part of the stream that may be read from the ring. */
export function windowOf(globals: Globals): Window {
  const state = watermarksIn(globals);
  return { from: watermarks.heldFrom(state, ringSectorsOf(globals)), head: state.head };
}

/** The invariants of the watermarks, and a ring of a size that there is. */
export function areWatermarks(globals: Globals): Term[] {
  const ring = globalIn(globals, "ringSectors");
  const invariants = watermarks.invariants(watermarksIn(globals), ringSectorsOf(globals));
  return [
    isNonzero(ring),
    ule(ring, number32(RING_SECTORS_MAX)),
    ...invariants.map(({ holds }) => holds),
  ];
}
