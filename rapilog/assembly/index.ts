/**
 * `rapilog.wasm`: what the module exports. One instance is either a log (`configure`, `attach`,
 * then events) in the server, or a plan (`planConfigure`, `planAttach`, `planBegin`…) and a source
 * of journal pieces in the keeper.
 */
import { configureDisk } from "./append";
import { configureOverlay } from "./overlay";
import { configurePlan } from "./plan";
import { configureRead } from "./read";
import { configureRing } from "./ring";

export { sequence, write, zero } from "./append";
export { checksum } from "./checksum";
export { journalAddress, journalNext } from "./journal";
export {
  planAttach,
  planBegin,
  planFragments,
  planIncarnation,
  planLength,
  planNext,
  planOffset,
  planPosition,
  planTaken,
} from "./plan";
export { read } from "./read";
export { attach, recover } from "./recover";
export { acknowledged, budget, fault, head, journaled, power, released } from "./watermarks";

/** Places a log in the memory; once, before anything else. */
export function configure(
  ring: u32,
  ringSectors: u32,
  grainSectors: u32,
  diskBytes: u64,
  index: u32,
  indexBuckets: u32,
  segments: u32,
  segmentsMax: u32,
): void {
  configureRing(ring, ringSectors, grainSectors);
  configureDisk(diskBytes);
  configureOverlay(index, indexBuckets);
  configureRead(segments, segmentsMax);
}

/** Places a plan in the memory; once, before anything else. */
export function planConfigure(
  ring: u32,
  ringSectors: u32,
  grainSectors: u32,
  fragments: u32,
  fragmentsMax: u32,
  pieces: u32,
  piecesMax: u32,
  runBytesMax: u32,
): void {
  configureRing(ring, ringSectors, grainSectors);
  configurePlan(fragments, fragmentsMax, pieces, piecesMax, runBytesMax);
}
