/**
 * What the keeper's three threads tell each other, beside the vault's control page.
 *
 * One word each, one writer each, read and written atomically; no locks, so that a thread which
 * is stuck in a system call holds nobody else up.
 */
const WORDS = [
  /** main → threads: end, when what you are at is done. */
  "stop",
  /** main → home: bring everything home now. */
  "drain",
  /** main → journal: everything is home; write the clean superblock. */
  "cleanWanted",
  /** journal → main: it is written. */
  "cleanDone",
  /** journal → home: the last end of a whole record that the journal holds. */
  "homeLimit",
  /** home → journal: the disk holds everything before this; put it in the superblock. */
  "releaseWanted",
  /** home → journal: the incarnation of the last record before that; set first. */
  "releaseFloor",
  /** home → all: 1 while home writes are being made. */
  "homeActive",
  /** home → main: the position of a record that does not verify, plus 1. */
  "damagedAt",
  /** journal → main: 1 when the spare journal has taken over. */
  "onSpare",
  /** threads → main: CLOCK_MONOTONIC of their last turn. */
  "journalBeat_ns",
  "homeBeat_ns",
  /** main → journal: when it should have been woken for the last drill. */
  "drill_ns",
  /** journal → home: 1 while it writes or syncs. */
  "journalActive",
  /** threads → main: what is typical, in nanoseconds, each measured with nothing else on the
   * device: a wake-up, a small write with its sync, a write home. */
  "scheduling_ns",
  "seekAndFlush_ns",
  "homeWrite_ns",
  /** threads → main: the worst stall of each since main looked last, which sets it to 0. */
  "schedulingStall_ns",
  "journalStall_ns",
  "homeStall_ns",
  /** main → journal → main: the journal's sequential rate in bytes per second, as measured at the
   * start, later the fifth percentile. */
  "bandwidth",
] as const;

export type SharedWord = (typeof WORDS)[number];

const PLACES = Object.fromEntries(WORDS.map((word, place) => [word, place])) as Record<
  SharedWord,
  number
>;

export class Shared {
  readonly buffer: SharedArrayBuffer;
  readonly #words: BigInt64Array;

  constructor(buffer = new SharedArrayBuffer(8 * WORDS.length)) {
    this.buffer = buffer;
    this.#words = new BigInt64Array(buffer);
  }

  get(word: SharedWord): bigint {
    return Atomics.load(this.#words, PLACES[word]);
  }

  set(word: SharedWord, value: bigint): void {
    Atomics.store(this.#words, PLACES[word], value);
  }

  /** Raises a maximum of which the caller is the only one to raise it. */
  raise(word: SharedWord, value: bigint): void {
    if (value > this.get(word)) this.set(word, value);
  }

  /** Takes a maximum, and begins a new one. */
  take(word: SharedWord): bigint {
    return Atomics.exchange(this.#words, PLACES[word], 0n);
  }
}
