/**
 * Recovering: the records that a ring still holds are taken up again, one by one, from `released`
 * on, until one does not verify. What follows the first bad record does not count, whatever it
 * looks like: that keeps a prefix.
 *
 * A record that verifies may still be a leftover of an earlier life, written beyond the end that
 * a recovery found. Its incarnation is smaller than its predecessor's, and it ends the chain.
 */
import {
  currentIncarnation,
  currentStream,
  enterRange,
  fitsOverlay,
  fitsRange,
  isOnDisk,
  overlayStretch,
  resetAppend,
  sequence,
  setSequence,
} from "./append";
import { RECOVER_END, RECOVER_RECORD, RECOVER_WAIT } from "./layout";
import { clearOverlay } from "./overlay";
import { resetRanges } from "./ranges";
import {
  incarnationAt,
  kindAt,
  lengthAt,
  offsetAt,
  PAD,
  payloadPosition,
  sequenceAt,
  verify,
  WRITE,
} from "./record";
import { addressOf, alignedToGrain, ringSize } from "./ring";
import { advanceHead, head, liveSectors, resetWatermarks } from "./watermarks";

/** As a sequence number: whatever the first record says. */
const SEQUENCE_UNKNOWN: u64 = u64.MAX_VALUE;

let incarnationSeen: u64 = 0;

/**
 * Starts an empty log at `position`. New records will carry `incarnation`; recovered ones carry
 * no greater one, and no smaller one than `floor`, the incarnation of the last record before
 * `position` (without it, a leftover could follow a record that is home already).
 * `sequenceOfNext` is the next record's number, or all ones if unknown.
 */
export function attach(
  stream: u64,
  incarnation: u64,
  floor: u64,
  position: u64,
  sequenceOfNext: u64,
): void {
  assert(floor <= incarnation);
  assert(alignedToGrain(position));
  resetWatermarks(position);
  resetAppend(stream, incarnation, sequenceOfNext);
  clearOverlay();
  resetRanges();
  incarnationSeen = floor;
}

function continuesChain(header: u32): bool {
  const incarnation = incarnationAt(header);
  if (incarnation < incarnationSeen || incarnation > currentIncarnation()) return false;
  return sequence() == SEQUENCE_UNKNOWN || sequenceAt(header) == sequence();
}

function enter(header: u32): u32 {
  const kind = kindAt(header);
  if (kind == PAD) return RECOVER_RECORD;
  const offset = offsetAt(header);
  const length = lengthAt(header);
  if (!isOnDisk(offset, length)) return RECOVER_END;
  if (kind == WRITE) {
    if (!fitsOverlay(offset, length)) return RECOVER_WAIT;
    overlayStretch(offset, length, payloadPosition(head()), false);
  } else {
    if (!fitsRange(offset, length)) return RECOVER_WAIT;
    enterRange(offset, length, head());
  }
  return RECOVER_RECORD;
}

/**
 * Event: take up the record at the head, if there is one. Returns `RECOVER_RECORD` and moves the
 * head; `RECOVER_END` at the end of the chain; `RECOVER_WAIT` if the overlay has no room before
 * `released` moves on.
 */
export function recover(): u32 {
  const position = head();
  if (liveSectors() >= ringSize()) return RECOVER_END;
  const sectors = verify(position, currentStream());
  if (sectors == 0 || sectors > ringSize() - liveSectors()) return RECOVER_END;
  const header = addressOf(position);
  if (!continuesChain(header)) return RECOVER_END;
  const outcome = enter(header);
  if (outcome != RECOVER_RECORD) return outcome;
  incarnationSeen = incarnationAt(header);
  setSequence(sequenceAt(header) + 1);
  advanceHead(sectors);
  return RECOVER_RECORD;
}
