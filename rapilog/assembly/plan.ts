/**
 * The plan: a stretch of the stream becomes home writes, sorted and joined.
 *
 * `planBegin` verifies records one by one and sorts the writes among them, cut into fragments, by
 * page. `planNext` walks the pages, keeps the newest version of each sector, and joins what is
 * adjacent on the disk to one run.
 */
import {
  addFragments,
  clearFragments,
  configureFragments,
  fragmentAtRank,
  fragmentCount,
  fragmentsFit,
  maskAt,
  pageAtRank,
  sortFragments,
  sourceAt,
} from "./fragments";
import { PAGE_SECTORS, SECTOR_BYTES, SECTOR_SHIFT } from "./layout";
import {
  incarnationAt,
  kindAt,
  lengthAt,
  offsetAt,
  PAD,
  payloadPosition,
  verify,
  WRITE,
} from "./record";
import { addressOf, ringSize } from "./ring";

const BATCH_NONE: u32 = 0;
const BATCH_WRITES: u32 = 1;
const BATCH_DAMAGED: u32 = 5;
const PIECE_BYTES: u32 = 8;

let stream: u64 = 0;
let pieces: u32 = 0;
let piecesMax: u32 = 0;
let runBytesMax: u32 = 0;

let position: u64 = 0;
let incarnation: u64 = 0;
let rangeOffset: u64 = 0;
let rangeLength: u64 = 0;

/** The cursor of `planNext`: the next page's first fragment, and the page at hand. */
let cursor: u32 = 0;
let page: u64 = 0;
let sectorCursor: u32 = PAGE_SECTORS;
const sources: u32 = <u32>memory.data(32, 8);

/** Places the tables of fragments (32 bytes for each) and the list of pieces. */
export function configurePlan(
  fragmentsAddress: u32,
  fragmentsCount: u32,
  piecesAddress: u32,
  piecesCount: u32,
  runBytes: u32,
): void {
  assert(piecesCount > 0);
  assert(runBytes >= SECTOR_BYTES && (runBytes & (SECTOR_BYTES - 1)) == 0);
  configureFragments(fragmentsAddress, fragmentsCount);
  pieces = piecesAddress;
  piecesMax = piecesCount;
  runBytesMax = runBytes;
}

/** Names the stream whose records count. */
export function planAttach(streamId: u64): void {
  stream = streamId;
}

/** Where in the stream the batch at hand ends. */
export function planPosition(): u64 {
  return position;
}

/** The disk byte that the run, or the range record, at hand starts at. */
export function planOffset(): u64 {
  return rangeOffset;
}

/** The length of the range record at hand. */
export function planLength(): u64 {
  return rangeLength;
}

/** How many of the batch's fragments the runs so far have taken up. */
export function planTaken(): u32 {
  return cursor;
}

/** How many fragments the batch at hand has. */
export function planFragments(): u32 {
  return fragmentCount();
}

/** The incarnation of the last record taken up: the floor for a recovery from there. */
export function planIncarnation(): u64 {
  return incarnation;
}

function isRange(kind: u32): bool {
  return kind != WRITE && kind != PAD;
}

/**
 * Takes up what stands in [from, to): all writes up to the next range record, or one range record.
 * Returns the kind of the batch; `planPosition` is where the next one starts. `BATCH_DAMAGED` is a
 * record that does not verify, or memory in which the fragments do not come out sorted.
 */
export function planBegin(from: u64, to: u64): u32 {
  assert(to - from <= <u64>ringSize());
  position = from;
  clearFragments();
  cursor = 0;
  sectorCursor = PAGE_SECTORS;
  while (position < to && fragmentsFit()) {
    const sectors = verify(position, stream);
    if (sectors == 0 || <u64>sectors > to - position) {
      if (position == from) return BATCH_DAMAGED;
      break;
    }
    const header = addressOf(position);
    const kind = kindAt(header);
    if (isRange(kind) && fragmentCount() > 0) break;
    incarnation = incarnationAt(header);
    if (isRange(kind)) {
      rangeOffset = offsetAt(header);
      rangeLength = lengthAt(header);
      position += <u64>sectors;
      return kind;
    }
    if (kind == WRITE) addFragments(header, payloadPosition(position));
    position += <u64>sectors;
  }
  if (fragmentCount() == 0) return position > from ? BATCH_WRITES : BATCH_NONE;
  if (sortFragments()) return BATCH_WRITES;
  clearFragments();
  position = from;
  return BATCH_DAMAGED;
}

/** Takes up the next page: for each of its sectors the newest source, as address, or 0. */
function loadPage(): void {
  memory.fill(sources, 0, PAGE_SECTORS * 4);
  page = pageAtRank(cursor);
  while (cursor < fragmentCount() && pageAtRank(cursor) == page) {
    const fragment = fragmentAtRank(cursor);
    const mask = maskAt(fragment);
    const base = sourceAt(fragment);
    for (let sector: u32 = 0; sector < PAGE_SECTORS; sector++) {
      if ((mask & (1 << sector)) == 0) continue;
      store<u32>(sources + (sector << 2), addressOf(<u64>(base + sector)));
    }
    cursor++;
  }
  sectorCursor = 0;
}

/** Moves to the next sector that has a source; false at the end of the batch. */
function seekSector(): bool {
  while (true) {
    while (sectorCursor < PAGE_SECTORS) {
      if (load<u32>(sources + (sectorCursor << 2)) != 0) return true;
      sectorCursor++;
    }
    if (cursor >= fragmentCount()) return false;
    loadPage();
  }
}

/**
 * The next run of the batch: returns how many pieces it has, each `address u32, bytes u32` in the
 * list, and `planOffset` says where on the disk it goes; 0 after the last. Runs ascend, never
 * touch, unless one was cut at `runBytesMax` or for lack of room in the list.
 */
export function planNext(): u32 {
  let count: u32 = 0;
  let bytes: u32 = 0;
  let next: u64 = 0;
  while (bytes < runBytesMax && seekSector()) {
    const sector = page * <u64>PAGE_SECTORS + <u64>sectorCursor;
    const address = load<u32>(sources + (sectorCursor << 2));
    if (count == 0) rangeOffset = sector << SECTOR_SHIFT;
    else if (sector != next) break;
    const last = pieces + (count - 1) * PIECE_BYTES;
    if (count > 0 && load<u32>(last) + load<u32>(last, 4) == address) {
      store<u32>(last, load<u32>(last, 4) + SECTOR_BYTES, 4);
    } else {
      if (count == piecesMax) break;
      store<u32>(last + PIECE_BYTES, address);
      store<u32>(last + PIECE_BYTES, SECTOR_BYTES, 4);
      count++;
    }
    bytes += SECTOR_BYTES;
    next = sector + 1;
    sectorCursor++;
  }
  return count;
}
