/**
 * What the simulator's clients write: a sector tells which write it is of and where it belongs.
 *
 * Every word of a sector depends on both, so a sector that was torn, made up or put elsewhere is
 * none. A sector of zeros is version 0.
 */
export const SECTOR_BYTES = 512;
const WORDS = SECTOR_BYTES / 4;

/** As a version: not a whole sector that was ever written there. */
export const FOREIGN = 0xffff_ffff;

function seedOf(version: number, sector: number): number {
  return (Math.imul(version, 0x9e37_79b1) ^ Math.imul(sector + 1, 0x85eb_ca6b)) | 0;
}

/** Fills `words` with the sectors from `sector` on, as write `version` leaves them. */
export function fillSectors(words: Uint32Array, version: number, sector: number): void {
  for (let at = 0, number = sector; at < words.length; at += WORDS, number++) {
    const seed = seedOf(version, number);
    words[at] = version;
    words[at + 1] = number;
    for (let index = 2; index < WORDS; index++)
      words[at + index] = (seed + Math.imul(index, 0xc2b2_ae35)) | 0;
  }
}

/** Which write the sector at word `at` is of, if it is whole and belongs to `sector`. */
export function versionOf(words: Uint32Array, at: number, sector: number): number {
  const version = words[at]!;
  if (version === 0) return isZero(words, at) ? 0 : FOREIGN;
  if (words[at + 1] !== sector) return FOREIGN;
  const seed = seedOf(version, sector);
  for (let index = 2; index < WORDS; index++)
    if (words[at + index] !== (seed + Math.imul(index, 0xc2b2_ae35)) >>> 0) return FOREIGN;
  return version;
}

function isZero(words: Uint32Array, at: number): boolean {
  for (let index = 0; index < WORDS; index++) if (words[at + index] !== 0) return false;
  return true;
}

/** The versions of all sectors of `words`, which begins at `sector`; `into` is filled from its
 * start. */
export function versionsOf(
  words: Uint32Array,
  sector = 0,
  into = new Uint32Array(words.length / WORDS),
): Uint32Array {
  for (let index = 0; index < words.length / WORDS; index++)
    into[index] = versionOf(words, index * WORDS, sector + index);
  return into;
}
