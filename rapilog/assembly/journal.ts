/**
 * Journaling: the next piece of the stream that the journal must hold. Vault and journal have the
 * same layout, so a piece is a range of memory and the same range of the journal's ring.
 */
import { SECTOR_SHIFT } from "./layout";
import { addressOf, untilEnd } from "./ring";

let pieceAddress: u32 = 0;

/**
 * Effect "journal this": bytes of the piece that starts at `from` and goes no further than
 * `limit`, the ring's end or `bytesMax`; 0 when there is nothing. `journalAddress` says where the
 * piece lies. A piece that was not written whole is simply asked for again.
 */
export function journalNext(from: u64, limit: u64, bytesMax: u32): u32 {
  if (from >= limit) return 0;
  const sectorsMax = <u64>(bytesMax >> <u32>SECTOR_SHIFT);
  const sectors = min<u64>(min<u64>(limit - from, <u64>untilEnd(from)), sectorsMax);
  pieceAddress = addressOf(from);
  return (<u32>sectors) << (<u32>SECTOR_SHIFT);
}

/** The address in the memory of the piece that `journalNext` returned. */
export function journalAddress(): u32 {
  return pieceAddress;
}
