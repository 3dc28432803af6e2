/**
 * The versions that a reader of a simulated disk finds, where they lie: nothing is copied, and a
 * page that cannot change any more is looked at once, however many crashes it outlives.
 */
import { Source } from "@ashlar/rapilog";
import { PAGE_BYTES, type Pages } from "../disk/index.js";
import type { Computer } from "./computer.js";
import { SECTOR_BYTES, versionsOf } from "./content.js";
import { Violation } from "./violation.js";

const PAGE_SECTORS = PAGE_BYTES / SECTOR_BYTES;
/** Of a hole. */
const ZEROS = new Uint32Array(PAGE_SECTORS);

/** What a constant page was found to hold, read as the one that begins at a sector. */
interface Known {
  sector: number;
  versions: Uint32Array;
}

const known = new WeakMap<Uint8Array, Known>();

/** The versions of all sectors, as a client would read them: from the log, else from home. */
export function readDisk(computer: Computer): Uint32Array {
  const { diskBytes } = computer.options;
  const { log } = computer.slot;
  const versions = new Uint32Array(diskBytes / SECTOR_BYTES);
  const { pages } = computer.devices[0]!.disk;
  const count = log.core.read(0n, diskBytes);
  let at = 0;
  for (let index = 0; index < count; index++) {
    const { source, length, address } = log.segment(index);
    const [sector, sectors] = [at / SECTOR_BYTES, length / SECTOR_BYTES];
    if (source === Source.home) readPages(pages, sector, sectors, versions);
    else if (source === Source.ring) {
      const words = new Uint32Array(log.memory.buffer, address, length / 4);
      versionsOf(words, sector, versions.subarray(sector));
    }
    at += length;
  }
  if (at !== diskBytes) throw new Violation(`a read of ${diskBytes} bytes found ${at}`);
  return versions;
}

/** The versions of all sectors of home itself. */
export function readHome(computer: Computer): Uint32Array {
  const versions = new Uint32Array(computer.options.diskBytes / SECTOR_BYTES);
  readPages(computer.devices[0]!.disk.pages, 0, versions.length, versions);
  return versions;
}

/** Fills the entries of some sectors with what stands there. */
function readPages(pages: Pages, from: number, count: number, versions: Uint32Array): void {
  for (let sector = from; sector < from + count; ) {
    const first = sector - (sector % PAGE_SECTORS);
    const end = Math.min(first + PAGE_SECTORS, from + count);
    const there = versionsOfPage(pages, first);
    for (; sector < end; sector++) versions[sector] = there[sector - first]!;
  }
}

function versionsOfPage(pages: Pages, sector: number): Uint32Array {
  const page = sector / PAGE_SECTORS;
  const bytes = pages.page(page);
  if (bytes === undefined) return ZEROS;
  if (!pages.isConstant(page)) return versionsOf(wordsOf(bytes), sector);
  const found = known.get(bytes);
  if (found?.sector === sector) return found.versions;
  const versions = versionsOf(wordsOf(bytes), sector);
  known.set(bytes, { sector, versions });
  return versions;
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
}
